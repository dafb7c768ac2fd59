/* Formats values as text. */
#include <config.h>

#include "record/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/kind.h"

void
member_escape(const char *text, struct buf *out)
{
	for (; *text != '\0'; text++) {
		if (*text == ';' || *text == '\\')
			buf_byte(out, '\\');
		buf_byte(out, (unsigned char)*text);
	}
}

/* A member of a set of references with its sort key: record numbers mean nothing to people, and
 * differ between stores. */
struct member {
	const char *type;
	char *text;
};

static int
compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int order = strcmp(x->type, y->type);

	return order != 0 ? order : strcmp(x->text, y->text);
}

static void
format_reference_set(const struct value *v, const struct field *f, const struct directory *d,
                     enum form_style style, struct buf *out)
{
	struct member *members = mem_new(sizeof *members * v->count);
	struct buf text;

	for (uint32_t i = 0; i < v->count; i++) {
		uint32_t number = (uint32_t)v->items[i].number;
		const struct type *type = d == NULL ? NULL : d->code(d->context, number, NULL);

		buf_init(&text);
		field_kind(f)->format(number, f, d, style, &text);
		members[i] = (struct member){ type == NULL ? "" : type->name, buf_take(&text) };
	}
	qsort(members, v->count, sizeof *members, compare_members);
	for (uint32_t i = 0; i < v->count; i++) {
		if (i > 0)
			buf_text(out, style == FORM_FILE ? ";" : "; ");
		buf_text(out, members[i].text);
		free(members[i].text);
	}
	free(members);
}

static void
format_list(const struct value *v, const struct field *f, const struct directory *d,
            enum form_style style, struct buf *out)
{
	if (f->type == FIELD_REFERENCE) {
		format_reference_set(v, f, d, style, out);
		return;
	}
	for (uint32_t i = 0; i < v->count; i++) {
		if (i > 0)
			buf_text(out, style == FORM_FILE ? ";" : "; ");
		if (v->items[i].kind == VALUE_NUMBER)
			field_kind(f)->format(v->items[i].number, f, d, style, out);
		else if (style == FORM_FILE)
			member_escape(v->items[i].text, out);
		else
			buf_text(out, v->items[i].text);
	}
}

/* Every text, in the order in which people see them. */
static void
format_every_language(const struct value *v, const struct field *f, const char *language,
                      struct buf *out)
{
	struct translation *texts = mem_new(sizeof *texts * value_texts_most(v));
	uint32_t count = value_texts(v, f, language, texts);

	for (uint32_t i = 0; i < count; i++) {
		buf_text(out, i > 0 ? "; " : "");
		translation_put(&texts[i], language, out);
	}
	free(texts);
}

/* In files each language has a column of its own; the plain name is the English text. */
static void
format_languages(const struct value *v, const struct field *f, enum form_style style,
                 const char *language, struct buf *out)
{
	struct field plain = *f;
	struct translation shown;

	switch (style) {
	case FORM_SCREEN:
		shown = value_shown(v, f, language);
		translation_put(&shown, language, out);
		break;
	case FORM_FULL:         /* as it was written, without names from a catalogue */
		plain.names = NULL;
		format_every_language(v, &plain, language, out);
		break;
	case FORM_FILE:
		for (uint32_t i = 0; i < v->count; i++) {
			if (strcmp(v->translations[i].language, "en") == 0)
				buf_text(out, v->translations[i].text);
		}
		break;
	}
}

bool
value_is_small_count(const struct value *v, const struct field *f)
{
	return field_has_role(f, ROLE_SMALL_COUNT) && v->kind == VALUE_NUMBER &&
	       v->number < SMALL_COUNT;
}

bool
value_is_hidden(const struct value *v, const struct field *f, const struct directory *d)
{
	return d != NULL && d->hides && !value_is_empty(v) &&
	       (f->is_sensitive || value_is_small_count(v, f));
}

void
value_format(const struct value *v, const struct field *f, const struct directory *d,
             enum form_style style, const char *language, struct buf *out)
{
	if (value_is_empty(v))
		return;
	if (value_is_hidden(v, f, d)) {
		if (f->is_sensitive)
			buf_text(out, _("(sensitive)"));
		else
			buf_printf(out, "<%d", SMALL_COUNT);
		return;
	}
	switch (v->kind) {
	case VALUE_NONE:
		break;
	case VALUE_NUMBER:
		field_kind(f)->format(v->number, f, d, style, out);
		break;
	case VALUE_TEXT:
		buf_text(out, v->text);
		break;
	case VALUE_LIST:
		format_list(v, f, d, style, out);
		break;
	case VALUE_LANGUAGES:
		format_languages(v, f, style, language, out);
		break;
	case VALUE_ROWS:
		buf_printf(out, ngettext("%u row", "%u rows", v->count), (unsigned)v->count);
		break;
	}
}

void
record_code(const struct record *r, const struct directory *d, struct buf *out)
{
	const struct field *code = type_code(r->type);

	if (code->part_count == 0) {
		const char *text = value_text(record_value(r, code), "en");

		buf_text(out, text == NULL ? "" : text);
		return;
	}
	for (size_t i = 0; i < code->part_count; i++) {
		const struct value *part = record_value(r, code->parts[i]);

		if (i > 0)
			buf_byte(out, '/');
		if (value_is_empty(part))
			buf_byte(out, '-');
		else if (code->parts[i]->type == FIELD_REFERENCE)
			d->code(d->context, (uint32_t)part->number, out);
		else
			value_format(part, code->parts[i], d, FORM_FILE, "en", out);
	}
}

static void
append_without_hyphens(const char *text, struct buf *out)
{
	for (; *text != '\0'; text++) {
		if (*text != '-')
			buf_byte(out, (unsigned char)*text);
	}
}

static void
append_proposed(const struct value *v, const struct field *f, const struct directory *d,
                struct buf *out)
{
	struct buf text;

	buf_init(&text);
	if (f->type == FIELD_REFERENCE)
		d->code(d->context, (uint32_t)v->number, &text);
	else
		value_format(v, f, d, FORM_FILE, "en", &text);
	if (f->type == FIELD_DATE)
		append_without_hyphens(buf_string(&text), out);
	else
		buf_text(out, buf_string(&text));
	buf_clear(&text);
}

bool
record_propose_code(const struct record *r, const struct directory *d, struct buf *out)
{
	const struct field *code = type_code(r->type);

	for (size_t i = 0; i < code->proposal_count; i++) {
		if (value_is_empty(record_value(r, code->proposal[i])))
			return false;
	}
	for (size_t i = 0; i < code->proposal_count; i++) {
		if (i > 0)
			buf_byte(out, '-');
		append_proposed(record_value(r, code->proposal[i]), code->proposal[i], d, out);
	}
	return code->proposal_count > 0;
}

void
column_format(const struct column *c, const struct record *r, const struct row *row,
              const struct directory *d, const char *language, struct buf *out)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct field *f = c->fields[i];
		struct buf text;

		buf_init(&text);
		if (f->part_count > 0)
			record_code(r, d, &text);
		else
			value_format(f->in != NULL ? row_value(row, f) : record_value(r, f), f, d,
			             FORM_SCREEN, language, &text);
		if (out->size > 0 && text.size > 0)
			buf_text(out, ", ");
		buf_add(out, text.data, text.size);
		buf_clear(&text);
	}
}
