/* What a record is. The record types, their fields, tables of rows, views and menus are data, read
 * from libconfig files (chancery-schema(5)); list, form, import, query and checks are derived from
 * here. A loaded schema never changes; all of it lives until schema_free(). */
#ifndef SCHEMA_SCHEMA_H
#define SCHEMA_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/digest.h"
#include "base/faults.h"

/* The kinds of field. The columns are: identifier; name of its struct kind in record/kind/; name in
 * files; how a value is held: as a number, a text or rows (record/record.h); which values of `many`
 * it allows. */
#define FIELD_TYPE_LIST(X) \
	X(CODE,        code,      "code",        TEXT,   "") \
	X(TEXT,        text,      "text",        TEXT,   "list language") \
	X(LONG_TEXT,   long_text, "long text",   TEXT,   "language") \
	X(INTEGER,     integer,   "integer",     NUMBER, "") \
	X(DECIMAL,     decimal,   "decimal",     NUMBER, "") \
	X(FLAG,        flag,      "flag",        NUMBER, "") \
	X(CHOICE,      choice,    "choice",      NUMBER, "set") \
	X(DATE,        date,      "date",        NUMBER, "") \
	X(PERIOD,      period,    "period",      NUMBER, "") \
	X(TIME,        time,      "time",        NUMBER, "") \
	X(DUE,         due,       "due",         NUMBER, "") \
	X(REFERENCE,   reference, "reference",   NUMBER, "set") \
	X(TABLE,       table,     "table",       ROWS,   "") \
	X(EMAIL,       email,     "e-mail",      TEXT,   "list") \
	X(TELEPHONE,   telephone, "telephone",   TEXT,   "list") \
	X(WEB,         web,       "web address", TEXT,   "list") \
	X(PLACE,       place,     "place",       NUMBER, "") \
	X(LANGUAGE,    language,  "language",    TEXT,   "set list") \
	X(TIME_ZONE,   time_zone, "time zone",   TEXT,   "")

enum field_type {
#define FIELD_TYPE_ENUM(id, symbol, name, shape, many) FIELD_##id,
	FIELD_TYPE_LIST(FIELD_TYPE_ENUM)
#undef FIELD_TYPE_ENUM
	FIELD_TYPE_COUNT
};

enum shape { SHAPE_NUMBER, SHAPE_TEXT, SHAPE_ROWS };

enum many {
	MANY_ONE,       /* one value or none */
	MANY_SET,       /* no order, no value twice */
	MANY_LIST,      /* in order */
	MANY_LANGUAGE,  /* one text by language */
};

/* Meanings that code relies on; it never relies on names. */
#define ROLE_LIST(X) \
	X(CODE, "code") X(TITLE, "title") X(ALIAS, "alias") X(PARENT, "parent") \
	X(SUCCESSOR, "successor") X(STATUS, "status") X(FROM, "from") X(TO, "to") \
	X(PROTOCOL_NAME, "protocol_name") X(CLASS, "class") X(SECRETARIAT, "secretariat") \
	X(MEMBERS, "members") X(BESIDE, "beside") X(PREVIOUS, "previous") \
	X(RESTRICTED, "restricted") \
	X(PARTY, "party") X(ATTENDANCE, "attendance") X(RESPONSE, "response") X(OWNER, "owner") \
	X(DUE, "due") X(DONE, "done") X(CARRIED_TO, "carried_to") X(LOCKS, "locks") \
	X(COVERS, "covers") X(SENSITIVE, "sensitive") X(SMALL_COUNT, "small_count") \
	X(SERIES, "series") X(ORDINAL, "ordinal") X(HOST, "host") X(CHAIR, "chair") \
	X(PLACE, "place")

enum role {
#define ROLE_ENUM(id, name) ROLE_##id,
	ROLE_LIST(ROLE_ENUM)
#undef ROLE_ENUM
	ROLE_COUNT
};

/* The same for choices. */
#define CHOICE_ROLE_LIST(X) \
	X(NONE, "") X(OPEN, "open") X(FINAL, "final") X(DONE, "done") X(CARRIED, "carried") \
	X(MEMBER, "member") X(OBSERVER, "observer") X(PARTNER, "partner") X(GUEST, "guest") \
	X(HOST, "host") X(LOCKS, "locks") X(PLANNED, "planned") X(HELD, "held") X(POSTPONED, "postponed") \
	X(CANCELLED, "cancelled") X(ATTENDED, "attended") X(ABSENT, "absent") \
	X(APOLOGY, "apology") X(INVITED, "invited") X(ACCEPTED, "accepted") \
	X(DECLINED, "declined") X(DRAFT, "draft")

enum choice_role {
#define CHOICE_ROLE_ENUM(id, name) CHOICE_ROLE_##id,
	CHOICE_ROLE_LIST(CHOICE_ROLE_ENUM)
#undef CHOICE_ROLE_ENUM
	CHOICE_ROLE_COUNT
};

/* Labels and help are in the language that the schema was loaded with, else in English. */

/* What becomes of a field when the next record of a series is made from this one. */
enum next_rule {
	NEXT_EMPTY,             /* it starts empty, or with its preset */
	NEXT_COPY,              /* it is the same; of a table, its rows with the columns that are */
	NEXT_COUNT,             /* one more */
	NEXT_SELF,              /* a reference to this record */
};

struct choice {
	const char *name;               /* as files and queries write it */
	uint16_t number;                /* permanent */
	const char *label;
	const char *brief;              /* for where the label would be cut; NULL: there is none */
	const char **labels;            /* in every language, to read a choice by; ends in NULL */
	enum choice_role role;
	bool is_retired;                /* kept where it stands, offered no more */
};

struct field {
	const char *name;
	uint16_t number;                /* permanent within the type or the table */
	size_t place;                   /* its index among the fields of type or table */
	enum field_type type;
	enum many many;
	bool is_required;
	bool is_sensitive;              /* has that role */
	bool is_searched;               /* plain words of a query are searched in it */
	uint64_t roles;                 /* a bit for each enum role */
	const char *label, *help;       /* help: or NULL */
	const char **labels;            /* in every language, to read a heading by; ends in NULL */
	int line;                       /* in its file, for messages */

	const struct choice *choices;   /* FIELD_CHOICE */
	size_t choice_count;
	const struct type **targets;    /* FIELD_REFERENCE */
	size_t target_count;
	struct fields *table;           /* FIELD_TABLE: its columns */
	const struct field **key;       /* FIELD_TABLE: the columns that tell rows apart */
	size_t key_count;
	const struct field **parts;     /* FIELD_CODE: computed from these, joined by "/" */
	size_t part_count;
	const struct field **proposal;  /* FIELD_CODE: an empty one is made of these, joined by "-" */
	size_t proposal_count;

	int64_t min, max;               /* FIELD_INTEGER; FIELD_DECIMAL in millionths */
	size_t max_length;              /* bytes of a text */
	const char *preset;             /* default of a new record, as typed; or NULL */
	const char *unit;               /* of an integer, "minutes", or NULL */
	const char *names;              /* MANY_LANGUAGE: a catalogue of the system; see intl_name() */
	enum next_rule next;
	enum next_rule again;           /* a column: how a new row goes on from the row above */
	bool absent_means_from;         /* a `to` that is empty ends on the day of its `from` */
	bool is_indexed;                /* lists can be sorted by it */

	const struct type *of;          /* the type it belongs to */
	const struct field *in;         /* the table field it is a column of, or NULL */
};

/* The fields of a type, or the columns of a table, in the order of the file. */
struct fields {
	struct field *list;
	size_t count;
	const struct field **by_number;                 /* the same, by their numbers */
	const struct field *by_role[ROLE_COUNT];        /* the first with the role, or NULL */
	const uint16_t *retired;                        /* numbers that are not given again */
	size_t retired_count;
};

struct section {
	const char *label;
	const struct field **fields;
	size_t count;
};

struct column {
	const struct field **fields;    /* shown joined by ", " */
	size_t count;
	const char *label;              /* its own, or the field's */
	int width;                      /* columns on the screen; 0: as wide as its type asks */
	bool is_flexible;               /* takes what the others leave */
};

struct view {
	const char *name;
	const char *label;
	struct column *columns;
	size_t count;
	const struct field *sort;
	bool is_descending;
	const char *query;              /* or NULL */
	bool is_of_today;               /* unless another date is asked for: what is in force */
	int line;                       /* in its file, for messages */
};

/* Two records that agree in all of these fields are likely duplicates. */
struct alike {
	const struct field **fields;
	size_t count;
};

struct type {
	const char *name;
	uint16_t number;                /* permanent */
	const char *label, *plural, *help;      /* help: or NULL */
	const char **languages;         /* that its label is in; ends in NULL */
	long menu;                      /* its place on the start menu; 0: none */
	struct fields fields;
	struct alike *alike;            /* each makes two records likely duplicates */
	size_t alike_count;
	const struct field *grid;       /* the part of the code that a grid of returns runs over */
	struct section *sections;
	size_t section_count;
	struct view *views;             /* at least one */
	size_t view_count;
	const char *file;               /* that declares it, for messages */
};

struct schema {
	struct arena *arena;
	const char *language;           /* of labels */
	struct type **types;            /* by number */
	size_t count;
	struct digest digest;           /* of its sources */
};

/* One schema file: its name, by which it replaces another, the path for messages, its text. */
struct schema_source {
	char *name, *path, *text;
};

struct schema_sources {
	struct schema_source *list;     /* by name */
	size_t count, room;
};

/* The shipped files, with those of the folder (NULL or "": none) replacing and adding.
 * ERR_USAGE: the folder cannot be read. Freed by schema_sources_clear(). */
enum err_code schema_sources_load(const char *folder, struct schema_sources *out, struct err *e);
void schema_sources_add(struct schema_sources *s, const char *path, const char *text);
void schema_sources_clear(struct schema_sources *s);

/* Packs all sources into one text that a store can keep, and back. ERR_STORE: it is damaged. */
void schema_sources_pack(const struct schema_sources *s, struct buf *out);
enum err_code schema_sources_unpack(struct span packed, struct schema_sources *out, struct err *e);

/* Builds the schema, with labels in that language. ERR_USAGE if any source has a mistake; all are
 * in the faults. *out is freed by schema_free() and does not need the sources. */
enum err_code schema_load(const struct schema_sources *sources, const char *language,
                          struct schema **out, struct faults *faults, struct err *e);

/* The same from what a store keeps: the sources as schema_sources_pack() gives them, and their compiled
 * form, or an empty span. Where the compiled form does not fit, the sources are read; *was_compiled:
 * that was not needed. ERR_STORE: the sources are damaged. */
enum err_code schema_open(struct span packed, struct span compiled, const char *language,
                          struct schema **out, bool *was_compiled, struct faults *faults,
                          struct err *e);

/* Appends the compiled form of sources without faults; it holds all languages. */
void schema_compile(const struct schema_sources *sources, struct buf *out);
void schema_free(struct schema *s);

/* Adds a fault for whatever in `after` would give a number of `before` another meaning or take
 * values away that records may have. */
void schema_compare(const struct schema *before, const struct schema *after,
                    struct faults *faults);

/* By name (ERR_USAGE with the nearest name), by number (NULL if there is none). */
enum err_code schema_find_type(const struct schema *s, const char *name, const struct type **out,
                               struct err *e);
const struct type *schema_type(const struct schema *s, unsigned number);

/* A field by name, or by number; NULL if there is none. */
const struct field *fields_find(const struct fields *f, const char *name);
const struct field *fields_number(const struct fields *f, unsigned number);
/* By its exact name, or ERR_USAGE with the nearest name. of: what messages call the owner. */
enum err_code fields_get(const struct fields *f, const char *of, const char *name,
                         const struct field **out, struct err *e);

/* By its name, or its label in the schema's language, else in any other, case and accents folded.
 * NULL: there is none, or two fields have that label. */
const struct field *fields_named(const struct fields *f, const char *name);
/* The same, for what people type, or ERR_USAGE with the nearest name or with both fields that have the
 * label. */
enum err_code fields_get_named(const struct fields *f, const char *of, const char *name,
                               const struct field **out, struct err *e);

/* Whether any type has a label in that language. */
bool schema_speaks(const struct schema *s, const char *language);

const struct view *type_view(const struct type *t, const char *name);
bool type_is_target(const struct field *reference, const struct type *t);

const struct choice *field_choice(const struct field *f, unsigned number);
/* By its name, or its label in any language, case and accents folded; NULL if there is none. */
const struct choice *field_choice_named(const struct field *f, const char *name);
/* The short label of a choice by its number; NULL: it has none. */
const char *choice_brief(const struct field *f, int64_t number);
const struct choice *field_choice_with(const struct field *f, enum choice_role role);

bool field_has_role(const struct field *f, enum role role);
enum shape field_shape(const struct field *f);
const char *field_type_name(enum field_type type);

/* Whether the register numbers the field if it is left empty: an integer that ends a computed
 * code, such as the number of an action of a meeting. */
bool field_is_numbered(const struct field *f);

/* Whether its records, or rows of them, may fall due. */
bool type_has_due(const struct type *t);

/* Whether a code of this type is computed from other fields, never typed. */
bool type_computes_code(const struct type *t);
static inline const struct field *
type_code(const struct type *t)
{
	return t->fields.by_role[ROLE_CODE];
}
/* Whether the register may make a code of this type: it is computed, or proposed where it is
 * empty. */
static inline bool
type_makes_codes(const struct type *t)
{
	return type_computes_code(t) || type_code(t)->proposal_count > 0;
}

#endif
