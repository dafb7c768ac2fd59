/* A form, without a screen: a record, or one row of it, field by field as text. What is typed is
 * read when its field is left; what cannot be read stays as it was typed, with a sentence. */
#ifndef VIEW_FORM_H
#define VIEW_FORM_H

#include "record/merge.h"
#include "registry/registry.h"

struct form_item {
	const struct field *field;
	const char *language;           /* of a text by language; else NULL */
	char *label, *text;             /* as it stands on the screen */
	char *error;                    /* why the text was not taken, or NULL */
	size_t section;
	bool is_fixed;                  /* cannot be typed: computed, or a table */
};

struct form {
	struct registry *registry;
	struct record *record;          /* as it will be saved */
	struct record *base;            /* as it was read; NULL: new */
	struct form *parent;            /* of a row's form */
	const struct field *table;      /* the row's table; NULL: the form is of the record */
	uint64_t row;                   /* its identity; 0: new */
	struct value *values;           /* of the record or the row, by place */
	const struct fields *fields;
	struct form_item *items;
	size_t count, room;
	bool is_changed;
	bool is_added;                  /* a row that is new, and like no other */
	bool base_is_unknown;           /* of a draft: all that it changed is a conflict */
	uint64_t merged;                /* the version that was merged into this one; 0: none */
	char *note;                     /* what the last merge brought, as a sentence; or NULL */
	uint32_t draft;                 /* what was typed is kept under this number; 0: it is not */
	struct buf kept;                /* the draft as it was kept last */
	struct rows_before *befores;    /* tables as they were before each change of their rows */
	size_t before_count, before_room;
};

/* What somebody else has changed meanwhile, where a person must choose. */
struct form_conflict {
	struct merge *merge;            /* NULL: there is none */
	struct record *now;             /* as they have it */
};

/* A form for a record, which it takes over: one that was read, or a new one (number 0). */
struct form *form_new(struct registry *r, struct record *record);
/* A form for a row of the parent's table; row NULL: a new one, like another (NULL: empty). */
struct form *form_new_row(struct form *parent, const struct field *table, const struct row *row,
                          const struct row *like);
void form_free(struct form *f);

/* Appends what is edited: "Meeting CP-20181116", "New Meeting". */
void form_name(const struct form *f, struct buf *out);

/* Whether the item is empty and may not stay so: it is neither computed nor given on saving. */
bool form_must_fill(const struct form *f, size_t item);

/* The item to begin with: of what is new the first that must be filled in. */
size_t form_first(const struct form *f);

/* Goes on with another record, changed from another base (NULL: new); takes both over. */
void form_restart(struct form *f, struct record *record, struct record *base);

const char *form_section(const struct form *f, size_t section);
size_t form_sections(const struct form *f);

/* Reads the text as the item's value. ERR_DATA: it is none; the item keeps text and sentence. */
enum err_code form_set(struct form *f, size_t item, const char *text, struct err *e);

/* Whether what the item and its counterpart say of start and end is in order: a start, by its role, is
 * not after its end. False with a sentence: it is not. */
bool form_ends_in_order(const struct form *f, size_t item, struct err *e);

/* The value that ditto would give: the row above, or the record that was saved before (if it is of
 * the type); NULL: none. */
const struct value *form_ditto(const struct form *f, const struct field *field,
                               const struct record *before);
void form_take(struct form *f, size_t item, const struct value *v);

/* Says that something was typed that the record does not have yet; or, taking that back, not. */
void form_set_changed(struct form *f, bool is_changed);

/* The value as it was read, again. */
void form_put_back(struct form *f, size_t item);

/* What stands beside an item: a reference's title, how many rows, how a typed date is read.
 * text: what is being typed in it, or NULL. */
void form_hint(const struct form *f, size_t item, const char *text, struct buf *out);

/* What is odd in the record, though it can be saved: "" or sentences, each a line. The caller frees
 * it. */
char *form_warnings(const struct form *f);

/* The minutes of a table's rows together; 0 if it has none to add up. */
int64_t table_minutes(const struct field *table, const struct value *v);

/* All that keeps it from being saved, with the items that could not be read. */
void form_problems(struct form *f, struct problems *out);

/* The item of the field, in that language if there is one; the count if it has none. */
size_t form_find(const struct form *f, const struct field *field, const char *language);

/* The item that a problem is about; the count if none is. */
size_t form_item_of(const struct form *f, const struct problem *p);

/* Saves the record; the form goes on with it. What somebody else changed meanwhile is merged, and
 * the note says so. ERR_DATA: *problems. ERR_CONFLICT: nothing was written; the conflict is to be
 * settled, adopted and saved again, or (without one) the record was removed. */
enum err_code form_save(struct form *f, struct problems *problems, struct saved *saved,
                        struct form_conflict *conflict, struct err *e);
void form_conflict_clear(struct form_conflict *c);

/* Goes on with what was merged, on top of what they have now, which it takes over. */
void form_adopt(struct form *f, struct merge *m, struct record *now);

/* Puts the row into the parent's record. ERR_DATA: *problems. */
enum err_code form_finish_row(struct form *f, struct problems *problems, struct err *e);

/* The place of the row in its table; the count if it is not there. */
uint32_t form_row_index(const struct value *table, uint64_t row);

/* Takes rows out of a record form's table, or moves one up or down by one place. */
/* Puts the rows in the order of a column: parties in protocol order. Those that have nothing in it
 * come last. False: they were in that order. */
bool form_sort_rows(struct form *f, const struct field *table, const struct field *column);

/* Gives the row's status column (by its role) the first of its choices, or the one behind that which it
 * has, and none behind the last. ERR_USAGE: the table has no such column. */
enum err_code form_set_status(struct form *f, const struct field *table, uint64_t row, bool next,
                              struct err *e);

/* The table's rows are about to change: notes how they are. Taking back goes back to the last note of
 * that table; false: there is none. */
void form_note_rows(struct form *f, const struct field *table);
bool form_take_back_rows(struct form *f, const struct field *table);

/* The columns of the table as they are shown: the first, then those that decide (status, response),
 * then the others. out has room for all. */
void form_columns(const struct field *table, const struct field **out);

void form_remove_row(struct form *f, const struct field *table, uint64_t row);
bool form_move_row(struct form *f, const struct field *table, uint64_t row, bool down);

#endif
