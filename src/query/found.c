/* Where in a record is what was asked for. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "query/term.h"

/* A text folded character by character, and from which character each of its bytes comes. */
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

/* The most bytes of the word that one of the asked words, separated by blanks, is the start of. */
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
		/* A letter that folds to two is marked whole. */
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

/* Whether the folded text alone has all the words that the term asks for. */
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

enum query_rank
query_rank(const struct query *q, const char *code, const struct value *title)
{
	struct ranking k = { .query = q };
	const struct value code_value = { .kind = VALUE_TEXT, .text = code };

	if (query_is_empty(q))
		return FOUND_ELSEWHERE;
	if (any_text(&code_value, text_has_asked, &k))
		return FOUND_IN_CODE;
	if (title != NULL && any_text(title, text_has_asked, &k))
		return FOUND_IN_TITLE;
	return FOUND_ELSEWHERE;
}
