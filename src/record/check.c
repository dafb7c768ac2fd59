#include <config.h>

#include "record/check.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/intl.h"
#include "base/text.h"

/* ---- problems */

void
problems_clear(struct problems *p)
{
	for (size_t i = 0; i < p->count; i++)
		free(p->list[i].sentence);
	free(p->list);
	*p = (struct problems){ 0 };
}

void
problems_add(struct problems *p, const struct field *field, uint32_t row,
             const struct field *column, const char *format, ...)
{
	struct err e;
	va_list args;

	va_start(args, format);
	err_setv(&e, ERR_DATA, format, args);
	va_end(args);
	MEM_ROOM(p->list, p->count, p->room);
	p->list[p->count++] = (struct problem){ field, column, row, mem_text(e.text) };
}

char *
problem_text(const struct problem *p, bool with_labels)
{
	const char *field, *column;

	if (p->field == NULL)
		return mem_text(p->sentence);
	field = with_labels ? p->field->label : p->field->name;
	if (p->row == 0)
		return mem_printf("%s: %s", field, p->sentence);
	if (p->column == NULL)
		return mem_printf("%s %" PRIu32 ": %s", field, p->row, p->sentence);
	column = with_labels ? p->column->label : p->column->name;
	return mem_printf("%s %" PRIu32 ", %s: %s", field, p->row, column, p->sentence);
}

enum err_code
problems_err(const struct problems *p, struct err *e)
{
	char *first;

	if (p->count == 0)
		return ERR_OK;
	first = problem_text(&p->list[0], false);
	if (p->count == 1)
		err_set(e, ERR_DATA, "%s", first);
	else
		err_set(e, ERR_DATA,
		        ngettext("%s (and %zu more problem)", "%s (and %zu more problems)",
		                 p->count - 1),
		        first, p->count - 1);
	free(first);
	return ERR_DATA;
}

/* ---- the form of texts */

static bool
is_code(const char *text)
{
	return isalnum((unsigned char)*text) &&
	       text[strspn(text,
	                   "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")] ==
	               '\0';
}

/* A local part, an at sign, a domain with a dot in it: enough to catch a slip of the hand. */
static bool
is_email(const char *text)
{
	const char *at = strchr(text, '@');

	if (at == NULL || at == text || strchr(at + 1, '@') != NULL ||
	    strpbrk(text, " ,;<>\"") != NULL)
		return false;
	return at[1] != '.' && strchr(at + 1, '.') != NULL && text[strlen(text) - 1] != '.';
}

static bool
is_telephone(const char *text)
{
	size_t digits = 0;

	for (const char *p = text; *p != '\0'; p++) {
		if (isdigit((unsigned char)*p))
			digits++;
		else if (strchr("+ ()-./*#x", *p) == NULL || (*p == '+' && p != text))
			return false;
	}
	return digits >= 3;
}

static bool
is_web_address(const char *text)
{
	const char *host = strncmp(text, "https://", 8) == 0 ? text + 8 :
	                   strncmp(text, "http://", 7) == 0 ? text + 7 : NULL;

	return host != NULL && *host != '\0' && *host != '/' && strpbrk(text, " \"<>") == NULL;
}

/* A tag of BCP 47: "fr", "pt-BR", "zh-Hant". */
static bool
is_language(const char *text)
{
	size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz");

	if (n < 2 || n > 3)
		return false;
	for (text += n; *text == '-'; text += n) {
		text++;
		for (n = 0; isalnum((unsigned char)text[n]); n++)
			continue;
		if (n < 2 || n > 8)
			return false;
	}
	return *text == '\0';
}

/* A name of the IANA data base; where that is not installed only the form is checked. */
static bool
is_time_zone(const char *text)
{
	static const char folder[] = "/usr/share/zoneinfo";
	char path[256];

	if (!isalpha((unsigned char)*text) || strstr(text, "..") != NULL ||
	    text[strspn(text,
	                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-")] !=
	            '\0')
		return false;
	if (access(folder, F_OK) != 0)
		return true;
	snprintf(path, sizeof path, "%s/%s", folder, text);
	return access(path, F_OK) == 0;
}

/* The form that a type of text must have, and what it is called if it has not. */
static const struct form {
	bool (*is_right)(const char *text);
	const char *sentence;
} forms[FIELD_TYPE_COUNT] = {
	[FIELD_CODE]      = { is_code, N_("\"%s\" is no code: letters, digits, \"-\", \"_\" and \".\"") },
	[FIELD_EMAIL]     = { is_email, N_("\"%s\" is no e-mail address (name@example.org)") },
	[FIELD_TELEPHONE] = { is_telephone, N_("\"%s\" is no telephone number (+41 22 717 9111)") },
	[FIELD_WEB]       = { is_web_address, N_("\"%s\" is no web address (https://example.org)") },
	[FIELD_LANGUAGE]  = { is_language, N_("\"%s\" is no language code (en, fr, pt-BR)") },
	[FIELD_TIME_ZONE] = { is_time_zone, N_("\"%s\" is no time zone (Africa/Dakar)") },
};

static size_t
length_of(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += ((unsigned char)*text & 0xC0) != 0x80;
	return n;
}

static enum err_code
check_text(const struct field *f, const char *text, struct err *e)
{
	enum text_kind kind = f->type == FIELD_LONG_TEXT ? TEXT_LONG : TEXT_LINE;
	const struct form *form = &forms[f->type];
	size_t length = length_of(text);
	enum err_code rc = text_check(text, strlen(text), kind, e);

	if (rc != ERR_OK)
		return rc;
	if (*text == '\0')
		return err_set(e, ERR_DATA, _("holds an empty text"));
	if (length > f->max_length)
		return err_set(e, ERR_DATA, _("is too long: %zu characters, at most %zu"), length,
		               f->max_length);
	/* A computed code is made of codes and slashes, and is made by the register. */
	if (form->is_right != NULL && f->part_count == 0 && !form->is_right(text))
		return err_set(e, ERR_DATA, _(form->sentence), text);
	return ERR_OK;
}

/* ---- numbers */

static enum err_code
check_range(const struct field *f, int64_t n, struct err *e)
{
	int64_t unit = f->type == FIELD_DECIMAL ? 1000000 : 1;

	if (n < f->min)
		return err_set(e, ERR_DATA, _("is too small: at least %" PRId64), f->min / unit);
	if (n > f->max)
		return err_set(e, ERR_DATA, _("is too large: at most %" PRId64), f->max / unit);
	return ERR_OK;
}

bool
number_is_legal(const struct field *f, int64_t n)
{
	switch (f->type) {
	case FIELD_DATE:   return date_is_legal(n);
	case FIELD_DUE:    return due_is_legal(n);
	case FIELD_PERIOD: return period_is_legal(n);
	case FIELD_TIME:   return n >= 0 && n < 24 * 60;
	default:           return true;
	}
}

static enum err_code
check_number(const struct field *f, int64_t n, struct err *e)
{
	switch (f->type) {
	case FIELD_INTEGER:
	case FIELD_DECIMAL:
		return check_range(f, n, e);
	case FIELD_FLAG:
		return n == 0 || n == 1 ? ERR_OK : err_set(e, ERR_DATA, _("is neither yes nor no"));
	case FIELD_CHOICE:
		return n > 0 && n <= UINT16_MAX && field_choice(f, (unsigned)n) != NULL ? ERR_OK :
		       err_set(e, ERR_DATA, _("has an unknown choice (%" PRId64 ")"), n);
	case FIELD_REFERENCE:
		return n > 0 && n <= UINT32_MAX ? ERR_OK :
		       err_set(e, ERR_DATA, _("refers to nothing"));
	case FIELD_PLACE:
		return labs(place_latitude(n)) <= 90000000 &&
		                       labs(place_longitude(n)) <= 180000000 ?
		               ERR_OK :
		               err_set(e, ERR_DATA, _("is no place on earth"));
	default:
		return number_is_legal(f, n) ? ERR_OK :
		       err_set(e, ERR_DATA, _("is no %s"), field_type_name(f->type));
	}
}

static enum err_code
check_one(const struct field *f, const struct value *v, struct err *e)
{
	if (v->kind == VALUE_NUMBER && field_shape(f) == SHAPE_NUMBER)
		return check_number(f, v->number, e);
	if (v->kind == VALUE_TEXT && field_shape(f) == SHAPE_TEXT)
		return check_text(f, v->text, e);
	return err_set(e, ERR_DATA, _("is no %s"), field_type_name(f->type));
}

static enum value_kind
kind_of(const struct field *f)
{
	static const enum value_kind kinds[] = {
		[MANY_SET] = VALUE_LIST, [MANY_LIST] = VALUE_LIST, [MANY_LANGUAGE] = VALUE_LANGUAGES,
	};

	if (f->type == FIELD_TABLE)
		return VALUE_ROWS;
	if (f->many != MANY_ONE)
		return kinds[f->many];
	return field_shape(f) == SHAPE_TEXT ? VALUE_TEXT : VALUE_NUMBER;
}

enum err_code
value_check(const struct field *f, const struct value *v, struct err *e)
{
	enum err_code rc = ERR_OK;

	if (value_is_empty(v))
		return ERR_OK;
	if (v->kind != kind_of(f))
		return err_set(e, ERR_DATA, _("is no %s"), field_type_name(f->type));
	if (v->kind == VALUE_NUMBER || v->kind == VALUE_TEXT)
		return check_one(f, v, e);
	for (uint32_t i = 0; rc == ERR_OK && i < v->count; i++) {
		if (v->kind == VALUE_LIST)
			rc = check_one(f, &v->items[i], e);
		if (v->kind == VALUE_LANGUAGES)
			rc = check_text(f, v->translations[i].text, e);
		if (v->kind == VALUE_LANGUAGES && rc == ERR_OK &&
		    !is_language(v->translations[i].language))
			rc = err_set(e, ERR_DATA, _(forms[FIELD_LANGUAGE].sentence),
			             v->translations[i].language);
	}
	return rc;
}

/* ---- records */

bool
dates_are_reversed(const struct value *from, const struct value *to)
{
	return from->kind == VALUE_NUMBER && to->kind == VALUE_NUMBER &&
	       date_earliest((partial_date)from->number) > date_latest((partial_date)to->number);
}

static void
check_dates(const struct fields *fields, const struct value *values, const struct field *table,
            uint32_t row, struct problems *p)
{
	const struct field *from = fields->by_role[ROLE_FROM], *to = fields->by_role[ROLE_TO];

	if (from == NULL || to == NULL ||
	    !dates_are_reversed(&values[from->place], &values[to->place]))
		return;
	problems_add(p, table == NULL ? to : table, row, table == NULL ? NULL : to,
	             _("lies before \"%s\""), from->name);
}

/* A retired choice may stay where it stood, but not come anew. */
static bool
takes_retired(const struct field *f, const struct value *v, const struct value *before)
{
	const struct choice *c;

	if (f->type != FIELD_CHOICE || v->kind != VALUE_NUMBER)
		return false;
	c = field_choice(f, (unsigned)v->number);
	return c != NULL && c->is_retired && (before == NULL || !value_equal(v, before, f));
}

/* What the register gives if it is left empty, or computes. */
static bool
is_given(const struct field *f, bool is_new)
{
	return f->part_count > 0 || field_is_numbered(f) || (is_new && f->proposal_count > 0);
}

static void
check_fields(const struct fields *fields, const struct value *values, const struct value *before,
             const struct field *table, uint32_t row, struct problems *p)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		const struct field *of = table == NULL ? f : table,
				   *column = table == NULL ? NULL : f;
		const struct value *v = &values[f->place];
		struct err e;

		if (f->is_required && value_is_empty(v) && !is_given(f, before == NULL))
			problems_add(p, of, row, column, _("is required"));
		else if (value_check(f, v, &e) != ERR_OK)
			problems_add(p, of, row, column, "%s", e.text);
		else if (takes_retired(f, v, before == NULL ? NULL : &before[f->place]))
			problems_add(p, of, row, column,
			             _("has a choice that is no longer in use"));
	}
	check_dates(fields, values, table, row, p);
}

static void
check_rows(const struct field *f, const struct value *v, const struct value *before,
           struct problems *p)
{
	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
		const struct row *old = before == NULL ? NULL : value_row(before, v->rows[i].id);

		check_fields(f->table, v->rows[i].values, old == NULL ? NULL : old->values, f,
		             i + 1, p);
		for (uint32_t j = 0; j < i; j++) {
			if (v->rows[i].id != 0 && v->rows[j].id == v->rows[i].id)
				problems_add(p, f, i + 1, NULL,
				             _("has the identity of row %" PRIu32), j + 1);
		}
	}
}

void
row_check(const struct field *table, const struct value *values, uint32_t index,
          struct problems *p)
{
	check_fields(table->table, values, NULL, table, index, p);
}

void
record_check(const struct record *r, const struct record *before, struct problems *p)
{
	const struct fields *fields = &r->type->fields;

	check_fields(fields, r->values, before == NULL ? NULL : before->values, NULL, 0, p);
	for (size_t i = 0; i < fields->count; i++) {
		if (fields->list[i].type == FIELD_TABLE)
			check_rows(&fields->list[i], &r->values[i],
			           before == NULL ? NULL : &before->values[i], p);
	}
}
