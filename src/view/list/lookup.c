/* Collects what a reference or choice may hold, and narrows it as text is typed. */
#include <config.h>

#include "view/list/lookup.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "registry/select.h"
#include "view/list/languages.h"

#define ZONES "/usr/share/zoneinfo/zone.tab"
#define LONGEST_ZONE_LINE 512

static void
add_candidate(struct lookup *l, uint32_t number, char *code, char *title, char *aliases)
{
	MEM_ROOM(l->all, l->count, l->room);
	l->all[l->count++] = (struct candidate){ number, code, title, aliases, 0 };
}

static void
add_choices(struct lookup *l)
{
	for (size_t i = 0; i < l->field->choice_count; i++) {
		const struct choice *c = &l->field->choices[i];

		if (!c->is_retired)
			add_candidate(l, c->number, mem_text(c->label), mem_text(""),
			              mem_text(c->name));
	}
}

static void
add_flags(struct lookup *l)
{
	add_candidate(l, 1, mem_text(_("yes")), mem_text(""), mem_text("yes"));
	add_candidate(l, 2, mem_text(_("no")), mem_text(""), mem_text("no"));
}

static void
add_language_names(struct lookup *l)
{
	const char *own = registry_schema(l->registry)->language;
	uint32_t number = 0;

	for (const struct language_name *n = language_names; n->code != NULL; n++) {
		const char *name = intl_name("iso_639-2", own, n->name);

		add_candidate(l, ++number, mem_text(n->code), mem_text(name == NULL ? n->name : name),
		              mem_printf("%s %s", n->name, name == NULL ? "" : name));
	}
}

static int
by_code(const void *a, const void *b)
{
	return strcmp(((const struct candidate *)a)->code, ((const struct candidate *)b)->code);
}

/* A line of the table: country, coordinates, zone, and what the zone is of. */
static void
add_zone(struct lookup *l, char *line)
{
	char *rest = NULL, *country = strtok_r(line, "\t\n", &rest), *zone, *note;

	strtok_r(NULL, "\t\n", &rest);
	zone = strtok_r(NULL, "\t\n", &rest);
	note = strtok_r(NULL, "\t\n", &rest);
	if (country == NULL || *country == '#' || zone == NULL)
		return;
	add_candidate(l, (uint32_t)l->count + 1, mem_text(zone),
	              mem_printf("%s%s%s", country, note == NULL ? "" : "  ", note == NULL ? "" : note),
	              mem_printf("%s %s %s", zone, country, note == NULL ? "" : note));
}

/* Where the data base is not installed there is nothing to choose from. */
static void
add_zones(struct lookup *l)
{
	FILE *table = fopen(ZONES, "re");
	char line[LONGEST_ZONE_LINE];

	if (table == NULL)
		return;
	while (fgets(line, sizeof line, table) != NULL)
		add_zone(l, line);
	fclose(table);
	if (l->count > 0)
		qsort(l->all, l->count, sizeof *l->all, by_code);
}

/* Appends every text of the title: a State is found by its English name in every language. */
static void
put_titles(const struct lookup *l, const struct record *r, struct buf *out)
{
	const struct field *f = r->type->fields.by_role[ROLE_TITLE];
	const struct value *v = record_role(r, ROLE_TITLE);
	const char *language = registry_schema(l->registry)->language;
	struct translation *texts;
	uint32_t count;

	if (v == NULL || value_is_hidden(v, f, registry_directory(l->registry)))
		return;
	buf_text(out, v->kind == VALUE_TEXT ? v->text : "");
	texts = mem_new(sizeof *texts * (value_texts_most(v) + 1));
	count = value_texts(v, f, language, texts);
	for (uint32_t i = 0; i < count; i++)
		buf_printf(out, " %s", texts[i].text);
	free(texts);
}

/* Everything that it is called but its code. */
static char *
aliases_of(const struct lookup *l, const struct record *r)
{
	struct buf text;

	buf_init(&text);
	put_titles(l, r, &text);
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];

		if (!field_has_role(f, ROLE_ALIAS) || value_is_empty(&r->values[i]))
			continue;
		buf_byte(&text, ' ');
		value_format(&r->values[i], f, registry_directory(l->registry), FORM_SCREEN, "en",
		             &text);
	}
	return buf_take(&text);
}

static bool
add_record(void *context, const struct record *r)
{
	struct lookup *l = context;
	char *code = registry_code(l->registry, r);

	if (l->field->target_count > 1) {
		char *full = mem_printf("%s:%s", r->type->name, code);

		free(code);
		code = full;
	}
	add_candidate(l, r->number, code, registry_title(l->registry, r), aliases_of(l, r));
	return true;
}

static enum err_code
add_targets(struct lookup *l, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < l->field->target_count; i++) {
		const struct select what = { .type = l->field->targets[i] };
		struct selection *s;

		rc = registry_select(l->registry, &what, &s, e);
		if (rc == ERR_OK)
			rc = selection_every(s, add_record, l, e);
		if (rc == ERR_OK)
			selection_free(s);
	}
	return rc;
}

bool
lookup_has(const struct field *field)
{
	return field->type == FIELD_REFERENCE || field->type == FIELD_CHOICE ||
	       field->type == FIELD_FLAG || field->type == FIELD_LANGUAGE ||
	       field->type == FIELD_TIME_ZONE;
}

enum err_code
lookup_open(struct registry *r, const struct field *field, struct lookup **out, struct err *e)
{
	struct lookup *l = mem_new(sizeof *l);
	enum err_code rc = ERR_OK;

	*out = NULL;
	l->registry = r;
	l->field = field;
	switch (field->type) {
	case FIELD_CHOICE:    add_choices(l); break;
	case FIELD_FLAG:      add_flags(l); break;
	case FIELD_LANGUAGE:  add_language_names(l); break;
	case FIELD_TIME_ZONE: add_zones(l); break;
	default:              rc = add_targets(l, e); break;
	}
	if (rc != ERR_OK) {
		lookup_close(l);
		return rc;
	}
	l->shown = mem_new(sizeof *l->shown * (l->count + 1));
	lookup_narrow(l, "");
	*out = l;
	return ERR_OK;
}

void
lookup_close(struct lookup *l)
{
	if (l == NULL)
		return;
	for (size_t i = 0; i < l->count; i++) {
		free(l->all[i].code);
		free(l->all[i].title);
		free(l->all[i].aliases);
	}
	free(l->all);
	free(l->shown);
	free(l);
}

/* ---- narrowing */

static bool
starts_with(const char *text, const struct buf *folded)
{
	struct buf own;
	bool starts;

	buf_init(&own);
	text_fold(text, strlen(text), &own);
	starts = own.size >= folded->size && (folded->size == 0 ||
	         memcmp(own.data, folded->data, folded->size) == 0);
	buf_clear(&own);
	return starts;
}

enum { RANK_EXACT, RANK_CODE, RANK_TITLE, RANK_WORD, RANK_NONE };

static bool
is_exact(const struct lookup *l, const struct candidate *c, const char *text)
{
	const char *colon = strchr(c->code, ':');

	if (l->field->type == FIELD_CHOICE)
		return text_same(c->code, text) || text_same(c->aliases, text);
	return text_same(c->code, text) || (colon != NULL && text_same(colon + 1, text));
}

static int
rank_of(const struct lookup *l, const struct candidate *c, const char *text,
        const struct buf *folded)
{
	const char *colon = strchr(c->code, ':');

	if (is_exact(l, c, text))
		return RANK_EXACT;
	if (starts_with(c->code, folded) || (colon != NULL && starts_with(colon + 1, folded)))
		return RANK_CODE;
	if (starts_with(c->title, folded))
		return RANK_TITLE;
	return text_has_words(c->code, text) || text_has_words(c->aliases, text) ? RANK_WORD :
	                                                                           RANK_NONE;
}

/* Candidates of a rank stay in the order in which they were read. */
static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate *const *x = a, *const *y = b;

	if ((*x)->rank != (*y)->rank)
		return (*x)->rank - (*y)->rank;
	return *x < *y ? -1 : *x > *y;
}

void
lookup_narrow(struct lookup *l, const char *text)
{
	struct buf folded;

	buf_init(&folded);
	text_fold(text, strlen(text), &folded);
	l->shown_count = 0;
	for (size_t i = 0; i < l->count; i++) {
		l->all[i].rank = rank_of(l, &l->all[i], text, &folded);
		if (l->all[i].rank != RANK_NONE)
			l->shown[l->shown_count++] = &l->all[i];
	}
	if (l->shown_count > 1)
		qsort(l->shown, l->shown_count, sizeof *l->shown, compare_candidates);
	buf_clear(&folded);
}

const struct candidate *
lookup_certain(const struct lookup *l, const char *text)
{
	bool is_code;

	if (*text == '\0' || l->shown_count == 0)
		return NULL;
	/* Two types may have the same code. */
	is_code = l->shown[0]->rank == RANK_EXACT &&
	          (l->shown_count == 1 || l->shown[1]->rank != RANK_EXACT);
	return is_code || l->shown_count == 1 ? l->shown[0] : NULL;
}
