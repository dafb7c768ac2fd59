/* Finds where in a record the words of a query stand. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "query/term.h"

/* A text folded character by character, with the character that each byte comes from. */
struct folded {
	struct buf text;
	size_t *from;                   /* offset of the character; one more than bytes */
	size_t room;
};

static void
fold_text(const char *text, struct folded *f)
{
	size_t size = strlen(text), at = 0;

	buf_init(&f->text);
	while (at < size) {
		size_t n = text_cluster(text, size, at), was = f->text.size;

		text_fold(text + at, n, &f->text);
		for (size_t i = was; i < f->text.size; i++) {
			f->from = mem_room(f->from, i, &f->room, sizeof *f->from);
			f->from[i] = at;
		}
		at += n;
	}
	f->from = mem_room(f->from, f->text.size, &f->room, sizeof *f->from);
	f->from[f->text.size] = size;
}

/* The length of the longest asked word (they are separated by blanks) that the word starts with. */
static size_t
asked_part(const char *asked, const char *word, size_t size, size_t least)
{
	while (*asked != '\0') {
		size_t n = strcspn(asked, " ");

		if (n > least && n <= size && memcmp(asked, word, n) == 0)
			least = n;
		asked += n + (asked[n] == ' ');
	}
	return least;
}

static size_t
part_of_terms(const struct term *t, const char *word, size_t size, size_t least)
{
	for (; t != NULL; t = t->next) {
		if (t->kind == TERM_WORDS || t->kind == TERM_PHRASE)
			least = asked_part(t->folded, word, size, least);
		else if (t->kind == TERM_AND || t->kind == TERM_OR)
			least = part_of_terms(t->first, word, size, least);
	}
	return least;
}

void
query_found(const struct query *q, const char *text,
            void (*each)(void *context, size_t start, size_t end), void *context)
{
	struct folded f = { 0 };
	size_t passed = 0;

	if (query_is_empty(q))
		return;
	fold_text(text, &f);
	for (size_t at = 0, start, end = 0;
	     text_start((const char *)f.text.data, f.text.size, &at, &start, &end); ) {
		size_t n = part_of_terms(q->root, (const char *)f.text.data + start, end - start,
		                         0);
		size_t last = start + n;

		if (n == 0 || f.from[start] < passed)
			continue;
		/* A letter that folds to two letters is marked as a whole. */
		while (last < f.text.size && f.from[last] == f.from[last - 1])
			last++;
		passed = f.from[last];
		each(context, f.from[start], passed);
	}
	free(f.from);
	buf_clear(&f.text);
}

/* ---- the rank of a record */

struct ranking {
	const struct query *query;
	bool has_words;                 /* the query, that is */
};

/* Whether the folded text by itself has all the words that the term asks for. */
static bool
has_asked(struct ranking *k, const struct term *t, const char *text, size_t size)
{
	bool has = t->kind != TERM_OR;

	if (t->kind == TERM_WORDS || t->kind == TERM_PHRASE) {
		k->has_words = true;
		return t->kind == TERM_WORDS ? folded_has_words(text, size, t->folded) :
		                               folded_has_phrase(text, size, t->folded);
	}
	if (t->kind != TERM_AND && t->kind != TERM_OR)
		return true;
	for (const struct term *c = t->first; c != NULL; c = c->next) {
		if (has_asked(k, c, text, size) != has)
			return !has;
	}
	return has;
}

static bool
text_has_asked(void *context, const char *text, size_t size)
{
	struct ranking *k = context;

	return has_asked(k, k->query->root, text, size) && k->has_words;
}

/* Calls each() with the texts of the title. */
static bool
any_title(const struct query *q, const struct record *r,
          bool (*each)(void *context, const char *text, size_t size), void *context)
{
	const struct field *f = r->type->fields.by_role[ROLE_TITLE];

	return f != NULL && any_text(f, record_value(r, f), q->scope.schema->language, each, context);
}

enum query_rank
query_rank(const struct query *q, const char *code, const struct record *r)
{
	struct ranking k = { .query = q };
	const struct value code_value = { .kind = VALUE_TEXT, .text = code };

	if (query_is_empty(q))
		return FOUND_ELSEWHERE;
	if (any_text(NULL, &code_value, NULL, text_has_asked, &k))
		return FOUND_IN_CODE;
	return any_title(q, r, text_has_asked, &k) ? FOUND_IN_TITLE : FOUND_ELSEWHERE;
}

/* ---- in which fields it was found */

struct search {
	const struct query *query;
	const struct record *record;
	const char *code;
	const char *words;              /* that are looked for at present */
	size_t size;
	bool is_phrase;
	struct buf *out;
	size_t start;                   /* of what was appended */
};

static bool
has_searched(void *context, const char *text, size_t size)
{
	const struct search *s = context;

	return s->is_phrase ? folded_has_phrase(text, size, s->words) :
	                      text_has_prefix(text, size, s->words, s->size);
}

/* Appends the name of the field unless it is there. */
static void
note_field(const struct search *s, const struct field *table, const struct field *f)
{
	char *name = table == NULL ? mem_text(f->label) :
	                             mem_printf("%s: %s", table->label, f->label);
	const char *noted = s->out->size > s->start ? buf_string(s->out) + s->start : "";

	if (strstr(noted, name) == NULL) {
		buf_text(s->out, *noted == '\0' ? "" : ", ");
		buf_text(s->out, name);
	}
	free(name);
}

/* The first field that has the words. */
static bool
find_field(const struct search *s, const struct field *table, const struct fields *fields,
           const struct value *values)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		const struct value *v = &values[i];

		if (f->is_searched && any_text(f, v, s->query->scope.schema->language, has_searched,
		                               (void *)(uintptr_t)s)) {
			note_field(s, table, f);
			return true;
		}
		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++) {
			if (find_field(s, f, f->table, v->rows[j].values))
				return true;
		}
	}
	return false;
}

static void
search_words(struct search *s, const char *words, size_t size, bool is_phrase)
{
	const struct value code = { .kind = VALUE_TEXT, .text = s->code };

	s->words = words;
	s->size = size;
	s->is_phrase = is_phrase;
	if (!any_text(NULL, &code, NULL, has_searched, s) &&
	    !any_title(s->query, s->record, has_searched, s))
		find_field(s, NULL, &s->record->type->fields, s->record->values);
}

static void
search_terms(struct search *s, const struct term *t)
{
	for (; t != NULL; t = t->next) {
		if (t->kind == TERM_PHRASE)
			search_words(s, t->folded, strlen(t->folded), true);
		for (const char *w = t->folded; t->kind == TERM_WORDS && *w != '\0'; ) {
			size_t n = strcspn(w, " ");

			search_words(s, w, n, false);
			w += n + (w[n] == ' ');
		}
		if (t->kind == TERM_AND || t->kind == TERM_OR)
			search_terms(s, t->first);
	}
}

void
query_found_in(const struct query *q, const char *code, const struct record *r, struct buf *out)
{
	struct search s = { .query = q, .record = r, .code = code, .out = out, .start = out->size };

	search_terms(&s, q->root);
}
