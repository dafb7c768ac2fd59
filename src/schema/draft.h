/* A schema file as it was read, before its names are resolved. Private to schema/. */
#ifndef SCHEMA_DRAFT_H
#define SCHEMA_DRAFT_H

#include "schema/schema.h"
#include "settings/conf.h"

/* Drafts in lists start with the line on which they stand. */

struct choice_draft {
	int line;
	const char *name, *role;
	long number;
	struct conf_label label, brief;
	bool is_retired;
};

struct fields_draft {
	struct field_draft *list;
	size_t count;
	struct conf_numbers retired;
};

struct field_draft {
	int line;
	const char *name, *type, *many, *preset, *absent, *unit, *next, *again, *names, *search;
	long number, min, max, max_length;
	struct conf_label label, help;
	bool is_required;
	struct conf_texts roles, targets, key, parts, proposal;
	struct choice_draft *choices;
	size_t choice_count;
	struct fields_draft columns;
};

struct section_draft {
	int line;
	struct conf_label label;
	struct conf_texts fields;
};

struct column_draft {
	int line;
	struct conf_texts fields;
	struct conf_label label;
	long width;
	bool is_flexible;
};

struct view_draft {
	int line;
	const char *name, *sort, *query, *as_of;
	struct conf_label label;
	struct column_draft *columns;
	size_t column_count;
};

struct alike_draft {
	int line;
	struct conf_texts fields;
};

struct type_draft {
	const char *file;
	bool is_read;                   /* its syntax was right */
	const char *name, *grid;
	long number, menu;
	struct conf_label label, plural, help;
	struct fields_draft fields;
	struct alike_draft *alike;
	size_t alike_count;
	struct section_draft *sections;
	size_t section_count;
	struct view_draft *views;
	size_t view_count;
};

/* The keys that a schema file may have, down to the last choice. */
extern const struct conf_key schema_type_keys[];

void schema_read_draft(const struct schema_source *source, struct arena *arena,
                       struct faults *faults, struct type_draft *out);

/* compiled.c: the drafts that a compiled form holds, in an array that free() frees. NULL: it is damaged,
 * of another version of this program, or not of the text with that digest. */
struct type_draft *drafts_from_compiled(struct span compiled, const struct digest *text,
                                        struct arena *arena, size_t *count);

/* What building a type needs at hand. */
struct build {
	struct schema *schema;
	struct faults *faults;
	const struct type_draft *draft;         /* of the type being built */
	struct type *type;
};

void build_fault(struct build *b, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* fields.c: fields, columns, choices; then what they refer to. */
void build_fields(struct build *b, const struct fields_draft *draft, const struct field *in,
                  struct fields *out);
void resolve_fields(struct build *b, const struct fields_draft *draft, struct fields *fields);

/* views.c: sections and views. */
void build_sections(struct build *b);
void build_alike(struct build *b);
void build_views(struct build *b);

/* A list of names as fields of the type; those that are unknown are faults and left out. */
const struct field **resolve_names(struct build *b, int line, const struct fields *fields,
                                   const struct conf_texts *names, size_t *count);

/* The label in every language, ended by NULL. */
const char **build_labels(struct build *b, const struct conf_label *label);

bool is_identifier(const char *name);

#endif
