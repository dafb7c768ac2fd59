/* Cells into fields. Private to exchange/. */
#ifndef EXCHANGE_COLUMNS_H
#define EXCHANGE_COLUMNS_H

#include "exchange/item.h"
#include "exchange/titles.h"
#include "record/form.h"

/* The field that a column means, by its name ("title.fr") or a label; *language for one of many
 * languages. In JSON, where "type" is the record's type, a field of that name is "type_". NULL:
 * none. */
const struct field *column_field(const struct fields *fields, const char *column,
                                 const char **language);

/* Whether the cell names the record or row itself rather than a field: id, version, and type where
 * that is no column of a field. */
bool is_identity_cell(const struct fields *fields, const char *name, bool is_csv);

/* Puts the cells into the values of a record or row. is_csv: one guarding ' is taken off. Every
 * refusal is told (a name that is no field by refuse_name), the rest is put. */
struct cells_context {
	const struct fields *fields;
	const char *owner;              /* what messages call the record or table */
	struct value *values;
	struct arena *arena;
	const struct directory *directory;
	uint64_t *unmarked;             /* counts cells that lost marks at their ends; or NULL */
	struct titles *titles;          /* for cells that refer by title; else NULL */
	bool is_csv;
	bool keeps_presets;             /* values hold them, and an empty cell of a csv leaves them */
	const char *passed_over;        /* a further name that is no field, or NULL */
	void (*refuse)(void *context, const char *sentence);
	void (*refuse_name)(void *context, const char *name, const char *sentence);
	void *context;
};

void cells_put(const struct cells_context *c, const struct item *item);

/* How rows of an item meet the rows that are there. */
struct rows_rule {
	bool may_match;                 /* by id or key; else each must be new */
	bool replaces;                  /* those not named go */
};

/* Whether the table has a row by the key of an item that brings no identity. */
bool item_has_row(const struct cells_context *c, const struct field *table, struct value *value,
                  const struct item *item);

/* The row of the table that an item means: by its id, else by the table's key, else a new one.
 * NULL: its id is none; then a refusal was told. */
struct row *item_row(const struct cells_context *c, const struct field *table,
                     struct value *value, const struct item *item, bool may_match);

/* Puts an item's cells into such a row. */
void row_put(const struct cells_context *c, const struct field *table, struct row *row,
             const struct item *item, const char *passed_over);

/* Puts the tables that stand in the item itself into the record's values. */
void tables_put(const struct cells_context *c, const struct item *item,
                const struct rows_rule *rule);

#endif
