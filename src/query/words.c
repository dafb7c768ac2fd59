/* Folds and compares the words of queries and of fields. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "query/term.h"

const char *
fold_words(struct arena *a, const char *text)
{
	struct buf folded, words;
	const char *out;

	buf_init(&folded);
	buf_init(&words);
	text_fold(text, strlen(text), &folded);
	for (size_t at = 0, start;
	     text_word((const char *)folded.data, folded.size, &at, &start);) {
		if (words.size > 0)
			buf_byte(&words, ' ');
		buf_add(&words, folded.data + start, at - start);
	}
	out = arena_textn(a, (const char *)words.data, words.size);
	buf_clear(&folded);
	buf_clear(&words);
	return out;
}

bool
folded_has_words(const char *text, size_t size, const char *words)
{
	while (*words != '\0') {
		size_t n = strcspn(words, " ");

		if (!text_has_prefix(text, size, words, n))
			return false;
		words += n + (words[n] == ' ');
	}
	return true;
}

/* Whether the words stand in the text from `start` on, in the word that ends at `end`. Where a script
 * has no blanks, what is asked for may be a part of what stands there. */
static bool
follows(const char *text, size_t size, size_t start, size_t end, const char *words)
{
	for (;;) {
		size_t n = strcspn(words, " "), at = end;
		bool is_last = words[n] == '\0';

		if (n > end - start || memcmp(text + start, words, n) != 0)
			return false;
		if (is_last)
			return text_may_end(text, size, start + n, end);
		if (start + n != end || !text_word(text, size, &at, &start))
			return false;
		end = at;
		words += n + 1;
	}
}

bool
folded_has_phrase(const char *text, size_t size, const char *words)
{
	for (size_t at = 0, start, end = 0; text_start(text, size, &at, &start, &end); ) {
		if (follows(text, size, start, end, words))
			return true;
	}
	return *words == '\0';
}

static bool
one_text(const char *text, bool (*each)(void *, const char *, size_t), void *context)
{
	struct buf folded;
	bool found;

	buf_init(&folded);
	text_fold(text, strlen(text), &folded);
	found = each(context, (const char *)folded.data, folded.size);
	buf_clear(&folded);
	return found;
}

bool
any_text(const struct field *f, const struct value *v, const char *language,
         bool (*each)(void *context, const char *text, size_t size), void *context)
{
	const char *name;

	if (v->kind == VALUE_TEXT)
		return one_text(v->text, each, context);
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (v->items[i].kind == VALUE_TEXT && one_text(v->items[i].text, each, context))
			return true;
	}
	for (uint32_t i = 0; v->kind == VALUE_LANGUAGES && i < v->count; i++) {
		if (one_text(v->translations[i].text, each, context))
			return true;
	}
	name = language == NULL ? NULL : value_catalogue_name(v, f, language);
	return name != NULL && one_text(name, each, context);
}

struct words_of {
	void (*each)(void *context, const char *word, size_t size);
	void *context;
};

static bool
words_of_text(void *context, const char *text, size_t size)
{
	const struct words_of *w = context;

	for (size_t at = 0, start, end = 0; text_start(text, size, &at, &start, &end); )
		w->each(w->context, text + start, end - start);
	return false;
}

static void
words_of_fields(const struct fields *fields, const struct value *values, struct words_of *w)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		const struct value *v = &values[i];

		if (f->is_searched)
			any_text(f, v, NULL, words_of_text, w);
		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++)
			words_of_fields(f->table, v->rows[j].values, w);
	}
}

void
record_words(const struct record *r, void (*each)(void *context, const char *word, size_t size),
             void *context)
{
	struct words_of w = { each, context };

	words_of_fields(&r->type->fields, r->values, &w);
}

bool
text_has_words(const char *text, const char *words)
{
	struct arena a;
	struct buf folded;
	bool has;

	arena_init(&a);
	buf_init(&folded);
	text_fold(text, strlen(text), &folded);
	has = folded_has_words((const char *)folded.data, folded.size, fold_words(&a, words));
	buf_clear(&folded);
	arena_clear(&a);
	return has;
}
