/* Asks the indexes about a single term: words, or a field against values. */
#include <config.h>

#include "query/plan_internal.h"

#include <string.h>

#include "base/intl.h"
#include "base/text.h"
#include "record/sort.h"

static struct span
span_of(const char *text, size_t size)
{
	return (struct span){ (const unsigned char *)text, size };
}

/* ---- words */

/* Adds the records that have a word with this beginning, as far as the index stores beginnings. */
static enum err_code
plan_word(struct planner *p, const struct type *type, const char *word, size_t size,
          struct bits *out, bool *is_exact)
{
	size_t kept = size;

	if (size > p->index->word_most) {
		for (kept = p->index->word_most; ((unsigned char)word[kept] & 0xC0) == 0x80;)
			kept--;
		*is_exact = false;
	}
	return p->index->words(p->index->context, type, span_of(word, kept), out, p->e);
}

/* Adds records whose English name has, in the language in force, a translation with the word. */
struct naming {
	struct planner *planner;
	const struct type *type;
	const char *word;
	size_t size;
	struct bits *out;
	size_t count;                   /* of names that have it */
	enum err_code rc;
};

/* With more names than this, reading every record is as fast. */
#define MANY_NAMES 24

static void
plan_name(void *context, const char *english, const char *name)
{
	struct naming *n = context;
	struct bits all = { 0 };
	struct buf folded;
	struct arena a;
	const char *words;
	bool is_exact = false, is_first = true, has_word;

	if (n->rc != ERR_OK || n->count > MANY_NAMES)
		return;
	buf_init(&folded);
	text_fold(name, strlen(name), &folded);
	has_word = text_has_prefix((const char *)folded.data, folded.size, n->word, n->size);
	buf_clear(&folded);
	if (!has_word)
		return;
	n->count++;
	arena_init(&a);
	for (words = fold_words(&a, english); n->rc == ERR_OK && *words != '\0'; is_first = false) {
		size_t size = strcspn(words, " ");
		struct bits one = { 0 };

		n->rc = plan_word(n->planner, n->type, words, size, is_first ? &all : &one,
		                  &is_exact);
		if (!is_first)
			bits_and(&all, &one);
		bits_clear(&one);
		words += size + (words[size] == ' ');
	}
	bits_or(n->out, &all);
	bits_clear(&all);
	arena_clear(&a);
}

/* A catalogue is searched once, however many fields use it. */
static bool
is_first_of_catalogue(const struct fields *fields, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (fields->list[i].names != NULL &&
		    strcmp(fields->list[i].names, fields->list[index].names) == 0)
			return false;
	}
	return true;
}

static void
plan_names(struct naming *n, const struct fields *fields)
{
	const char *language = n->planner->world->language;

	for (size_t i = 0; n->rc == ERR_OK && i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if (f->table != NULL)
			plan_names(n, f->table);
		else if (f->names != NULL && is_first_of_catalogue(fields, i))
			intl_names(f->names, language, plan_name, n);
	}
}

/* The word as it is stored, and as catalogues have it in the language in force. */
static enum err_code
plan_word_and_names(struct planner *p, const struct type *type, const char *word, size_t size,
                    struct bits *out, bool *is_exact)
{
	struct naming n = { p, type, word, size, out, 0, ERR_OK };
	enum err_code rc = plan_word(p, type, word, size, out, is_exact);

	if (rc != ERR_OK || p->world->language == NULL || strcmp(p->world->language, "en") == 0)
		return rc;
	plan_names(&n, &type->fields);
	if (n.count > 0)
		*is_exact = false;
	if (n.rc == ERR_OK && n.count > MANY_NAMES)
		n.rc = p->index->all(p->index->context, type, out, p->e);
	return n.rc;
}

enum err_code
plan_words(struct planner *p, const struct type *type, const char *words, struct answer *out)
{
	enum err_code rc = ERR_OK;
	bool is_first = true;

	*out = (struct answer){ .is_exact = true };
	if (*words == '\0' || p->index->word_most == 0) {
		*out = plan_unknown;
		return ERR_OK;
	}
	while (rc == ERR_OK && *words != '\0') {
		size_t size = strcspn(words, " ");
		struct bits found = { 0 };

		rc = plan_word_and_names(p, type, words, size, is_first ? &out->bits : &found,
		                         &out->is_exact);
		if (!is_first)
			bits_and(&out->bits, &found);
		bits_clear(&found);
		is_first = false;
		words += size + (words[size] == ' ');
	}
	return rc;
}

enum err_code
plan_plain(struct planner *p, const struct term *t, const struct about *about, struct answer *out)
{
	const struct operand whole = { .text = t->whole };
	enum err_code rc = ERR_OK;
	uint32_t number;

	if (*t->folded != '\0')
		rc = plan_words(p, about->type, t->folded, out);
	else
		*out = (struct answer){ .is_exact = true };
	if (rc != ERR_OK || out->is_all || about->table != NULL)
		return rc;
	number = operand_target(&whole, about->type, p->world);
	if (number != 0)
		bits_set(&out->bits, number);
	return ERR_OK;
}

/* ---- a field against values */

static void
number_key(const struct field *f, int64_t number, struct buf *key)
{
	const struct value v = { .kind = VALUE_NUMBER, .number = number };

	value_sort_key(&v, f, key);
}

/* The smallest date with the same earliest day: for 1 January that is the year. */
static partial_date
least_alike(partial_date d)
{
	if (d % 100 == 1)
		d -= 1;
	if (d % 10000 == 100)
		d -= 100;
	return d;
}

/* The first and last value for which the comparison with the operand holds. False: no index has
 * them as one range. Partial dates sort by their earliest day, a year before its months. */
static bool
limits_of(const struct field *f, const struct operand *o, enum comparison c, int64_t *first,
          int64_t *last)
{
	int64_t low = o->number, high = low;

	if (f->type == FIELD_DATE && c != CMP_EXACT)
		high = date_latest((partial_date)o->number);
	if (f->type == FIELD_DATE && (c == CMP_LESS || c == CMP_GREATER_EQUAL))
		low = least_alike((partial_date)o->number);
	*first = INT64_MIN;
	*last = INT64_MAX;
	switch (c) {
	case CMP_HAS:
	case CMP_EXACT:         *first = low; *last = high; return true;
	case CMP_LESS:          *last = low - 1; return low > INT64_MIN;
	case CMP_LESS_EQUAL:    *last = high; return true;
	case CMP_GREATER:       *first = high + 1; return high < INT64_MAX;
	case CMP_GREATER_EQUAL: *first = low; return true;
	}
	return false;
}

/* The keys that come after an empty value's and before any value's. */
static void
split_keys(const struct field *f, struct buf *empty_end)
{
	const struct value none = { .kind = VALUE_NONE };

	value_sort_key(&none, f, empty_end);
	empty_end->data[empty_end->size - 1]++;
}

enum err_code
plan_range(struct planner *p, const struct field *f, const struct operand *o, enum comparison c,
           struct bits *out, bool *is_known)
{
	struct buf from, to;
	int64_t first, last;
	enum err_code rc = ERR_OK;

	buf_init(&from);
	buf_init(&to);
	*is_known = true;
	if (o->is_nothing) {
		split_keys(f, &to);
	} else if (o->is_anything) {
		split_keys(f, &from);
	} else if (limits_of(f, o, c, &first, &last)) {
		if (first == INT64_MIN)
			split_keys(f, &from);
		else
			number_key(f, first, &from);
		if (last < INT64_MAX)
			number_key(f, last + 1, &to);
	} else {
		*is_known = false;
	}
	if (*is_known)
		rc = p->index->range(p->index->context, f, buf_span(&from), buf_span(&to), out,
		                     p->e);
	buf_clear(&from);
	buf_clear(&to);
	return rc;
}

/* Records that refer to what the operand names, which may be of any of the field's types. */
static enum err_code
plan_reference(struct planner *p, const struct operand *o, const struct field *f,
               const struct field *column, struct bits *out)
{
	const struct field *reference = column != NULL ? column : f;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < reference->target_count; i++) {
		uint32_t target;

		if (o->of != NULL && o->of != reference->targets[i])
			continue;
		target = operand_target(o, reference->targets[i], p->world);
		if (target != 0)
			rc = p->index->referrers(p->index->context, target, f, column, out, p->e);
	}
	return rc;
}

bool
plan_has_range(const struct field *f, const struct field *column, enum comparison c)
{
	if (column != NULL || !f->is_indexed || f->many != MANY_ONE || f->part_count > 0)
		return false;
	if (f->type == FIELD_CHOICE)
		return c == CMP_HAS || c == CMP_EXACT;
	return f->type == FIELD_DATE || f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL ||
	       f->type == FIELD_FLAG;
}

/* Plans one operand. If nothing is known of it, nothing is known of the term. */
static enum err_code
plan_operand(struct planner *p, const struct term *t, const struct operand *o,
             const struct type *type, const struct field *f, const struct field *column,
             struct answer *out)
{
	const struct field *leaf = column != NULL ? column : f;
	bool is_word = !o->is_nothing && !o->is_anything;
	bool is_known = false;
	enum err_code rc = ERR_OK;

	*out = (struct answer){ .is_exact = true };
	if (is_word && o->field != NULL && o->field->type != leaf->type)
		return ERR_OK;          /* a value of another kind is never the same */
	if (is_word && leaf->type == FIELD_REFERENCE) {
		is_known = true;
		rc = plan_reference(p, o, f, column, &out->bits);
	} else if (is_word && leaf->is_searched &&
	           leaf->part_count == 0 && t->comparison == CMP_HAS) {
		rc = plan_words(p, type, o->folded, out);
		out->is_exact = false;
		return rc;
	} else if (plan_has_range(leaf, column, t->comparison) && (!is_word || o->field == leaf)) {
		rc = plan_range(p, leaf, o, t->comparison, &out->bits, &is_known);
	}
	if (rc == ERR_OK && !is_known)
		*out = plan_unknown;
	return rc;
}

enum err_code
plan_leaf(struct planner *p, const struct term *t, const struct type *type, const struct field *f,
          const struct field *column, struct answer *out)
{
	enum err_code rc = ERR_OK;

	*out = (struct answer){ .is_exact = true };
	for (size_t i = 0; rc == ERR_OK && i < t->operand_count && !out->is_all; i++) {
		struct answer one;

		rc = plan_operand(p, t, &t->operands[i], type, f, column, &one);
		if (one.is_all) {
			bits_clear(&out->bits);
			*out = plan_unknown;
		} else {
			bits_or(&out->bits, &one.bits);
			out->is_exact = out->is_exact && one.is_exact;
		}
		bits_clear(&one.bits);
	}
	return rc;
}
