#include <config.h>

#include "trial.h"

#include <stdio.h>

#include "base/alloc.h"

/* ---- the schema */

#define L "label = { en = \"L\"; };"
#define CODE "{ name = \"code\"; number = 1; type = \"code\"; role = \"code\"; required = true; " \
	L " }"

static const char place_conf[] =
	"name = \"place\"; number = 1; " L " plural = { en = \"Places\"; };\n"
	"fields = (\n" CODE ",\n"
	"{ name = \"name\"; number = 2; type = \"text\"; many = \"language\"; role = \"title\"; "
	L " } );\n"
	"sections = ( { " L " fields = [ \"code\", \"name\" ]; } );\n"
	"views = ( { name = \"places\"; " L " columns = ( { field = \"code\"; } ); } );\n";

static const char office_conf[] =
	"name = \"office\"; number = 2; " L " plural = { en = \"Offices\"; };\n"
	"fields = (\n" CODE ",\n"
	"{ name = \"name\"; number = 2; type = \"text\"; role = \"title\"; " L " },\n"
	"{ name = \"seat\"; number = 3; type = \"reference\"; targets = [ \"place\" ]; " L " },\n"
	"{ name = \"covers\"; number = 4; type = \"reference\"; many = \"set\"; role = \"covers\";\n"
	"  targets = [ \"place\" ]; " L " },\n"
	"{ name = \"parent\"; number = 5; type = \"reference\"; targets = [ \"office\" ];\n"
	"  role = \"parent\"; " L " },\n"
	"{ name = \"successor\"; number = 6; type = \"reference\"; targets = [ \"office\" ];\n"
	"  role = \"successor\"; " L " } );\n"
	"sections = ( { " L " fields = [ \"code\", \"name\", \"seat\", \"covers\", \"parent\",\n"
	"  \"successor\" ]; } );\n"
	"views = ( { name = \"offices\"; " L " columns = ( { field = \"code\"; } ); } );\n";

static const char session_conf[] =
	"name = \"session\"; number = 3; " L " plural = { en = \"Sessions\"; };\n"
	"fields = (\n" CODE ",\n"
	"{ name = \"title\"; number = 2; type = \"text\"; role = \"title\"; " L " },\n"
	"{ name = \"start\"; number = 3; type = \"date\"; role = \"from\"; " L " },\n"
	"{ name = \"status\"; number = 4; type = \"choice\"; roles = [ \"status\", \"locks\" ];\n"
	"  " L " choices = ( { name = \"planned\"; number = 1; role = \"planned\"; },\n"
	"  { name = \"held\"; number = 2; role = \"held\"; },\n"
	"  { name = \"closed\"; number = 3; role = \"locks\"; } ); },\n"
	"{ name = \"previous\"; number = 5; type = \"reference\"; targets = [ \"session\" ];\n"
	"  next = \"self\"; " L " },\n"
	"{ name = \"hosts\"; number = 6; type = \"reference\"; many = \"set\";\n"
	"  targets = [ \"place\", \"office\" ]; " L " },\n"
	"{ name = \"attendance\"; number = 7; type = \"table\"; role = \"attendance\";\n"
	"  key = [ \"party\" ]; " L " columns = (\n"
	"  { name = \"party\"; number = 1; type = \"reference\"; targets = [ \"place\", \"office\" ];\n"
	"    role = \"party\"; required = true; " L " },\n"
	"  { name = \"with\"; number = 2; type = \"reference\"; many = \"set\";\n"
	"    targets = [ \"office\" ]; " L " },\n"
	"  { name = \"remark\"; number = 3; type = \"text\"; role = \"sensitive\"; " L
	" } ); } );\n"
	"sections = ( { " L
	" fields = [ \"code\", \"title\", \"start\", \"status\", \"previous\",\n"
	"  \"hosts\", \"attendance\" ]; } );\n"
	"views = ( { name = \"sessions\"; " L " columns = ( { field = \"code\"; } ); } );\n";

static const char task_conf[] =
	"name = \"task\"; number = 4; " L " plural = { en = \"Tasks\"; };\n"
	"fields = (\n"
	"{ name = \"code\"; number = 1; type = \"code\"; role = \"code\"; required = true;\n"
	"  parts = [ \"session\", \"number\" ]; " L " },\n"
	"{ name = \"session\"; number = 2; type = \"reference\"; targets = [ \"session\" ];\n"
	"  role = \"series\"; required = true; " L " },\n"
	"{ name = \"number\"; number = 3; type = \"integer\"; role = \"ordinal\"; required = true;\n"
	"  min = 1; max = 99999; " L " },\n"
	"{ name = \"text\"; number = 4; type = \"text\"; role = \"title\"; " L " },\n"
	"{ name = \"owners\"; number = 5; type = \"reference\"; many = \"set\"; role = \"owner\";\n"
	"  targets = [ \"place\", \"office\" ]; " L " },\n"
	"{ name = \"due\"; number = 6; type = \"date\"; role = \"due\"; " L " },\n"
	"{ name = \"status\"; number = 7; type = \"choice\"; role = \"status\"; required = true;\n"
	"  default = \"open\"; " L
	" choices = ( { name = \"open\"; number = 1; role = \"open\"; },\n"
	"  { name = \"done\"; number = 2; role = \"done\"; },\n"
	"  { name = \"carried\"; number = 3; role = \"carried\"; } ); },\n"
	"{ name = \"carried_to\"; number = 8; type = \"reference\"; targets = [ \"task\" ];\n"
	"  role = \"carried_to\"; " L " } );\n"
	"sections = ( { " L " fields = [ \"code\", \"session\", \"number\", \"text\", \"owners\",\n"
	"  \"due\", \"status\", \"carried_to\" ]; } );\n"
	"views = ( { name = \"tasks\"; " L " columns = ( { field = \"code\"; } ); } );\n";

int
trial_begin(void **state)
{
	struct schema_sources sources = { 0 };

	schema_sources_add(&sources, "place.conf", place_conf);
	schema_sources_add(&sources, "office.conf", office_conf);
	schema_sources_add(&sources, "session.conf", session_conf);
	schema_sources_add(&sources, "task.conf", task_conf);
	return desk_begin_on(state, &sources);
}

/* ---- keeping count */

void
trial_note(struct trial *t, int kind, uint32_t number, char *old_code)
{
	MEM_ROOM(t->events, t->event_count, t->event_room);
	t->events[t->event_count].kind = kind;
	t->events[t->event_count].number = number;
	t->events[t->event_count++].old_code = old_code;
}

char *
trial_code(const struct trial *t, uint32_t number)
{
	return registry_code(t->desk->registry, model_get(&t->model, number));
}

/* The register's own copy, which must be what the model has. */
struct record *
trial_read(const struct trial *t, uint32_t number)
{
	struct record *r;
	struct err e;

	if (registry_get_number(t->desk->registry, number, &r, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return r;
}

/* What was to be done was done, or refused as the model says. True: it was done. */
bool
trial_settle(struct trial *t, enum err_code rc, enum err_code expected, const struct err *e)
{
	if (rc != expected)
		fail_msg("operation %zu: %s", t->done,
		         rc == ERR_OK ? "it should have been refused" : e->text);
	t->done += rc == ERR_OK;
	t->refused += rc != ERR_OK;
	return rc == ERR_OK;
}

/* ---- values of chance */

static const char *
random_words(struct trial *t)
{
	static const char *const words[] = {
		"a plan of work", "Côte d'Ivoire", "Poznań", "原村", "حي السلام", "x; y \\ z", "=1+1"
	};

	return words[chance(&t->chance, sizeof words / sizeof words[0])];
}

static uint32_t
random_target(struct trial *t, const struct field *f)
{
	return model_pick(&t->model, &t->chance,
	                  f->targets[chance(&t->chance, (uint32_t)f->target_count)], NULL);
}

static void
set_references(struct trial *t, struct record *r, const struct field *f, struct value *v)
{
	uint32_t most = f->many == MANY_SET ? chance(&t->chance, 4) : chance(&t->chance, 3) > 0;

	*v = (struct value){ 0 };
	if (f->many == MANY_SET) {
		v->kind = VALUE_LIST;
		v->items = arena_new(&r->arena, sizeof *v->items * 4);
	}
	for (uint32_t i = 0; i < most; i++) {
		uint32_t target = random_target(t, f);

		if (target == 0)
			continue;
		if (f->many == MANY_SET)
			v->items[v->count++] = (struct value){ .kind = VALUE_NUMBER,
				                               .number = target };
		else
			*v = (struct value){ .kind = VALUE_NUMBER, .number = target };
	}
	value_settle(v, f);
}

static void
set_text(struct trial *t, struct record *r, const struct field *f, struct value *v)
{
	if (f->many == MANY_LANGUAGE)
		value_set_language(v, f, chance(&t->chance, 2) == 0 ? "en" : "fr", random_words(t),
		                   &r->arena, NULL);
	else
		*v = (struct value){ .kind = VALUE_TEXT, .text = random_words(t) };
}

static void
add_row(struct trial *t, struct record *r, const struct field *f, struct value *v)
{
	uint32_t party = random_target(t, f->table->by_role[ROLE_PARTY]);
	struct row *row;

	if (party == 0)
		return;
	row = value_add_row(&r->arena, v, f->table);
	*row_value(row, f->table->by_role[ROLE_PARTY]) =
		(struct value){ .kind = VALUE_NUMBER, .number = party };
	set_references(t, r, fields_find(f->table, "with"), &row->values[1]);
	if (chance(&t->chance, 2) == 0)
		set_text(t, r, fields_find(f->table, "remark"), &row->values[2]);
}

/* A row more, a row less, or one that is another. */
static void
set_rows(struct trial *t, struct record *r, const struct field *f, struct value *v)
{
	uint32_t i = v->kind == VALUE_ROWS && v->count > 0 ? chance(&t->chance, v->count) : 0;

	if (v->kind != VALUE_ROWS || v->count == 0 || chance(&t->chance, 2) == 0) {
		add_row(t, r, f, v);
	} else if (chance(&t->chance, 2) == 0) {
		v->rows[i] = v->rows[--v->count];
	} else {
		set_references(t, r, fields_find(f->table, "with"), &v->rows[i].values[1]);
	}
}

/* The parent may be none that stands below, or the record itself. */
static void
set_parent(struct trial *t, struct record *r, struct value *v)
{
	uint32_t parent = model_pick(&t->model, &t->chance, r->type, NULL);

	if (parent != 0 && (r->number == 0 || (parent != r->number &&
	    !model_stands_below(&t->model, parent, r->number))))
		*v = (struct value){ .kind = VALUE_NUMBER, .number = parent };
	else
		*v = (struct value){ 0 };
}

void
trial_set(struct trial *t, struct record *r, const struct field *f)
{
	struct value *v = record_value(r, f);

	if (f->type == FIELD_CODE || field_has_role(f, ROLE_ORDINAL) ||
	    field_has_role(f, ROLE_SERIES))
		return;
	if (field_has_role(f, ROLE_PARENT))
		set_parent(t, r, v);
	else if (f->type == FIELD_REFERENCE)
		set_references(t, r, f, v);
	else if (f->type == FIELD_TABLE)
		set_rows(t, r, f, v);
	else if (f->type == FIELD_CHOICE)
		*v = (struct value){ .kind = VALUE_NUMBER,
		                     .number = 1 + chance(&t->chance, (uint32_t)f->choice_count) };
	else if (f->type == FIELD_DATE)
		*v = (struct value){ .kind = VALUE_NUMBER,
		                     .number = date_make(2000 + (int)chance(&t->chance, 30), 0, 0) };
	else
		set_text(t, r, f, v);
}

void
trial_new_code(struct trial *t, char out[16])
{
	snprintf(out, 16, "C%u", (unsigned)++t->codes);
}
