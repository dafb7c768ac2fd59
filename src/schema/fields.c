/* Builds fields, columns and choices from their drafts. */
#include <config.h>

#include "schema/draft.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/suggest.h"

#define TEXT_LENGTH 2000
#define LONG_TEXT_LENGTH 60000

/* ---- names of a closed list */

#define FIELD_TYPE_NAME(id, symbol, name, shape, many) [FIELD_##id] = name,
static const char *const type_names[] = { FIELD_TYPE_LIST(FIELD_TYPE_NAME) NULL };

#define FIELD_TYPE_MANY(id, symbol, name, shape, many) [FIELD_##id] = many,
static const char *const type_manys[] = { FIELD_TYPE_LIST(FIELD_TYPE_MANY) };

#define ROLE_NAME(id, name) [ROLE_##id] = name,
static const char *const role_names[] = { ROLE_LIST(ROLE_NAME) NULL };

#define CHOICE_ROLE_NAME(id, name) [CHOICE_ROLE_##id] = name,
static const char *const choice_role_names[] = { CHOICE_ROLE_LIST(CHOICE_ROLE_NAME) NULL };

static const char *const next_names[] = {
	[NEXT_EMPTY] = "empty", [NEXT_COPY] = "copy", [NEXT_COUNT] = "count", [NEXT_SELF] = "self", NULL
};

static const char *const many_names[] = {
	[MANY_ONE] = "one", [MANY_SET] = "set", [MANY_LIST] = "list", [MANY_LANGUAGE] = "language",
	NULL
};

/* The index of the name, or a fault and -1. what: "type", "role". */
static int
name_index(struct build *b, int line, const char *const *names, const char *what, const char *name)
{
	struct suggest s;
	char hint[128];

	for (int i = 0; names[i] != NULL; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	suggest_init(&s, name);
	for (int i = 0; names[i] != NULL; i++)
		suggest_try(&s, names[i]);
	build_fault(b, line, _("there is no %s \"%s\"%s"), what, name,
	            suggest_text(&s, hint, sizeof hint));
	return -1;
}

bool
is_identifier(const char *name)
{
	if (*name < 'a' || *name > 'z')
		return false;
	return name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

static const char *
label_of(struct build *b, const struct conf_label *label)
{
	return label->count == 0 ? NULL : conf_label_in(label, b->schema->language);
}

const char **
build_labels(struct build *b, const struct conf_label *label)
{
	const char **labels = arena_new(b->schema->arena, sizeof *labels * (label->count + 1));

	for (size_t i = 0; i < label->count; i++)
		labels[i] = label->texts[i];
	return labels;
}

/* ---- choices */

static bool
has_language(const struct conf_label *label, const char *language)
{
	for (size_t i = 0; i < label->count; i++) {
		if (strcmp(label->languages[i], language) == 0)
			return true;
	}
	return false;
}

/* A short label in English is no help beside a label in another language. */
static const char *
brief_of(struct build *b, const struct choice_draft *d)
{
	const char *language = b->schema->language;

	if (!has_language(&d->brief, language) && has_language(&d->label, language))
		return NULL;
	return label_of(b, &d->brief);
}

static void
check_choice(struct build *b, const struct field_draft *f, size_t index)
{
	const struct choice_draft *d = &f->choices[index];

	for (size_t i = 0; i < index; i++) {
		const struct choice_draft *other = &f->choices[i];

		if (other->name != NULL && strcmp(other->name, d->name) == 0)
			build_fault(b, d->line, _("the choice \"%s\" of \"%s\" stands twice"),
			            d->name, f->name);
		if (other->number == d->number)
			build_fault(b, d->line,
			            _("the choices \"%s\" and \"%s\" have the same number %ld"),
			            other->name, d->name, d->number);
	}
	if (strpbrk(d->name, ";\",") != NULL)
		build_fault(b, d->line,
		            _("the choice's name \"%s\" holds a semicolon, comma or quote"),
		            d->name);
}

static void
build_choices(struct build *b, const struct field_draft *d, struct field *f)
{
	struct choice *choices = arena_new(b->schema->arena,
	                                   sizeof *choices * (d->choice_count + 1));

	f->choices = choices;
	if (d->choice_count > 0 && f->type != FIELD_CHOICE)
		build_fault(b, d->line, _("\"%s\" has choices, but is not a choice"), d->name);
	if (d->choice_count == 0 && f->type == FIELD_CHOICE)
		build_fault(b, d->line, _("the choice \"%s\" has no choices"), d->name);
	for (size_t i = 0; i < d->choice_count; i++) {
		const struct choice_draft *c = &d->choices[i];
		struct choice *out = &choices[f->choice_count];
		int role = 0;

		if (c->name == NULL || c->number == 0)
			continue;
		check_choice(b, d, i);
		if (c->role != NULL)
			role = name_index(b, c->line, choice_role_names, _("choice role"), c->role);
		*out = (struct choice){
			.name = c->name,
			.number = (uint16_t)c->number,
			.label = c->label.count == 0 ? c->name : label_of(b, &c->label),
			.brief = brief_of(b, c),
			.labels = build_labels(b, &c->label),
			.role = (enum choice_role)(role < 0 ? 0 : role),
			.is_retired = c->is_retired,
		};
		f->choice_count++;
	}
}

/* ---- fields */

static void
build_type(struct build *b, const struct field_draft *d, struct field *f)
{
	int type = name_index(b, d->line, type_names, _("field type"), d->type);
	int many = 0;

	f->type = type < 0 ? FIELD_TEXT : (enum field_type)type;
	if (d->many != NULL)
		many = name_index(b, d->line, many_names, _("sort of \"many\""), d->many);
	f->many = many < 0 ? MANY_ONE : (enum many)many;
	if (type >= 0 && many > 0 && strstr(type_manys[type], many_names[many]) == NULL) {
		build_fault(b, d->line, _("\"%s\": a field of the type %s cannot have many = \"%s\""), d->name, d->type,
		            many_names[many]);
		f->many = MANY_ONE;
	}
	if (f->type == FIELD_TABLE && f->in != NULL)
		f->type = FIELD_TEXT;   /* said when it was read */
}

static void
build_roles(struct build *b, const struct field_draft *d, struct field *f)
{
	for (size_t i = 0; i < d->roles.count; i++) {
		int role = name_index(b, d->line, role_names, _("role"), d->roles.list[i]);

		if (role >= 0)
			f->roles |= (uint64_t)1 << role;
	}
	f->is_sensitive = field_has_role(f, ROLE_SENSITIVE);
}

static void
build_limits(struct build *b, const struct field_draft *d, struct field *f)
{
	int64_t unit = f->type == FIELD_DECIMAL ? 1000000 : 1;
	bool is_number = f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL;
	bool is_text = field_shape(f) == SHAPE_TEXT;

	f->min = d->min == LONG_MIN ? -INT64_C(9000000000000000) : d->min * unit;
	f->max = d->max == LONG_MAX ? INT64_C(9000000000000000) : d->max * unit;
	if ((d->min != LONG_MIN || d->max != LONG_MAX) && !is_number)
		build_fault(b, d->line, _("\"%s\" has a min or max, but is not a number"), d->name);
	if (f->min > f->max)
		build_fault(b, d->line, _("the min of \"%s\" is above its max"), d->name);
	f->max_length = f->type == FIELD_LONG_TEXT ? LONG_TEXT_LENGTH : TEXT_LENGTH;
	if (d->max_length > 0 && !is_text)
		build_fault(b, d->line, _("\"%s\" has a max_length, but is not a text"), d->name);
	if (d->max_length > 0)
		f->max_length = (size_t)d->max_length;
	if (d->absent != NULL) {
		f->absent_means_from = strcmp(d->absent, "from") == 0;
		if (!f->absent_means_from || !field_has_role(f, ROLE_TO))
			build_fault(b, d->line, _("\"absent\" can be \"from\", on a field with the role \"to\""));
	}
}

static void
build_next(struct build *b, const struct field_draft *d, struct field *f)
{
	int next = d->next == NULL ? NEXT_EMPTY :
	           name_index(b, d->line, next_names, _("rule for the next record"), d->next);

	f->next = next < 0 ? NEXT_EMPTY : (enum next_rule)next;
	if (f->next == NEXT_COUNT && f->type != FIELD_INTEGER)
		build_fault(b, d->line, _("\"%s\" cannot count: it is not an integer"), d->name);
	if (f->next == NEXT_SELF && f->type != FIELD_REFERENCE)
		build_fault(b, d->line,
		            _("\"%s\" cannot refer to the record before: it is not a reference"),
		            d->name);
	if (d->unit != NULL && f->type != FIELD_INTEGER)
		build_fault(b, d->line, _("\"%s\" has a unit, but is not an integer"), d->name);
}

static void
build_again(struct build *b, const struct field_draft *d, struct field *f)
{
	/* The other rules have no meaning from row to row. */
	static const char *const names[] = { [NEXT_EMPTY] = "empty", [NEXT_COPY] = "copy",
	                                     [NEXT_COUNT] = "count", NULL };
	int again = d->again == NULL ? NEXT_EMPTY :
	            name_index(b, d->line, names, _("rule for the next row"), d->again);

	f->again = again < 0 ? NEXT_EMPTY : (enum next_rule)again;
	if (f->again != NEXT_EMPTY && f->in == NULL)
		build_fault(b, d->line,
		            _("\"%s\" cannot be taken again: it is not a column of a table"), d->name);
	if (f->again == NEXT_COUNT && (f->many != MANY_ONE ||
	    (f->type != FIELD_INTEGER && f->type != FIELD_TEXT)))
		build_fault(b, d->line,
		            _("\"%s\" cannot count: it is neither an integer nor a text"), d->name);
}

static void
build_names(struct build *b, const struct field_draft *d, struct field *f)
{
	f->names = d->names;
	if (f->names == NULL)
		return;
	if (f->many != MANY_LANGUAGE)
		build_fault(b, d->line, _("\"%s\" has names, but is not a text by language"), d->name);
	if (f->names[strspn(f->names, "abcdefghijklmnopqrstuvwxyz0123456789_-")] != '\0')
		build_fault(b, d->line, _("the names of \"%s\" are a catalogue's, such as"
		            " \"iso_3166-1\", not \"%s\""), d->name, f->names);
}

/* A field that is not prose would be found by every part of an address or of a zone's name. */
static void
build_search(struct build *b, const struct field_draft *d, struct field *f)
{
	static const char *const names[] = { "words", "field", NULL };
	bool is_text = field_shape(f) == SHAPE_TEXT;
	bool is_prose = is_text && f->type != FIELD_TELEPHONE && f->type != FIELD_WEB &&
	                f->type != FIELD_TIME_ZONE && f->type != FIELD_LANGUAGE;
	int search = d->search == NULL ? !is_prose :
	             name_index(b, d->line, names, _("way of searching"), d->search);

	if (d->search != NULL && !is_text)
		build_fault(b, d->line, _("\"%s\" has a way of searching, but is not a text"), d->name);
	if (d->search != NULL && search == 0 && f->is_sensitive)
		build_fault(b, d->line, _("\"%s\" is sensitive and cannot be found by words"), d->name);
	f->is_searched = search == 0 && !f->is_sensitive;
}

static void
build_field(struct build *b, const struct field_draft *d, struct field *f)
{
	f->name = d->name;
	f->number = (uint16_t)d->number;
	f->line = d->line;
	f->is_required = d->is_required;
	f->label = label_of(b, &d->label);
	f->labels = build_labels(b, &d->label);
	f->help = label_of(b, &d->help);
	f->preset = d->preset;
	f->unit = d->unit;
	f->of = b->type;
	build_type(b, d, f);
	build_roles(b, d, f);
	build_limits(b, d, f);
	build_next(b, d, f);
	build_again(b, d, f);
	build_names(b, d, f);
	build_search(b, d, f);
	build_choices(b, d, f);
	if (!is_identifier(d->name))
		build_fault(b, d->line,
		            _("a field's name is lower-case letters, digits and \"_\", not"
		              " \"%s\""),
		            d->name);
	if (strcmp(d->name, "id") == 0 || strcmp(d->name, "version") == 0)
		build_fault(b, d->line, _("a field cannot be called \"%s\": files use that name"),
		            d->name);
	if ((f->type == FIELD_TABLE) != (d->columns.count > 0))
		build_fault(b, d->line, f->type == FIELD_TABLE ?
		            _("the table \"%s\" has no columns") :
		            _("\"%s\" has columns, but is not a table"), d->name);
	if (f->type == FIELD_TABLE) {
		struct fields *table = arena_new(b->schema->arena, sizeof *table);

		build_fields(b, &d->columns, f, table);
		f->table = table;
	}
}

static void
check_doubles(struct build *b, const struct fields *fields, const struct field *f)
{
	for (const struct field *other = fields->list; other < f; other++) {
		if (strcmp(other->name, f->name) == 0)
			build_fault(b, f->line, _("the field \"%s\" stands twice"), f->name);
		if (other->number == f->number)
			build_fault(b, f->line, _("\"%s\" and \"%s\" have the same number %u"),
			            other->name, f->name, f->number);
	}
	for (size_t i = 0; i < fields->retired_count; i++) {
		if (fields->retired[i] == f->number)
			build_fault(b, f->line, _("\"%s\" has the number %u, which is retired"),
			            f->name, f->number);
	}
}

/* Some roles say something only once in a record or a row. */
static bool
is_lone_role(enum role role)
{
	return role != ROLE_ALIAS && role != ROLE_SENSITIVE && role != ROLE_SMALL_COUNT &&
	       role != ROLE_PARTY && role != ROLE_LOCKS && role != ROLE_HOST && role != ROLE_CHAIR &&
	       role != ROLE_PLACE;
}

static void
register_roles(struct build *b, struct fields *fields, const struct field *f)
{
	for (int role = 0; role < ROLE_COUNT; role++) {
		if (!field_has_role(f, (enum role)role))
			continue;
		if (fields->by_role[role] == NULL)
			fields->by_role[role] = f;
		else if (is_lone_role((enum role)role))
			build_fault(b, f->line, _("\"%s\" and \"%s\" both have the role \"%s\""),
			            fields->by_role[role]->name, f->name, role_names[role]);
	}
}

static int
by_number(const void *a, const void *b)
{
	const struct field *const *x = a, *const *y = b;

	return (*x)->number - (*y)->number;
}

static void
sort_by_number(struct build *b, struct fields *fields)
{
	fields->by_number = arena_new(b->schema->arena,
	                              sizeof *fields->by_number * (fields->count + 1));
	for (size_t i = 0; i < fields->count; i++)
		fields->by_number[i] = &fields->list[i];
	qsort(fields->by_number, fields->count, sizeof *fields->by_number, by_number);
}

void
build_fields(struct build *b, const struct fields_draft *draft, const struct field *in,
             struct fields *out)
{
	out->list = arena_new(b->schema->arena, sizeof *out->list * (draft->count + 1));
	out->retired = draft->retired.list;
	out->retired_count = draft->retired.count;
	for (size_t i = 0; i < draft->count; i++) {
		struct field *f = &out->list[out->count];

		/* Missing values were reported when they were read. */
		if (draft->list[i].name == NULL || draft->list[i].type == NULL ||
		    draft->list[i].number == 0)
			continue;
		f->in = in;
		f->place = out->count;
		build_field(b, &draft->list[i], f);
		check_doubles(b, out, f);
		register_roles(b, out, f);
		out->count++;
	}
	sort_by_number(b, out);
}

/* ---- what fields refer to */

const struct field **
resolve_names(struct build *b, int line, const struct fields *fields,
              const struct conf_texts *names, size_t *count)
{
	const struct field **out = arena_new(b->schema->arena, sizeof *out * (names->count + 1));

	*count = 0;
	for (size_t i = 0; i < names->count; i++) {
		const struct field *f;
		struct err e;

		if (fields_get(fields, b->type->name, names->list[i], &f, &e) == ERR_OK)
			out[(*count)++] = f;
		else
			build_fault(b, line, "%s", e.text);
	}
	return out;
}

static void
resolve_targets(struct build *b, const struct field_draft *d, struct field *f)
{
	f->targets = arena_new(b->schema->arena, sizeof *f->targets * (d->targets.count + 1));
	for (size_t i = 0; i < d->targets.count; i++) {
		struct err e;

		if (schema_find_type(b->schema, d->targets.list[i], &f->targets[f->target_count],
		                     &e) == ERR_OK)
			f->target_count++;
		else
			build_fault(b, d->line, "%s", e.text);
	}
	if (f->type == FIELD_REFERENCE && d->targets.count == 0)
		build_fault(b, d->line, _("the reference \"%s\" has no targets"), d->name);
	if (f->type != FIELD_REFERENCE && d->targets.count > 0)
		build_fault(b, d->line, _("\"%s\" has targets, but is not a reference"), d->name);
}

static void
check_proposal(struct build *b, const struct field *f)
{
	if (f->proposal_count > 0 && (f->type != FIELD_CODE || f->part_count > 0))
		build_fault(b, f->line, _("\"%s\" has a proposal, but is not a code that is typed"),
		            f->name);
	for (size_t i = 0; i < f->proposal_count; i++) {
		const struct field *part = f->proposal[i];

		if (part->many != MANY_ONE ||
		    (part->type != FIELD_REFERENCE && part->type != FIELD_INTEGER &&
		     part->type != FIELD_DATE && part->type != FIELD_PERIOD))
			build_fault(b, f->line,
			            _("a code cannot be made of \"%s\": only of a reference, an"
			              " integer, a date or a period"),
			            part->name);
	}
}

static void
check_parts(struct build *b, const struct field *f)
{
	for (size_t i = 0; i < f->part_count; i++) {
		const struct field *part = f->parts[i];

		if (part->many != MANY_ONE || (part->type != FIELD_REFERENCE &&
		    part->type != FIELD_INTEGER && part->type != FIELD_PERIOD))
			build_fault(b, f->line, _("\"%s\" cannot be part of a code: only a reference, an integer"
			                          " or a period can"), part->name);
	}
}

void
resolve_fields(struct build *b, const struct fields_draft *draft, struct fields *fields)
{
	size_t next = 0;

	for (size_t i = 0; i < fields->count; i++) {
		struct field *f = &fields->list[i];
		const struct field_draft *d;

		while (draft->list[next].line != f->line || draft->list[next].name != f->name)
			next++;
		d = &draft->list[next];
		resolve_targets(b, d, f);
		if (f->type == FIELD_TABLE) {
			f->key = resolve_names(b, d->line, f->table, &d->key, &f->key_count);
			resolve_fields(b, &d->columns, f->table);
		} else if (d->key.count > 0) {
			build_fault(b, d->line, _("\"%s\" has a key, but is not a table"), d->name);
		}
		f->parts = resolve_names(b, d->line, fields, &d->parts, &f->part_count);
		if (f->part_count > 0 && f->type != FIELD_CODE)
			build_fault(b, d->line, _("\"%s\" has parts, but is not a code"), d->name);
		check_parts(b, f);
		f->proposal = resolve_names(b, d->line, fields, &d->proposal, &f->proposal_count);
		check_proposal(b, f);
	}
}
