/* From text to values. */
#include <config.h>

#include "record/form.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/intl.h"
#include "base/suggest.h"
#include "base/text.h"
#include "record/check.h"

bool
decimal_parse(const char *text, int64_t *out)
{
	bool is_negative = *text == '-';
	uint64_t n = 0;
	int places = -1;

	text += is_negative || *text == '+';
	if (*text < '0' || *text > '9')
		return false;
	for (; *text != '\0'; text++) {
		if (*text == '.' && places < 0) {
			places = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || n > UINT64_C(900000000000000) || places >= 6)
			return false;
		n = n * 10 + (uint64_t)(*text - '0');
		places += places >= 0;
	}
	for (places = places < 0 ? 0 : places; places < 6; places++) {
		if (n > UINT64_C(900000000000000000))
			return false;
		n *= 10;
	}
	*out = is_negative ? -(int64_t)n : (int64_t)n;
	return true;
}

static enum err_code
parse_integer(const char *text, int64_t *out, struct err *e)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || *text == ' ')
		return err_set(e, ERR_DATA, _("\"%s\" is no whole number"), text);
	*out = n;
	return ERR_OK;
}

static enum err_code
parse_flag(const char *text, int64_t *out, struct err *e)
{
	static const struct { const char *text; int value; } words[] = {
		{ "yes", 1 }, { "true", 1 }, { "1", 1 }, { "y", 1 },
		{ "no", 0 }, { "false", 0 }, { "0", 0 }, { "n", 0 },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (text_same(text, words[i].text)) {
			*out = words[i].value;
			return ERR_OK;
		}
	}
	if (text_same(text, _("yes")) || text_same(text, _("no"))) {
		*out = text_same(text, _("yes"));
		return ERR_OK;
	}
	return err_set(e, ERR_DATA, _("\"%s\" is neither yes nor no"), text);
}

static enum err_code
parse_choice(const struct field *f, const char *text, int64_t *out, struct err *e)
{
	const struct choice *c = field_choice_named(f, text);
	struct suggest s;
	char hint[128];

	if (c != NULL) {
		*out = c->number;
		return ERR_OK;
	}
	suggest_init(&s, text);
	for (size_t i = 0; i < f->choice_count; i++)
		suggest_try(&s, f->choices[i].name);
	return err_set(e, ERR_DATA, _("\"%s\" is none of its choices%s"), text,
	               suggest_text(&s, hint, sizeof hint));
}

static enum err_code
parse_place(const char *text, int64_t *out, struct err *e)
{
	const char *comma = strchr(text, ',');
	int64_t latitude, longitude;
	char *first;
	bool read;

	if (comma == NULL)
		return err_set(e, ERR_DATA, _("\"%s\" is no place (46.20222, 6.14569)"), text);
	first = mem_textn(text, (size_t)(comma - text));
	for (size_t n = strlen(first); n > 0 && first[n - 1] == ' '; n--)
		first[n - 1] = '\0';
	comma += 1 + strspn(comma + 1, " ");
	read = decimal_parse(first, &latitude) && decimal_parse(comma, &longitude) &&
	       llabs(latitude) <= 90000000 && llabs(longitude) <= 180000000;
	free(first);
	if (!read)
		return err_set(e, ERR_DATA, _("\"%s\" is no place (46.20222, 6.14569)"), text);
	*out = place_make((int32_t)latitude, (int32_t)longitude);
	return ERR_OK;
}

static enum err_code
parse_reference(const struct field *f, const char *text, const struct directory *d, int64_t *out,
                struct err *e)
{
	uint32_t number;
	enum err_code rc = d->resolve(d->context, f, text, &number, e);

	if (rc == ERR_OK)
		*out = number;
	return rc;
}

static enum err_code
parse_number(const struct field *f, const char *text, const struct directory *d, int64_t *out,
             struct err *e)
{
	int32_t n = 0;
	bool read = false;

	switch (f->type) {
	case FIELD_INTEGER:
		return parse_integer(text, out, e);
	case FIELD_FLAG:
		return parse_flag(text, out, e);
	case FIELD_CHOICE:
		return parse_choice(f, text, out, e);
	case FIELD_PLACE:
		return parse_place(text, out, e);
	case FIELD_REFERENCE:
		return parse_reference(f, text, d, out, e);
	case FIELD_DECIMAL:
		if (!decimal_parse(text, out))
			return err_set(e, ERR_DATA,
			               _("\"%s\" is no number with at most six decimals"), text);
		return ERR_OK;
	case FIELD_DATE:
		if (!date_read(text, date_today(), &n))
			return err_set(e, ERR_DATA,
			               _("\"%s\" is no date (2011, 2011-04, 2011-04-19)"), text);
		break;
	case FIELD_DUE:
		read = due_parse(text, &n) || date_read(text, date_today(), &n);
		if (!read)
			return err_set(e, ERR_DATA,
			               _("\"%s\" is no date, nor an offset (2011-04-19, -6w)"),
			               text);
		break;
	case FIELD_PERIOD:
		if (!period_parse(text, &n))
			return err_set(e, ERR_DATA,
			               _("\"%s\" is no period (2015, 2015-Q3, 2015-09)"), text);
		break;
	default:
		if (!time_parse(text, &n))
			return err_set(e, ERR_DATA, _("\"%s\" is no time of day (14:30)"), text);
		break;
	}
	*out = n;
	return ERR_OK;
}

static enum err_code
parse_text(const struct field *f, const char *text, struct arena *a, struct value *out,
           struct err *e)
{
	enum text_kind kind = f->type == FIELD_LONG_TEXT ? TEXT_LONG : TEXT_LINE;
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
	if (field_shape(f) == SHAPE_TEXT) {
		rc = parse_text(f, text, a, &parsed, e);
	} else {
		/* What was typed is cleaned before it is read: blanks at its ends mean nothing. */
		rc = parse_text(f, text, a, &parsed, e);
		if (rc == ERR_OK && parsed.kind == VALUE_TEXT) {
			const char *clean = parsed.text;

			parsed = (struct value){ .kind = VALUE_NUMBER };
			rc = parse_number(f, clean, d, &parsed.number, e);
		}
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
		return err_set(e, ERR_USAGE, _("\"%s\" is no FIELD=VALUE"), text);
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
	enum err_code rc = fields_get(&r->type->fields, r->type->name, plain, &f, e);

	free(plain);
	if (rc != ERR_OK)
		return rc;
	if (dot != NULL && f->many != MANY_LANGUAGE)
		return err_set(e, ERR_USAGE, _("%s: is no text by language"), f->name);
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
	 * tells. */
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
