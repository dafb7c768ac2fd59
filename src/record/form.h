/* Values formatted as text and parsed back, as files, arguments and forms have them. */
#ifndef RECORD_FORM_H
#define RECORD_FORM_H

#include "record/record.h"

/* For whom a value is written. */
enum form_style {
	FORM_FILE,      /* csv, arguments, queries: names of choices, ";" with escapes, exact */
	FORM_SCREEN,    /* people: labels of choices, codes of records, no escapes */
	FORM_FULL,      /* the same, with every language of a text by language */
};

/* Counts of people below this identify them. */
#define SMALL_COUNT 5

bool value_is_small_count(const struct value *v, const struct field *f);

/* Whether the value (of a sensitive field, or a small count) must be hidden from the person who
 * reads through the directory. value_format() then hides it. */
bool value_is_hidden(const struct value *v, const struct field *f, const struct directory *d);

/* Appends the value; nothing if it is empty. Of texts by language: the English one in FORM_FILE
 * (value_text() gives the others), that of `language` in FORM_SCREEN. A table: how many rows. */
void value_format(const struct value *v, const struct field *f, const struct directory *d,
                  enum form_style style, const char *language, struct buf *out);

/* Appends a column of a list for a record, or a row of it (else NULL): its fields as the screen has
 * them, joined by ", ". */
void column_format(const struct column *c, const struct record *r, const struct row *row,
                   const struct directory *d, const char *language, struct buf *out);

/* Reads what value_format(FORM_FILE) writes, and what a person may type for it: today's date, a
 * choice's label. An empty text is an empty value. ERR_DATA with a sentence without subject, if it
 * is not legal for the field (value_check() included). The value lives in the arena. */
enum err_code value_parse(const struct field *f, const char *text, const struct directory *d,
                          struct arena *a, struct value *out, struct err *e);

/* One member of a set or list, likewise. */
enum err_code value_parse_one(const struct field *f, const char *text, const struct directory *d,
                              struct arena *a, struct value *out, struct err *e);

/* Sets the text in that language; an empty text takes it away. */
enum err_code value_set_language(struct value *v, const struct field *f, const char *language,
                                 const char *text, struct arena *a, struct err *e);

/* Appends a member of a set or list: members are separated by ";", so that and the escape itself
 * are escaped. */
void member_escape(const char *text, struct buf *out);

/* What an assignment does with a field. */
enum assign { ASSIGN_SET, ASSIGN_ADD, ASSIGN_TAKE };

/* Sets a field by its name ("title", "title.fr"), adds to it or takes from it. ERR_USAGE: there is
 * no such field, or it does not allow this; ERR_DATA: the text is not legal. Sentences name the
 * field. */
enum err_code record_assign(struct record *r, const char *name, enum assign how, const char *text,
                            const struct directory *d, struct err *e);

/* Splits "FIELD=VALUE", "FIELD+=VALUE", "FIELD-=VALUE": the name is copied to the arena, *value
 * points into text. ERR_USAGE: it is not an assignment. */
enum err_code assignment_split(const char *text, struct arena *a, const char **name,
                               enum assign *how, const char **value, struct err *e);

/* Appends the code: as stored, or computed from its parts ("HQ/FAC-LAB/-/-/2015"). */
void record_code(const struct record *r, const struct directory *d, struct buf *out);

/* Appends the code that the schema proposes for a new record ("CP-20181116"). False, and nothing
 * appended: the schema proposes none, or one of the fields it is made of is empty. */
bool record_propose_code(const struct record *r, const struct directory *d, struct buf *out);

/* Gives the record the presets of its type: what a new one starts with. */
void record_preset(struct record *r, const struct directory *d);
void row_preset(struct row *row, const struct fields *columns, const struct directory *d,
                struct arena *a);

/* A number in millionths as a decimal: "46.20222", and back. */
void decimal_format(int64_t millionths, struct buf *out);
bool decimal_parse(const char *text, int64_t *out);

#endif
