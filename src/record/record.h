/* A record in memory: one value for each field of its type, all in one arena. Nothing here knows
 * where records are stored; questions to the register (which record has this code?) go through a
 * struct directory. */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/uuid.h"
#include "schema/schema.h"

enum value_kind {
	VALUE_NONE,             /* no value */
	VALUE_NUMBER,           /* integers, choices, dates, record numbers ...: see field_shape() */
	VALUE_TEXT,
	VALUE_LIST,             /* numbers or texts: a set (ascending) or a list */
	VALUE_LANGUAGES,        /* texts by language, ascending */
	VALUE_ROWS,
};

struct translation {
	const char *language, *text;
};

/* How numbers are held: an integer or choice as it is; a flag 0 or 1; a decimal in millionths; a
 * partial date, period, time or due date as base/date.h says; a reference as the target's record
 * number; a place as latitude and longitude in millionths of a degree (place_make()). */
struct value {
	enum value_kind kind;
	uint32_t count;                         /* of a list, of languages or rows */
	union {
		int64_t number;
		const char *text;               /* NFC, NUL-terminated */
		struct value *items;
		struct translation *translations;
		struct row *rows;
	};
};

/* Values of fields that this schema does not have, kept byte for byte. */
struct unknown {
	uint64_t number;
	struct span bytes;
};

struct unknowns {
	struct unknown *list;
	size_t count;
};

struct row {
	uint64_t id;                            /* lasting; 0: not given yet */
	struct value *values;                   /* by the column's place */
	struct unknowns unknowns;
};

struct record {
	struct arena arena;                     /* owns all below */
	const struct type *type;
	uint32_t number;                        /* 0: not in the store yet */
	struct uuid uuid;                       /* nil: not given yet */
	uint64_t version;                       /* 1 for the first; 0: not in the store yet */
	struct value *values;                   /* by the field's place */
	struct unknowns unknowns;
};

struct record *record_new(const struct type *type);     /* empty; freed by record_free() */
struct record *record_copy(const struct record *r);     /* with identity and version */
void record_free(struct record *r);

/* The value of a field of the record, or of a column of the row. */
struct value *record_value(const struct record *r, const struct field *f);
struct value *row_value(const struct row *row, const struct field *column);
const struct value *record_role(const struct record *r, enum role role);  /* NULL: no such field */

/* Gives every row that has none an identity. */
void record_give_row_ids(struct record *r);

/* The row with that identity, or NULL. */
struct row *value_row(const struct value *table, uint64_t id);

/* Appends an empty row to the table's value and returns it; the array moves, so do not keep
 * rows. */
struct row *value_add_row(struct arena *a, struct value *table, const struct fields *columns);

/* Orders the rows of the table, which share the record's arena, by the list of identities; rows
 * that the list does not name are dropped, identities without a row are skipped. */
void record_order_rows(struct record *r, const struct field *table, const struct value *rows,
                       const uint64_t *ids, uint32_t count);

/* ---- values */

struct value value_copy(struct arena *a, const struct value *v, const struct field *f);
bool value_equal(const struct value *a, const struct value *b, const struct field *f);
bool value_is_empty(const struct value *v);
bool value_has_number(const struct value *v, int64_t number);   /* it, or a member */

/* The text in the language, else English, else the first; of a plain text itself; NULL if none. */
const char *value_text(const struct value *v, const char *language);

/* The same for display, with its language (NULL for a plain text). A name that the record has in
 * English but not in the language is taken from the field's catalogue. text is NULL if there is
 * none. */
struct translation value_shown(const struct value *v, const struct field *f, const char *language);

/* All texts of a text by language in the order in which people see them: the one that value_shown()
 * gives, English, then the others. out has room for value_texts_most(v). Returns how many there are. */
uint32_t value_texts(const struct value *v, const struct field *f, const char *language,
                     struct translation *out);
uint32_t value_texts_most(const struct value *v);

/* What the catalogue of the field adds to the value in that language; NULL: nothing. */
const char *value_catalogue_name(const struct value *v, const struct field *f,
                                 const char *language);

/* Whether the language must be shown, because it is not the one in force. */
bool translation_is_foreign(const struct translation *t, const char *language);
/* Appends the text, with its language behind it if people must be told: "Hauptsitz (de)". */
void translation_put(const struct translation *t, const char *language, struct buf *out);

/* Sorts a set's members and removes duplicates; clears a list without members. */
void value_settle(struct value *v, const struct field *f);

int64_t place_make(int32_t latitude, int32_t longitude);
int32_t place_latitude(int64_t place);
int32_t place_longitude(int64_t place);

/* ---- what must be asked of the register */

struct directory {
	void *context;
	bool hides;             /* the reader may not see sensitive values; see value_is_hidden() */
	/* The number of the record that text names: a code, or TYPE:CODE where the field may refer
	 * to several types. ERR_DATA: there is none, or it is of a type that the field may not
	 * refer to. */
	enum err_code (*resolve)(void *context, const struct field *f, const char *text,
	                         uint32_t *number, struct err *e);
	/* The type of the record and, appended to code unless that is NULL, its code. NULL: there
	 * is no such record. */
	const struct type *(*code)(void *context, uint32_t number, struct buf *code);
	/* Appends its title in the language; nothing if it has none. */
	void (*title)(void *context, uint32_t number, const char *language, struct buf *title);
	/* Its lasting identity, and back. False, 0: there is no such record. */
	bool (*uuid)(void *context, uint32_t number, struct uuid *out);
	uint32_t (*number)(void *context, const struct uuid *uuid);
};

#endif
