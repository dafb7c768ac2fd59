/* Gives texts by language a column for each language in which some record has one. */
#include <config.h>

#include "exchange/languages.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"

#define MOST_LANGUAGES 64       /* of one field */

struct field_languages {
	const struct field *field;
	const char *list[MOST_LANGUAGES];       /* besides English, in order */
	size_t count;
};

struct languages {
	struct field_languages *fields;
	size_t count;
	struct arena texts;
};

struct languages *
languages_new(const struct field *const *fields, size_t count)
{
	struct languages *l = mem_new(sizeof *l);

	l->fields = mem_new(sizeof *l->fields * (count + 1));
	l->count = count;
	for (size_t i = 0; i < count; i++)
		l->fields[i].field = fields[i];
	arena_init(&l->texts);
	return l;
}

void
languages_free(struct languages *l)
{
	if (l == NULL)
		return;
	arena_clear(&l->texts);
	free(l->fields);
	free(l);
}

bool
languages_matter(const struct languages *l)
{
	for (size_t i = 0; i < l->count; i++) {
		if (l->fields[i].field->many == MANY_LANGUAGE)
			return true;
	}
	return false;
}

static int
compare_texts(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static void
note_language(struct languages *l, struct field_languages *f, const char *language)
{
	for (size_t i = 0; i < f->count; i++) {
		if (strcmp(f->list[i], language) == 0)
			return;
	}
	if (strcmp(language, "en") == 0 || f->count == MOST_LANGUAGES)
		return;
	f->list[f->count++] = arena_text(&l->texts, language);
	qsort(f->list, f->count, sizeof *f->list, compare_texts);
}

void
languages_note(struct languages *l, const struct record *r)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct value *v = record_value(r, l->fields[i].field);

		for (uint32_t j = 0; v->kind == VALUE_LANGUAGES && j < v->count; j++)
			note_language(l, &l->fields[i], v->translations[j].language);
	}
}

static void
put_translation(const struct writer *w, const struct writer_column *c, const struct record *r,
                const struct row *row, struct buf *out)
{
	const struct value *v = record_value(r, c->field);

	(void)w;
	(void)row;
	for (uint32_t i = 0; v->kind == VALUE_LANGUAGES && i < v->count; i++) {
		if (strcmp(v->translations[i].language, c->language) == 0)
			buf_text(out, v->translations[i].text);
	}
}

void
languages_add(struct languages *l, size_t place, struct writer *w)
{
	const struct field_languages *f = &l->fields[place];

	for (size_t i = 0; i < f->count; i++)
		writer_add(w, (struct writer_column){
			.name = arena_printf(&l->texts, "%s.%s", f->field->name, f->list[i]),
			.is_free_text = true, .put = put_translation, .field = f->field,
			.language = f->list[i] });
}
