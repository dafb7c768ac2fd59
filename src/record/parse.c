/* Parses text into values. */
#include <config.h>

#include "record/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "record/check.h"
#include "record/kind.h"

static enum err_code
parse_text(const struct field *f, const char *text, struct arena *a, struct value *out,
           struct err *e)
{
	enum text_kind kind = field_kind(f)->has_lines ? TEXT_LONG : TEXT_LINE;
	struct buf clean;
	enum err_code rc;

	buf_init(&clean);
	rc = text_accept(text, strlen(text), kind, &clean, e);
	if (rc == ERR_OK && clean.size > 0) {
		out->kind = VALUE_TEXT;
		out->text = arena_textn(a, (const char *)clean.data, clean.size);
	}
	buf_clear(&clean);
	return rc;
}

enum err_code
value_parse_one(const struct field *f, const char *text, const struct directory *d,
                struct arena *a, struct value *out, struct err *e)
{
	struct value parsed = { 0 };
	enum err_code rc;

	*out = parsed;
	/* Typed text is cleaned before it is read: blanks at its ends mean nothing. */
	rc = parse_text(f, text, a, &parsed, e);
	if (rc == ERR_OK && parsed.kind == VALUE_TEXT && field_kind(f)->parse != NULL) {
		const char *clean = parsed.text;

		parsed = (struct value){ .kind = field_shape(f) == SHAPE_TEXT ? VALUE_TEXT : VALUE_NUMBER };
		rc = field_kind(f)->parse(f, clean, d, a, &parsed, e);
	}
	if (rc == ERR_OK && parsed.kind != VALUE_NONE && f->many == MANY_ONE)
		rc = value_check(f, &parsed, e);
	if (rc == ERR_OK)
		*out = parsed;
	return rc;
}

/* The next member of "a;b\;c": copied without escapes into member. False at the end. */
static bool
next_member(const char **text, struct buf *member)
{
	if (*text == NULL)
		return false;
	buf_reset(member);
	for (; **text != '\0' && **text != ';'; (*text)++) {
		if (**text == '\\' && ((*text)[1] == ';' || (*text)[1] == '\\'))
			(*text)++;
		buf_byte(member, (unsigned char)**text);
	}
	*text = **text == ';' ? *text + 1 : NULL;
	return true;
}

static enum err_code
parse_list(const struct field *f, const char *text, const struct directory *d, struct arena *a,
           struct value *out, struct err *e)
{
	struct buf member;
	enum err_code rc = ERR_OK;
	size_t most = 1;

	for (const char *p = text; *p != '\0'; p++)
		most += *p == ';';
	out->kind = VALUE_LIST;
	out->items = arena_new(a, sizeof *out->items * most);
	buf_init(&member);
	while (rc == ERR_OK && next_member(&text, &member)) {
		struct value *item = &out->items[out->count];

		rc = value_parse_one(f, buf_string(&member), d, a, item, e);
		out->count += rc == ERR_OK && item->kind != VALUE_NONE;
	}
	buf_clear(&member);
	value_settle(out, f);
	return rc;
}

enum err_code
value_set_language(struct value *v, const struct field *f, const char *language, const char *text,
                   struct arena *a, struct err *e)
{
	struct value one = { 0 }, changed = { .kind = VALUE_LANGUAGES };
	enum err_code rc = parse_text(f, text, a, &one, e);
	uint32_t count = v->kind == VALUE_LANGUAGES ? v->count : 0;

	if (rc != ERR_OK)
		return rc;
	changed.translations = arena_new(a, sizeof *changed.translations * (count + 1));
	for (uint32_t i = 0; i < count; i++) {
		if (strcmp(v->translations[i].language, language) != 0)
			changed.translations[changed.count++] = v->translations[i];
	}
	if (one.kind == VALUE_TEXT)
		changed.translations[changed.count++] = (struct translation){
			arena_text(a, language), one.text
		};
	value_settle(&changed, f);
	rc = value_check(f, &changed, e);
	if (rc == ERR_OK)
		*v = changed;
	return rc;
}

enum err_code
value_parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
            struct value *out, struct err *e)
{
	enum err_code rc;

	*out = (struct value){ 0 };
	if (*text == '\0')
		return ERR_OK;
	if (f->type == FIELD_TABLE)
		return err_set(e, ERR_USAGE,
		               _("is a table of rows and cannot be written as one text"));
	switch (f->many) {
	case MANY_LANGUAGE:
		return value_set_language(out, f, "en", text, a, e);
	case MANY_SET:
	case MANY_LIST:
		rc = parse_list(f, text, d, a, out, e);
		if (rc == ERR_OK)
			rc = value_check(f, out, e);
		if (rc != ERR_OK)
			*out = (struct value){ 0 };
		return rc;
	default:
		return value_parse_one(f, text, d, a, out, e);
	}
}

/* ---- assignments */

enum err_code
assignment_split(const char *text, struct arena *a, const char **name, enum assign *how,
                 const char **value, struct err *e)
{
	const char *equals = strchr(text, '=');
	size_t n;

	if (equals == NULL || equals == text)
		return err_set(e, ERR_USAGE, _("\"%s\" does not have the form FIELD=VALUE"), text);
	n = (size_t)(equals - text);
	*how = equals[-1] == '+' ? ASSIGN_ADD : equals[-1] == '-' ? ASSIGN_TAKE : ASSIGN_SET;
	*name = arena_textn(a, text, n - (*how != ASSIGN_SET));
	*value = equals + 1;
	return ERR_OK;
}

/* Adds the members of `more` to the set or list v, or takes them out. */
static void
change_members(struct value *v, const struct value *more, const struct field *f, enum assign how,
               struct arena *a)
{
	struct value changed = { .kind = VALUE_LIST };
	uint32_t count = v->kind == VALUE_LIST ? v->count : 0;
	uint32_t others = more->kind == VALUE_LIST ? more->count : 0;

	changed.items = arena_new(a, sizeof *changed.items * (count + others + 1));
	for (uint32_t i = 0; i < count; i++) {
		bool taken = false;

		for (uint32_t j = 0; how == ASSIGN_TAKE && j < others; j++)
			taken = taken || value_equal(&v->items[i], &more->items[j], f);
		if (!taken)
			changed.items[changed.count++] = v->items[i];
	}
	for (uint32_t j = 0; how == ASSIGN_ADD && j < others; j++)
		changed.items[changed.count++] = more->items[j];
	value_settle(&changed, f);
	*v = changed;
}

static enum err_code
assign_value(struct record *r, const struct field *f, const char *language, enum assign how,
             const char *text, const struct directory *d, struct err *e)
{
	struct value *v = record_value(r, f), parsed;
	enum err_code rc;

	if (f->many == MANY_LANGUAGE)
		return value_set_language(v, f, language, how == ASSIGN_TAKE ? "" : text, &r->arena,
		                          e);
	rc = value_parse(f, text, d, &r->arena, &parsed, e);
	if (rc != ERR_OK)
		return rc;
	if (how == ASSIGN_SET)
		*v = parsed;
	else
		change_members(v, &parsed, f, how, &r->arena);
	return ERR_OK;
}

enum err_code
record_assign(struct record *r, const char *name, enum assign how, const char *text,
              const struct directory *d, struct err *e)
{
	const char *dot = strchr(name, '.');
	char *plain = mem_textn(name, dot == NULL ? strlen(name) : (size_t)(dot - name));
	const struct field *f;
	enum err_code rc = fields_get_named(&r->type->fields, r->type->name, plain, &f, e);

	free(plain);
	if (rc != ERR_OK)
		return rc;
	if (dot != NULL && f->many != MANY_LANGUAGE)
		return err_set(e, ERR_USAGE, _("%s: is not a text by language"), f->name);
	if (f->part_count > 0)
		return err_set(e, ERR_DATA,
		               _("%s: is computed from other fields and cannot be set"), f->name);
	if (how != ASSIGN_SET && f->many != MANY_SET && f->many != MANY_LIST)
		return err_set(e, ERR_USAGE,
		               _("%s: holds one value: += and -= are for sets and lists"), f->name);
	rc = assign_value(r, f, dot == NULL ? "en" : dot + 1, how, text, d, e);
	return rc == ERR_OK ? ERR_OK : err_prefix(e, "%s", f->name);
}

/* ---- presets */

static void
preset(struct value *v, const struct field *f, const struct directory *d, struct arena *a)
{
	/* A preset that cannot be read is no reason to refuse a new record; loading the schema
	 * reports it. */
	if (f->preset != NULL && value_is_empty(v))
		value_parse(f, f->preset, d, a, v, NULL);
}

void
record_preset(struct record *r, const struct directory *d)
{
	for (size_t i = 0; i < r->type->fields.count; i++)
		preset(&r->values[i], &r->type->fields.list[i], d, &r->arena);
}

void
row_preset(struct row *row, const struct fields *columns, const struct directory *d,
           struct arena *a)
{
	for (size_t i = 0; i < columns->count; i++)
		preset(&row->values[i], &columns->list[i], d, a);
}
