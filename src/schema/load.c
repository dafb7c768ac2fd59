/* Reads schema files by tables of keys, which say what may stand where. Names that refer to other
 * fields or types are kept as text, and resolved in build.c when all files are read. */
#include <config.h>

#include "schema/draft.h"

#include <limits.h>
#include <string.h>

#include "base/intl.h"

#define MOST_NUMBER 32767
#define MOST_INTEGER 2000000000L

#define C(name) offsetof(struct choice_draft, name)
static const struct conf_key choice_keys[] = {
	{ .name = "name",    .type = CONF_TEXT,  .offset = C(name),   .required = true },
	{ .name = "number",  .type = CONF_INT,   .offset = C(number), .required = true,
	  .min = 1, .max = MOST_NUMBER },
	{ .name = "label",   .type = CONF_LABEL, .offset = C(label) },
	{ .name = "short",   .type = CONF_LABEL, .offset = C(brief) },
	{ .name = "role",    .type = CONF_TEXT,  .offset = C(role) },
	{ .name = "retired", .type = CONF_FLAG,  .offset = C(is_retired) },
	{ 0 }
};

#define F(name) offsetof(struct field_draft, name)
static const struct field_draft initial_field = { .min = LONG_MIN, .max = LONG_MAX };
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
	{ .name = "choices",    .type = CONF_LIST, .offset = F(choices), .count = F(choice_count),
	  .keys = choice_keys, .size = sizeof(struct choice_draft) },
	{ .name = "targets",    .type = CONF_TEXTS, .offset = F(targets) },
	/* Tables do not nest; this is what bounds the recursion. */
	{ .name = "columns",    .type = CONF_LIST, .offset = F(columns.list), .count = F(columns.count),
	  .keys = field_keys, .size = sizeof(struct field_draft), .initial = &initial_field,
	  .nested = N_("a table's column cannot be a table") },
	{ .name = "key",        .type = CONF_TEXTS, .offset = F(key) },
	{ .name = "parts",      .type = CONF_TEXTS, .offset = F(parts) },
	{ .name = "proposal",   .type = CONF_TEXTS, .offset = F(proposal) },
	{ .name = "retired",    .type = CONF_NUMBERS, .offset = F(columns.retired),
	  .min = 1, .max = MOST_NUMBER },
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

#define L(name) offsetof(struct column_draft, name)
static const struct conf_key column_keys[] = {
	{ .name = "field",  .type = CONF_TEXTS, .offset = L(fields) },
	{ .name = "fields", .type = CONF_TEXTS, .offset = L(fields) },
	{ .name = "label",  .type = CONF_LABEL, .offset = L(label) },
	{ .name = "width",  .type = CONF_INT,   .offset = L(width), .min = 1, .max = 300 },
	{ .name = "flex",   .type = CONF_FLAG,  .offset = L(is_flexible) },
	{ 0 }
};

#define V(name) offsetof(struct view_draft, name)
static const struct conf_key view_keys[] = {
	{ .name = "name",    .type = CONF_TEXT,  .offset = V(name),  .required = true },
	{ .name = "label",   .type = CONF_LABEL, .offset = V(label), .required = true },
	{ .name = "columns", .type = CONF_LIST, .offset = V(columns), .count = V(column_count),
	  .keys = column_keys, .size = sizeof(struct column_draft), .required = true },
	{ .name = "sort",    .type = CONF_TEXT,  .offset = V(sort) },
	{ .name = "query",   .type = CONF_TEXT,  .offset = V(query) },
	{ .name = "as_of",   .type = CONF_TEXT,  .offset = V(as_of) },
	{ 0 }
};

#define T(name) offsetof(struct type_draft, name)
const struct conf_key schema_type_keys[] = {
	{ .name = "name",     .type = CONF_TEXT,  .offset = T(name),   .required = true },
	{ .name = "number",   .type = CONF_INT,   .offset = T(number), .required = true,
	  .min = 1, .max = MOST_NUMBER },
	{ .name = "label",    .type = CONF_LABEL, .offset = T(label),  .required = true },
	{ .name = "plural",   .type = CONF_LABEL, .offset = T(plural), .required = true },
	{ .name = "help",     .type = CONF_LABEL, .offset = T(help) },
	{ .name = "menu",     .type = CONF_INT,   .offset = T(menu), .min = 1, .max = 10000 },
	{ .name = "retired",  .type = CONF_NUMBERS, .offset = T(fields.retired),
	  .min = 1, .max = MOST_NUMBER },
	{ .name = "alike",    .type = CONF_LIST, .offset = T(alike), .count = T(alike_count),
	  .keys = alike_keys, .size = sizeof(struct alike_draft) },
	{ .name = "grid",     .type = CONF_TEXT,  .offset = T(grid) },
	{ .name = "fields",   .type = CONF_LIST, .offset = T(fields.list), .count = T(fields.count),
	  .keys = field_keys, .size = sizeof(struct field_draft), .initial = &initial_field,
	  .required = true },
	{ .name = "sections", .type = CONF_LIST, .offset = T(sections), .count = T(section_count),
	  .keys = section_keys, .size = sizeof(struct section_draft), .required = true },
	{ .name = "views",    .type = CONF_LIST, .offset = T(views), .count = T(view_count),
	  .keys = view_keys, .size = sizeof(struct view_draft), .required = true },
	{ 0 }
};

/* A store keeps the text of its schema; an included file might be missing or different when the
 * store is opened, so a text with includes is refused. */
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
	static const char mark[] = "\xEF\xBB\xBF";    /* the byte order mark that Windows editors
						       * write */
	const char *text = source->text;
	struct conf c;

	if (strncmp(text, mark, sizeof mark - 1) == 0)
		text += sizeof mark - 1;
	*out = (struct type_draft){ .file = arena_text(arena, source->path) };
	if (!is_complete(source, faults))
		return;
	if (conf_open(&c, out->file, text, arena, faults)) {
		conf_read_group(&c, config_root_setting(&c.config), schema_type_keys, out);
		out->is_read = true;
	}
	conf_close(&c);
}
