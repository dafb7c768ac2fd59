/* Compares the value of a field with what a query asks for. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/intl.h"
#include "base/text.h"
#include "query/term.h"
#include "record/kind.h"

static const char *
fold_whole(struct arena *a, const char *text)
{
	struct buf folded;
	const char *out;

	buf_init(&folded);
	text_fold(text, strlen(text), &folded);
	out = arena_textn(a, (const char *)folded.data, folded.size);
	buf_clear(&folded);
	return out;
}

static enum err_code
read_date(struct operand *o, struct err *e)
{
	partial_date d;

	if (!date_read(o->text, date_today(), &d))
		return err_set(e, ERR_USAGE, _("\"%s\" is not a date (2011, 2011-04-19, today, +3w)"),
		               o->text);
	o->number = d;
	return ERR_OK;
}

static enum err_code
read_reference(const struct field *f, struct operand *o, struct arena *a, struct err *e)
{
	const char *colon = strchr(o->text, ':');

	(void)e;
	for (size_t i = 0; colon != NULL && i < f->target_count; i++) {
		size_t n = strlen(f->targets[i]->name);

		if ((size_t)(colon - o->text) == n &&
		    strncmp(o->text, f->targets[i]->name, n) == 0) {
			o->of = f->targets[i];
			o->text = colon + 1;
			break;
		}
	}
	o->folded = fold_whole(a, o->text);
	return ERR_OK;
}

enum err_code
operand_read(const struct field *f, enum comparison comparison, struct operand *o, struct arena *a,
             struct err *e)
{
	struct value v;
	enum err_code rc;

	if (field_kind(f) == &kind_date || field_kind(f)->operand == &kind_date)
		return read_date(o, e);
	switch (f->type) {
	case FIELD_REFERENCE:
		if (comparison != CMP_HAS && comparison != CMP_EXACT)
			return err_set(e, ERR_USAGE,
			               _("a reference can be compared by \":\" and \"=\" only"));
		return read_reference(f, o, a, e);
	case FIELD_TABLE:
		return ERR_OK;
	default:
		break;
	}
	if (field_shape(f) == SHAPE_TEXT) {
		o->folded = comparison == CMP_HAS ? fold_words(a, o->text) : fold_whole(a, o->text);
		return ERR_OK;
	}
	rc = value_parse_one(f, o->text, NULL, a, &v, e);
	if (rc == ERR_OK && v.kind == VALUE_NONE)
		rc = err_set(e, ERR_USAGE, _("there is nothing between the quotes"));
	if (rc != ERR_OK)
		return e->code = ERR_USAGE;     /* in a query it is not data that is wrong */
	o->number = v.number;
	return ERR_OK;
}

/* ---- dates: by the earliest day; ":" means within */

static bool
span_compares(partial_date first, partial_date last, partial_date from, partial_date to,
              enum comparison comparison)
{
	switch (comparison) {
	case CMP_LESS:          return first < from;
	case CMP_LESS_EQUAL:    return first <= to;
	case CMP_GREATER:       return first > to;
	case CMP_GREATER_EQUAL: return first >= from;
	case CMP_EXACT:         return first == from && last == to;
	default:                return first >= from && last <= to;
	}
}

/* Compares the days that a value stands for with those of the operand. */
static bool
days_match(const struct operand *o, enum comparison comparison, const struct kind *kind,
           int64_t number, partial_date start)
{
	const struct kind *asked = kind->operand == NULL ? kind : kind->operand;
	partial_date first, last, from, to;

	return asked->days(o->number, start, &from, &to) &&
	       kind->days(number, start, &first, &last) &&
	       span_compares(first, last, from, to, comparison);
}

static bool
number_matches(const struct operand *o, enum comparison comparison, int64_t n)
{
	switch (comparison) {
	case CMP_LESS:          return n < o->number;
	case CMP_LESS_EQUAL:    return n <= o->number;
	case CMP_GREATER:       return n > o->number;
	case CMP_GREATER_EQUAL: return n >= o->number;
	default:                return n == o->number;
	}
}

/* ---- texts */

struct text_question {
	const struct operand *operand;
	enum comparison comparison;
};

static bool
text_answers(void *context, const char *text, size_t size)
{
	const struct text_question *q = context;
	size_t n = strlen(q->operand->folded);
	int order;

	if (q->comparison == CMP_HAS)
		return *q->operand->folded != '\0' &&
		       folded_has_words(text, size, q->operand->folded);
	order = memcmp(text, q->operand->folded, size < n ? size : n);
	if (order == 0)
		order = size < n ? -1 : size > n;
	switch (q->comparison) {
	case CMP_LESS:          return order < 0;
	case CMP_LESS_EQUAL:    return order <= 0;
	case CMP_GREATER:       return order > 0;
	case CMP_GREATER_EQUAL: return order >= 0;
	default:                return order == 0;
	}
}

/* Exactly this text, case and accents included. */
static bool
text_is(const struct operand *o, const struct field *f, const struct value *v, const char *language)
{
	const char *name = language == NULL ? NULL : value_catalogue_name(v, f, language);

	if (name != NULL && strcmp(name, o->text) == 0)
		return true;
	if (v->kind == VALUE_TEXT)
		return strcmp(v->text, o->text) == 0;
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (text_is(o, f, &v->items[i], NULL))
			return true;
	}
	for (uint32_t i = 0; v->kind == VALUE_LANGUAGES && i < v->count; i++) {
		if (strcmp(v->translations[i].text, o->text) == 0)
			return true;
	}
	return false;
}

/* ---- references: by the number of the record whose code it is, looked up once */

static bool
reference_matches(const struct operand *o, const struct field *f, int64_t number,
                  const struct query_context *world)
{
	const struct type *type;
	struct buf code, folded;
	bool same;

	if (f->target_count == 1 || o->of != NULL)
		return o->target != 0 && number == o->target;
	/* A bare code matches in any of several types. */
	buf_init(&code);
	buf_init(&folded);
	type = world->directory->code(world->directory->context, (uint32_t)number, &code);
	text_fold((const char *)code.data, code.size, &folded);
	same = type != NULL && strcmp(buf_string(&folded), o->folded) == 0;
	buf_clear(&code);
	buf_clear(&folded);
	return same;
}

/* Choices of two types are equal if they have the same name; their numbers are unrelated. */
static bool
choice_matches(const struct operand *o, enum comparison comparison, const struct field *f,
               int64_t n)
{
	const struct choice *asked, *found;

	if (o->field == f || o->field == NULL)
		return number_matches(o, comparison, n);
	asked = field_choice(o->field, (unsigned)o->number);
	found = field_choice(f, (unsigned)n);
	return (comparison == CMP_HAS || comparison == CMP_EXACT) && asked != NULL &&
	       found != NULL && strcmp(asked->name, found->name) == 0;
}

static bool
one_number_matches(const struct operand *o, enum comparison comparison, const struct field *f,
                   int64_t n, const struct query_context *world, partial_date start)
{
	if (field_kind(f)->days != NULL)
		return days_match(o, comparison, field_kind(f), n, start);
	switch (f->type) {
	case FIELD_REFERENCE:
		return reference_matches(o, f, n, world);
	case FIELD_CHOICE:
		return choice_matches(o, comparison, f, n);
	default:
		return number_matches(o, comparison, n);
	}
}

bool
operand_matches(const struct operand *o, enum comparison comparison, const struct field *f,
                const struct value *v, const struct query_context *world, partial_date start)
{
	if (o->is_nothing)
		return value_is_empty(v);
	if (o->is_anything)
		return !value_is_empty(v);
	if (value_is_empty(v) || f->type == FIELD_TABLE ||
	    (o->field != NULL && o->field->type != f->type))
		return false;
	if (field_shape(f) == SHAPE_TEXT) {
		struct text_question q = { o, comparison };

		return comparison == CMP_EXACT ? text_is(o, f, v, world->language) :
		                                 any_text(f, v, world->language, text_answers, &q);
	}
	if (v->kind == VALUE_NUMBER)
		return one_number_matches(o, comparison, f, v->number, world, start);
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (one_number_matches(o, comparison, f, v->items[i].number, world, start))
			return true;
	}
	return false;
}
