#include <config.h>

#include "shelf.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define L "label = { en = \"L\"; };"

static const char place_conf[] =
	"name = \"place\"; number = 1; " L " plural = { en = \"Places\"; }; menu = 1;\n"
	"fields = (\n"
	"{ name = \"code\"; number = 1; type = \"code\"; role = \"code\"; required = true; "
	L " },\n"
	"{ name = \"name\"; number = 2; type = \"text\"; many = \"language\"; role = \"title\"; "
	L " },\n"
	"{ name = \"kind\"; number = 3; type = \"choice\"; " L "\n"
	"  choices = ( { name = \"city\"; number = 1; }, { name = \"country\"; number = 2; } ); "
	"},\n"
	"{ name = \"founded\"; number = 4; type = \"date\"; " L " }\n"
	");\n"
	"sections = ( { " L " fields = [ \"code\", \"name\", \"kind\", \"founded\" ]; } );\n"
	"views = ( { name = \"places\"; "
	L " columns = ( { field = \"code\"; }, { field = \"name\"; },"
	" { field = \"kind\"; }, { field = \"founded\"; } ); } );\n";

static const char thing_conf[] =
	"name = \"thing\"; number = 2; " L " plural = { en = \"Things\"; }; menu = 2;\n"
	"fields = (\n"
	"{ name = \"code\"; number = 1; type = \"code\"; role = \"code\"; required = true; "
	L " },\n"
	"{ name = \"title\"; number = 2; type = \"text\"; many = \"language\"; role = \"title\"; "
	"" L " },\n"
	"{ name = \"memo\"; number = 3; type = \"long text\"; max_length = 200; " L " },\n"
	"{ name = \"size\"; number = 4; type = \"integer\"; min = -1000; max = 1000; " L " },\n"
	"{ name = \"rate\"; number = 5; type = \"decimal\"; " L " },\n"
	"{ name = \"is_big\"; number = 6; type = \"flag\"; " L " },\n"
	"{ name = \"kind\"; number = 7; type = \"choice\"; " L " choices = (\n"
	"  { name = \"box\"; number = 1; label = { en = \"Big box\"; fr = \"Boîte\"; }; },\n"
	"  { name = \"co-box\"; number = 2; }, { name = \"old\"; number = 3; retired = true; } ); "
	"},\n"
	"{ name = \"colours\"; number = 8; type = \"choice\"; many = \"set\"; " L " choices = (\n"
	"  { name = \"red\"; number = 1; }, { name = \"green\"; number = 2; },\n"
	"  { name = \"dark blue\"; number = 3; } ); },\n"
	"{ name = \"start\"; number = 9; type = \"date\"; role = \"from\"; " L " },\n"
	"{ name = \"end\"; number = 10; type = \"date\"; role = \"to\"; " L " },\n"
	"{ name = \"period\"; number = 11; type = \"period\"; " L " },\n"
	"{ name = \"at\"; number = 12; type = \"time\"; " L " },\n"
	"{ name = \"due\"; number = 13; type = \"due\"; role = \"due\"; " L " },\n"
	"{ name = \"owner\"; number = 14; type = \"reference\"; targets = [ \"place\", "
	"\"thing\" ];\n"
	"  role = \"owner\"; " L " },\n"
	"{ name = \"home\"; number = 15; type = \"reference\"; targets = [ \"place\" ]; " L " },\n"
	"{ name = \"covers\"; number = 16; type = \"reference\"; many = \"set\"; "
	"targets = [ \"place\" ]; "
	L " },\n"
	"{ name = \"tags\"; number = 17; type = \"text\"; many = \"list\"; max_length = 20; "
	L " },\n"
	"{ name = \"mail\"; number = 18; type = \"e-mail\"; " L " },\n"
	"{ name = \"phones\"; number = 19; type = \"telephone\"; many = \"list\"; " L " },\n"
	"{ name = \"web\"; number = 20; type = \"web address\"; " L " },\n"
	"{ name = \"spot\"; number = 21; type = \"place\"; " L " },\n"
	"{ name = \"langs\"; number = 22; type = \"language\"; many = \"set\"; " L " },\n"
	"{ name = \"zone\"; number = 23; type = \"time zone\"; " L " },\n"
	"{ name = \"members\"; number = 24; type = \"table\"; key = [ \"party\" ]; "
	L " columns = (\n"
	"  { name = \"party\"; number = 1; type = \"reference\"; targets = [ \"place\" ]; "
	"role = \"party\";\n"
	"    required = true; " L " },\n"
	"  { name = \"role\"; number = 2; type = \"choice\"; default = \"member\"; "
	L " choices = (\n"
	"    { name = \"member\"; number = 1; }, { name = \"chair\"; number = 2; },\n"
	"    { name = \"co-chair\"; number = 3; } ); },\n"
	"  { name = \"from\"; number = 3; type = \"date\"; role = \"from\"; " L " },\n"
	"  { name = \"to\"; number = 4; type = \"date\"; role = \"to\"; absent = \"from\"; "
	L " },\n"
	"  { name = \"contact\"; number = 5; type = \"text\"; role = \"sensitive\"; " L " },\n"
	"  { name = \"remark\"; number = 6; type = \"text\"; many = \"list\"; " L " } ); },\n"
	"{ name = \"secret\"; number = 25; type = \"text\"; role = \"sensitive\"; " L " },\n"
	"{ name = \"parent\"; number = 26; type = \"reference\"; targets = [ \"thing\" ];\n"
	"  role = \"parent\"; " L " },\n"
	"{ name = \"status\"; number = 27; type = \"choice\"; role = [ \"status\", \"locks\" ];\n"
	"  default = \"open\"; " L " choices = (\n"
	"  { name = \"open\"; number = 1; role = \"open\"; }, { name = \"done\"; number = 2; "
	"role = \"done\"; },\n"
	"  { name = \"closed\"; number = 3; role = \"locks\"; } ); },\n"
	"{ name = \"duties\"; number = 28; type = \"table\"; " L " columns = (\n"
	"  { name = \"what\"; number = 1; type = \"text\"; " L " },\n"
	"  { name = \"due\"; number = 2; type = \"due\"; role = \"due\"; " L " },\n"
	"  { name = \"owner\"; number = 3; type = \"reference\"; targets = [ \"place\" ]; "
	"role = \"owner\"; " L
	" },\n"
	"  { name = \"done_on\"; number = 4; type = \"date\"; role = \"done\"; " L " } ); }\n"
	");\n"
	"sections = ( { "
	L " fields = [ \"code\", \"title\", \"memo\", \"size\", \"rate\", \"is_big\", \"kind\",\n"
	"  \"colours\", \"start\", \"end\", \"period\", \"at\", \"due\", \"owner\", \"home\", "
	"\"covers\", \"tags\",\n"
	"  \"mail\", \"phones\", \"web\", \"spot\", \"langs\", \"zone\", \"members\", \"secret\", "
	"\"parent\",\n"
	"  \"status\", \"duties\" ]; } );\n"
	"views = ( { name = \"things\"; "
	L " columns = ( { field = \"code\"; }, { field = \"title\"; },\n"
	"  { field = \"size\"; }, { field = \"start\"; }, { field = \"home\"; "
	"}, { field = \"owner\"; },\n"
	"  { field = \"covers\"; }, { field = \"kind\"; }, { field = \"rate\"; } ); } );\n";

static const char step_conf[] =
	"name = \"step\"; number = 3; " L " plural = { en = \"Steps\"; };\n"
	"fields = (\n"
	"{ name = \"code\"; number = 1; type = \"code\"; role = \"code\"; required = true;\n"
	"  parts = [ \"thing\", \"number\" ]; " L " },\n"
	"{ name = \"thing\"; number = 2; type = \"reference\"; targets = [ \"thing\" ]; "
	"required = true; " L " },\n"
	"{ name = \"number\"; number = 3; type = \"integer\"; required = true; min = 1; max = 99; "
	"" L " },\n"
	"{ name = \"text\"; number = 4; type = \"text\"; role = \"title\"; " L " },\n"
	"{ name = \"after\"; number = 5; type = \"reference\"; targets = [ \"step\" ]; " L " }\n"
	");\n"
	"sections = ( { "
	L " fields = [ \"code\", \"thing\", \"number\", \"text\", \"after\" ]; } );\n"
	"views = ( { name = \"steps\"; "
	L " columns = ( { field = \"code\"; }, { field = \"thing\"; } ); } );\n";

void
shelf_sources(struct schema_sources *out)
{
	*out = (struct schema_sources){ 0 };
	schema_sources_add(out, "place.conf", place_conf);
	schema_sources_add(out, "thing.conf", thing_conf);
	schema_sources_add(out, "step.conf", step_conf);
}

struct schema *
shelf_schema(void)
{
	struct schema_sources sources;
	struct schema *s;
	struct faults f;
	struct err e;

	faults_init(&f);
	shelf_sources(&sources);
	if (schema_load(&sources, "en", &s, &f, &e) != ERR_OK)
		fail_msg("%s", e.text);
	schema_sources_clear(&sources);
	return s;
}

/* ---- the directory */

static const struct record *
at(const struct shelf *s, uint32_t number)
{
	return number >= 1 && number <= s->count ? s->list[number - 1] : NULL;
}

static const struct type *
shelf_code(void *context, uint32_t number, struct buf *code)
{
	struct shelf *s = context;
	const struct record *r = at(s, number);

	if (r != NULL && code != NULL)
		record_code(r, &s->directory, code);
	return r == NULL ? NULL : r->type;
}

static enum err_code
shelf_resolve(void *context, const struct field *f, const char *text, uint32_t *number,
              struct err *e)
{
	struct shelf *s = context;
	const char *colon = strchr(text, ':');
	size_t found = 0;

	for (uint32_t i = 1; i <= s->count; i++) {
		const struct type *t = s->list[i - 1]->type;
		struct buf code;

		buf_init(&code);
		if (colon != NULL)
			buf_printf(&code, "%s:", t->name);
		shelf_code(s, i, &code);
		if (type_is_target(f, t) && strcmp(buf_string(&code), text) == 0) {
			*number = i;
			found++;
		}
		buf_clear(&code);
	}
	return found == 1 ? ERR_OK : err_set(e, ERR_DATA, "there is no \"%s\" to refer to", text);
}

static void
shelf_title(void *context, uint32_t number, const char *language, struct buf *title)
{
	const struct record *r = at(context, number);
	const struct value *v = r == NULL ? NULL : record_role(r, ROLE_TITLE);
	const char *text = v == NULL ? NULL : value_text(v, language);

	buf_text(title, text == NULL ? "" : text);
}

/* The identity of record 5 ends in 5. */
static bool
shelf_uuid(void *context, uint32_t number, struct uuid *out)
{
	*out = (struct uuid){ { 0xA5 } };
	out->byte[UUID_SIZE - 1] = (unsigned char)number;
	return at(context, number) != NULL;
}

static uint32_t
shelf_number(void *context, const struct uuid *uuid)
{
	uint32_t number = uuid->byte[UUID_SIZE - 1];

	return uuid->byte[0] == 0xA5 && at(context, number) != NULL ? number : 0;
}

/* ---- the world */

static struct record *
world_get(void *context, uint32_t number)
{
	const struct record *r = at(context, number);

	return r == NULL ? NULL : record_copy(r);
}

static enum err_code
world_every(void *context, const struct type *type,
            bool (*each)(void *each_context, const struct record *r), void *each_context,
            struct err *e)
{
	struct shelf *s = context;

	(void)e;
	for (uint32_t i = 0; i < s->count; i++) {
		if (s->list[i]->type == type && !each(each_context, s->list[i]))
			break;
	}
	return ERR_OK;
}

static bool
world_changed(void *context, const struct record *r, int64_t *when, const char **by)
{
	struct shelf *s = context;

	(void)r;
	*when = s->changed;
	*by = s->by;
	return s->by != NULL;
}

static bool
world_is_tagged(void *context, const struct record *r)
{
	return ((struct shelf *)context)->tagged == r->number;
}

void
shelf_init(struct shelf *s)
{
	*s = (struct shelf){ .schema = shelf_schema() };
	s->directory = (struct directory){
		.context = s, .resolve = shelf_resolve, .code = shelf_code,
		.title = shelf_title, .uuid = shelf_uuid, .number = shelf_number,
	};
	s->world = (struct query_context){
		.context = s,
		.directory = &s->directory,
		.get = world_get,
		.every = world_every,
		.changed = world_changed,
		.is_tagged = world_is_tagged,
		.today = date_make(2026, 11, 24),
	};
}

void
shelf_clear(struct shelf *s)
{
	for (uint32_t i = 0; i < s->count; i++)
		record_free(s->list[i]);
	schema_free(s->schema);
	*s = (struct shelf){ 0 };
}

const struct type *
shelf_type(const struct shelf *s, const char *name)
{
	const struct type *t;

	assert_int_equal(schema_find_type(s->schema, name, &t, NULL), ERR_OK);
	return t;
}

/* "TYPE.FIELD" or "TYPE.TABLE.COLUMN" */
const struct field *
shelf_field(const struct shelf *s, const char *path)
{
	char *copy = mem_text(path), *rest = copy;
	const struct type *t = shelf_type(s, strsep(&rest, "."));
	const struct field *f = fields_find(&t->fields, strsep(&rest, "."));

	if (f != NULL && rest != NULL)
		f = fields_find(f->table, rest);
	assert_non_null(f);
	free(copy);
	return f;
}

/* ---- filling */

static void
fill_row(struct record *r, const struct field *table, char *text, const struct directory *d)
{
	struct value *rows = record_value(r, table);
	uint64_t id = rows->kind == VALUE_ROWS ? rows->count + 1 : 1;
	struct row *row = value_add_row(&r->arena, rows, table->table);

	row->id = id;
	for (char *cell; (cell = strsep(&text, ",")) != NULL; ) {
		const char *name = strsep(&cell, "=");
		const struct field *f = fields_find(table->table, name);
		struct err e;

		if (strcmp(name, "id") == 0) {
			row->id = strtoull(cell, NULL, 10);
			continue;
		}
		assert_non_null(f);
		if (value_parse(f, cell, d, &r->arena, row_value(row, f), &e) != ERR_OK)
			fail_msg("%s: %s", f->name, e.text);
	}
}

static void
fill_one(struct record *r, const char *text, const struct directory *d)
{
	char *copy = mem_text(text), *value = copy, *name = strsep(&value, "=");
	const struct field *f = fields_find(&r->type->fields, name);
	struct err e;

	if (f != NULL && f->type == FIELD_TABLE) {
		for (char *row; (row = strsep(&value, "|")) != NULL; )
			fill_row(r, f, row, d);
	} else if (record_assign(r, name, ASSIGN_SET, value, d, &e) != ERR_OK) {
		fail_msg("%s: %s", text, e.text);
	}
	free(copy);
}

void
record_fillv(struct record *r, const struct directory *d, va_list args)
{
	for (const char *text; (text = va_arg(args, const char *)) != NULL; )
		fill_one(r, text, d);
}

void
record_fill(struct record *r, const struct directory *d, ...)
{
	va_list args;

	va_start(args, d);
	record_fillv(r, d, args);
	va_end(args);
}

struct record *
shelf_add(struct shelf *s, const char *type, ...)
{
	struct record *r = record_new(shelf_type(s, type));
	va_list args;

	assert_true(s->count < SHELF_ROOM);
	va_start(args, type);
	record_fillv(r, &s->directory, args);
	va_end(args);
	s->list[s->count++] = r;
	r->number = s->count;
	r->version = 1;
	shelf_uuid(s, r->number, &r->uuid);
	return r;
}

void
assert_same_record(const struct record *a, const struct record *b)
{
	assert_ptr_equal(a->type, b->type);
	for (size_t i = 0; i < a->type->fields.count; i++) {
		if (!value_equal(&a->values[i], &b->values[i], &a->type->fields.list[i]))
			fail_msg("%s differs", a->type->fields.list[i].name);
	}
}
