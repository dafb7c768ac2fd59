/* Building a schema from its files: tables of keys say what may stand where. Names that refer to
 * other fields or types are kept as text and resolved in build.c, when all files are read. */
#include <config.h>

#include "schema/draft.h"

#include <limits.h>
#include <string.h>

#include "base/intl.h"

#define MOST_NUMBER 32767
#define MOST_INTEGER 2000000000L

static void read_fields(struct conf *c, config_setting_t *setting, void *object);
static void read_columns(struct conf *c, config_setting_t *setting, void *object);
static void read_choices(struct conf *c, config_setting_t *setting, void *object);
static void read_sections(struct conf *c, config_setting_t *setting, void *object);
static void read_alike(struct conf *c, config_setting_t *setting, void *object);
static void read_views(struct conf *c, config_setting_t *setting, void *object);
static void read_view_columns(struct conf *c, config_setting_t *setting, void *object);
static void read_retired(struct conf *c, config_setting_t *setting, void *object);
static void read_field_retired(struct conf *c, config_setting_t *setting, void *object);

#define T(name) offsetof(struct type_draft, name)
static const struct conf_key type_keys[] = {
	{ .name = "name",     .type = CONF_TEXT,  .offset = T(name),   .required = true },
	{ .name = "number",   .type = CONF_INT,   .offset = T(number), .required = true,
	  .min = 1, .max = MOST_NUMBER },
	{ .name = "label",    .type = CONF_LABEL, .offset = T(label),  .required = true },
	{ .name = "plural",   .type = CONF_LABEL, .offset = T(plural), .required = true },
	{ .name = "help",     .type = CONF_LABEL, .offset = T(help) },
	{ .name = "menu",     .type = CONF_INT,   .offset = T(menu), .min = 1, .max = 10000 },
	{ .name = "retired",  .type = CONF_OTHER, .read = read_retired },
	{ .name = "alike",    .type = CONF_OTHER, .read = read_alike },
	{ .name = "grid",     .type = CONF_TEXT,  .offset = T(grid) },
	{ .name = "fields",   .type = CONF_OTHER, .read = read_fields,   .required = true },
	{ .name = "sections", .type = CONF_OTHER, .read = read_sections, .required = true },
	{ .name = "views",    .type = CONF_OTHER, .read = read_views,    .required = true },
	{ 0 }
};

#define F(name) offsetof(struct field_draft, name)
static const struct conf_key field_keys[] = {
	{ .name = "name",       .type = CONF_TEXT,  .offset = F(name),   .required = true },
	{ .name = "number",     .type = CONF_INT,   .offset = F(number), .required = true,
	  .min = 1, .max = MOST_NUMBER },
	{ .name = "type",       .type = CONF_TEXT,  .offset = F(type),   .required = true },
	{ .name = "label",      .type = CONF_LABEL, .offset = F(label),  .required = true },
	{ .name = "help",       .type = CONF_LABEL, .offset = F(help) },
	{ .name = "many",       .type = CONF_TEXT,  .offset = F(many) },
	{ .name = "required",   .type = CONF_FLAG,  .offset = F(is_required) },
	{ .name = "role",       .type = CONF_TEXTS, .offset = F(roles) },
	{ .name = "roles",      .type = CONF_TEXTS, .offset = F(roles) },
	{ .name = "choices",    .type = CONF_OTHER, .read = read_choices },
	{ .name = "targets",    .type = CONF_TEXTS, .offset = F(targets) },
	{ .name = "columns",    .type = CONF_OTHER, .read = read_columns },
	{ .name = "key",        .type = CONF_TEXTS, .offset = F(key) },
	{ .name = "parts",      .type = CONF_TEXTS, .offset = F(parts) },
	{ .name = "proposal",   .type = CONF_TEXTS, .offset = F(proposal) },
	{ .name = "retired",    .type = CONF_OTHER, .read = read_field_retired },
	{ .name = "min",        .type = CONF_INT,   .offset = F(min),
	  .min = -MOST_INTEGER, .max = MOST_INTEGER },
	{ .name = "max",        .type = CONF_INT,   .offset = F(max),
	  .min = -MOST_INTEGER, .max = MOST_INTEGER },
	{ .name = "max_length", .type = CONF_INT,   .offset = F(max_length),
	  .min = 1, .max = 1000000 },
	{ .name = "default",    .type = CONF_TEXT,  .offset = F(preset) },
	{ .name = "absent",     .type = CONF_TEXT,  .offset = F(absent) },
	{ .name = "unit",       .type = CONF_TEXT,  .offset = F(unit) },
	{ .name = "names",      .type = CONF_TEXT,  .offset = F(names) },
	{ .name = "search",     .type = CONF_TEXT,  .offset = F(search) },
	{ .name = "next",       .type = CONF_TEXT,  .offset = F(next) },
	{ .name = "again",      .type = CONF_TEXT,  .offset = F(again) },
	{ 0 }
};

#define C(name) offsetof(struct choice_draft, name)
static const struct conf_key choice_keys[] = {
	{ .name = "name",    .type = CONF_TEXT,  .offset = C(name),   .required = true },
	{ .name = "number",  .type = CONF_INT,   .offset = C(number), .required = true,
	  .min = 1, .max = MOST_NUMBER },
	{ .name = "label",   .type = CONF_LABEL, .offset = C(label) },
	{ .name = "role",    .type = CONF_TEXT,  .offset = C(role) },
	{ .name = "retired", .type = CONF_FLAG,  .offset = C(is_retired) },
	{ 0 }
};

#define S(name) offsetof(struct section_draft, name)
static const struct conf_key section_keys[] = {
	{ .name = "label",  .type = CONF_LABEL, .offset = S(label),  .required = true },
	{ .name = "fields", .type = CONF_TEXTS, .offset = S(fields), .required = true },
	{ 0 }
};

#define A(name) offsetof(struct alike_draft, name)
static const struct conf_key alike_keys[] = {
	{ .name = "fields", .type = CONF_TEXTS, .offset = A(fields), .required = true },
	{ 0 }
};

#define V(name) offsetof(struct view_draft, name)
static const struct conf_key view_keys[] = {
	{ .name = "name",    .type = CONF_TEXT,  .offset = V(name),  .required = true },
	{ .name = "label",   .type = CONF_LABEL, .offset = V(label), .required = true },
	{ .name = "columns", .type = CONF_OTHER, .read = read_view_columns, .required = true },
	{ .name = "sort",    .type = CONF_TEXT,  .offset = V(sort) },
	{ .name = "query",   .type = CONF_TEXT,  .offset = V(query) },
	{ .name = "as_of",   .type = CONF_TEXT,  .offset = V(as_of) },
	{ 0 }
};

#define L(name) offsetof(struct column_draft, name)
static const struct conf_key column_keys[] = {
	{ .name = "field",  .type = CONF_TEXTS, .offset = L(fields) },
	{ .name = "fields", .type = CONF_TEXTS, .offset = L(fields) },
	{ .name = "label",  .type = CONF_LABEL, .offset = L(label) },
	{ .name = "width",  .type = CONF_INT,   .offset = L(width), .min = 1, .max = 300 },
	{ .name = "flex",   .type = CONF_FLAG,  .offset = L(is_flexible) },
	{ 0 }
};

/* Reads each group of a list into an element of an array, which starts as *initial (or zeroed);
 * returns how many. */
static size_t
read_list(struct conf *c, config_setting_t *setting, const struct conf_key *keys, size_t size,
          const void *initial, void *array_out)
{
	size_t n = conf_list_length(c, setting);
	char *array = arena_new(c->arena, size * (n + 1));

	*(void **)array_out = array;
	for (size_t i = 0; i < n; i++) {
		config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);

		if (initial != NULL)
			memcpy(array + i * size, initial, size);
		/* Every draft starts with the line on which it stands. */
		*(int *)(array + i * size) = (int)config_setting_source_line(item);
		conf_read_group(c, item, keys, array + i * size);
	}
	return n;
}

static void
read_field_list(struct conf *c, config_setting_t *setting, struct fields_draft *out)
{
	static const struct field_draft initial = { .min = LONG_MIN, .max = LONG_MAX };

	out->count = read_list(c, setting, field_keys, sizeof *out->list, &initial, &out->list);
}

static void
read_fields(struct conf *c, config_setting_t *setting, void *object)
{
	read_field_list(c, setting, &((struct type_draft *)object)->fields);
}

static void
read_columns(struct conf *c, config_setting_t *setting, void *object)
{
	struct field_draft *f = object;

	/* Tables do not nest; this is what bounds the recursion. */
	if (c->depth > 0) {
		conf_fault(c, setting, _("a table's column cannot be a table"));
		return;
	}
	c->depth++;
	read_field_list(c, setting, &f->columns);
	c->depth--;
}

static void
read_choices(struct conf *c, config_setting_t *setting, void *object)
{
	struct field_draft *f = object;

	f->choice_count = read_list(c, setting, choice_keys, sizeof *f->choices, NULL,
	                            &f->choices);
}

static void
read_sections(struct conf *c, config_setting_t *setting, void *object)
{
	struct type_draft *t = object;

	t->section_count = read_list(c, setting, section_keys, sizeof *t->sections, NULL,
	                             &t->sections);
}

static void
read_alike(struct conf *c, config_setting_t *setting, void *object)
{
	struct type_draft *t = object;

	t->alike_count = read_list(c, setting, alike_keys, sizeof *t->alike, NULL, &t->alike);
}

static void
read_views(struct conf *c, config_setting_t *setting, void *object)
{
	struct type_draft *t = object;

	t->view_count = read_list(c, setting, view_keys, sizeof *t->views, NULL, &t->views);
}

static void
read_view_columns(struct conf *c, config_setting_t *setting, void *object)
{
	struct view_draft *v = object;

	v->column_count = read_list(c, setting, column_keys, sizeof *v->columns, NULL, &v->columns);
}

/* An array of numbers that are not given again. */
static void
read_numbers(struct conf *c, config_setting_t *setting, struct fields_draft *out)
{
	int n = config_setting_length(setting);

	if (!config_setting_is_array(setting)) {
		conf_fault(c, setting, _("an array of numbers is expected here: [ 5, 12 ]"));
		return;
	}
	out->retired = arena_new(c->arena, sizeof *out->retired * (size_t)(n + 1));
	for (int i = 0; i < n; i++) {
		int number = config_setting_get_int_elem(setting, i);

		if (number < 1 || number > MOST_NUMBER)
			conf_fault(c, setting, _("a retired number must be from 1 to %d"),
			           MOST_NUMBER);
		else
			out->retired[out->retired_count++] = (uint16_t)number;
	}
}

static void
read_retired(struct conf *c, config_setting_t *setting, void *object)
{
	read_numbers(c, setting, &((struct type_draft *)object)->fields);
}

static void
read_field_retired(struct conf *c, config_setting_t *setting, void *object)
{
	read_numbers(c, setting, &((struct field_draft *)object)->columns);
}

/* A store keeps the text of its schema: what that includes would be missing, or another, when it is
 * opened. Nothing is read of a text that asks for it. */
static bool
is_complete(const struct schema_source *source, struct faults *faults)
{
	int line = 1;
	bool complete = true;

	for (const char *p = source->text; ; line++) {
		if (strncmp(p + strspn(p, " \t"), "@include", 8) == 0) {
			faults_add(faults, source->path, line,
			           _("a schema file cannot include another"));
			complete = false;
		}
		p += strcspn(p, "\n");
		if (*p++ == '\0')
			return complete;
	}
}

void
schema_read_draft(const struct schema_source *source, struct arena *arena, struct faults *faults,
                  struct type_draft *out)
{
	struct conf c;

	*out = (struct type_draft){ .file = arena_text(arena, source->path) };
	if (!is_complete(source, faults))
		return;
	if (conf_open(&c, out->file, source->text, arena, faults)) {
		conf_read_group(&c, config_root_setting(&c.config), type_keys, out);
		out->is_read = true;
	}
	conf_close(&c);
}
