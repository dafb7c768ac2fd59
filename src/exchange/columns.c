/* Finds the field of each imported cell, and reads the cell into it. */
#include <config.h>

#include "exchange/columns.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/keymap.h"
#include "base/suggest.h"
#include "base/text.h"

const struct field *
column_field(const struct fields *fields, const char *column, const char **language)
{
	const char *dot = strchr(column, '.');
	char *name = mem_textn(column, dot == NULL ? strlen(column) : (size_t)(dot - column));
	const struct field *f = fields_named(fields, name);

	free(name);
	*language = dot == NULL ? "en" : dot + 1;
	if (f == NULL && strcmp(column, "type_") == 0)
		return fields_find(fields, "type");
	if (f != NULL)
		return dot == NULL || f->many == MANY_LANGUAGE ? f : NULL;
	/* A label may hold a dot itself. */
	*language = "en";
	return dot == NULL ? NULL : fields_named(fields, column);
}

bool
is_identity_cell(const struct fields *fields, const char *name, bool is_csv)
{
	if (strcmp(name, "type") == 0)
		return !is_csv || fields_find(fields, name) == NULL;
	return strcmp(name, "id") == 0 || strcmp(name, "version") == 0;
}

static bool
is_passed_over(const struct cells_context *c, const char *name)
{
	return is_identity_cell(c->fields, name, c->is_csv) ||
	       (c->passed_over != NULL && strcmp(name, c->passed_over) == 0 &&
	        fields_find(c->fields, name) == NULL);
}

/* The field that a cell is for. NULL: none, or the cell names the record or row itself, whatever field
 * may bear such a label. */
static const struct field *
cell_field(const struct cells_context *c, const struct cell *cell, const char **language)
{
	*language = NULL;
	if (is_passed_over(c, cell->name))
		return NULL;
	return column_field(c->fields, cell->name, language);
}

/* Spreadsheets run a cell that starts with one of these; an export puts a ' before it. */
static const char *
without_guard(const char *text)
{
	return text[0] == '\'' && text[1] != '\0' && strchr("=+-@\t\r'", text[1]) != NULL ?
	               text + 1 :
	               text;
}

/* A count that an export has hidden says nothing new. */
static bool
is_hidden_count(const struct field *f, const char *text)
{
	return field_has_role(f, ROLE_SMALL_COUNT) && strcmp(text, "<5") == 0;
}

static enum err_code
put_cell(const struct cells_context *c, const struct field *f, const char *language,
         const struct cell *cell, struct err *e)
{
	struct value *v = &c->values[f->place], parsed;
	const char *text = cell->text;
	struct buf code;
	enum err_code rc = ERR_OK;

	buf_init(&code);
	if (cell->is_title && c->titles != NULL && *text != '\0') {
		rc = titles_resolve(c->titles, f, text, &code, e);
		text = arena_text(c->arena, buf_string(&code));
	}
	buf_clear(&code);
	if (rc != ERR_OK)
		return rc;
	if (c->is_csv && field_shape(f) == SHAPE_TEXT)
		text = without_guard(text);
	if (is_hidden_count(f, text) || f->part_count > 0)
		return ERR_OK;
	if (c->is_csv && c->keeps_presets && f->preset != NULL && *text == '\0')
		return ERR_OK;
	if (f->many == MANY_LANGUAGE)
		return value_set_language(v, f, language, text, c->arena, e);
	rc = value_parse(f, text, c->directory, c->arena, &parsed, e);
	if (rc == ERR_OK)
		*v = parsed;
	return rc;
}

static void
refuse_unknown(const struct cells_context *c, const char *name)
{
	struct suggest s;
	struct err e;
	char hint[128];

	suggest_init(&s, name);
	for (size_t i = 0; i < c->fields->count; i++)
		suggest_try(&s, c->fields->list[i].name);
	err_set(&e, ERR_USAGE, _("%s has no field \"%s\"%s"), c->owner, name,
	        suggest_text(&s, hint, sizeof hint));
	c->refuse_name(c->context, name, e.text);
}

/* A name, a name in capitals and a label may mean one field: which of them counts could only be
 * guessed. Files of cells are checked once, by their headings. */
static bool
stands_before(const struct cells_context *c, const struct item *item, size_t index,
              const struct field *f, const char *language)
{
	for (size_t i = 0; !c->is_csv && i < index; i++) {
		const char *other;

		if (cell_field(c, &item->cells[i], &other) == f &&
		    (f->many != MANY_LANGUAGE || strcmp(other, language) == 0))
			return true;
	}
	return false;
}

void
cells_put(const struct cells_context *c, const struct item *item)
{
	for (size_t i = 0; i < item->count; i++) {
		const struct cell *cell = &item->cells[i];
		const char *language;
		const struct field *f = cell_field(c, cell, &language);
		struct err e;

		if (is_passed_over(c, cell->name))
			continue;
		if (c->unmarked != NULL && text_has_outer_marks(cell->text, strlen(cell->text)))
			++*c->unmarked;
		if (f == NULL) {
			refuse_unknown(c, cell->name);
		} else if (stands_before(c, item, i, f, language)) {
			err_set(&e, ERR_DATA, _("%s: the field \"%s\" is given twice"), cell->name, f->name);
			c->refuse(c->context, e.text);
		} else if (put_cell(c, f, language, cell, &e) != ERR_OK) {
			err_prefix(&e, "%s", cell->name);
			c->refuse(c->context, e.text);
		}
	}
}

/* ---- rows */

static bool
has_key(const struct row *row, const struct row *other, const struct field *table)
{
	for (size_t i = 0; i < table->key_count; i++) {
		const struct field *f = table->key[i];

		if (!value_equal(&row->values[f->place], &other->values[f->place], f))
			return false;
	}
	return table->key_count > 0;
}

/* Reads just the key columns of the item. */
static struct row *
find_by_key(const struct cells_context *c, const struct field *table, struct value *value,
            const struct item *item)
{
	struct row wanted = { .values = arena_new(c->arena, sizeof *wanted.values *
	                                          (table->table->count + 1)) };
	struct cells_context keys = *c;

	keys.fields = table->table;
	keys.values = wanted.values;
	for (size_t i = 0; i < item->count; i++) {
		const char *language;
		const struct field *f = cell_field(&keys, &item->cells[i], &language);

		if (f != NULL)
			put_cell(&keys, f, language, &item->cells[i], NULL);
	}
	for (uint32_t i = 0; value->kind == VALUE_ROWS && i < value->count; i++) {
		if (has_key(&value->rows[i], &wanted, table))
			return &value->rows[i];
	}
	return NULL;
}

bool
item_has_row(const struct cells_context *c, const struct field *table, struct value *value,
             const struct item *item)
{
	const char *id = item_text(item, "id");

	return (id == NULL || *id == '\0') && find_by_key(c, table, value, item) != NULL;
}

struct row *
item_row(const struct cells_context *c, const struct field *table, struct value *value,
         const struct item *item, bool may_match)
{
	const char *id = item_text(item, "id");
	uint64_t number = 0;
	struct row *row = NULL;

	if (id != NULL && *id != '\0' && !rowid_parse(id, &number)) {
		c->refuse(c->context, _("id: is not the identity of a row (16 hexadecimal digits)"));
		return NULL;
	}
	if (number != 0)
		row = value_row(value, number);
	if (row != NULL && !may_match) {
		c->refuse(c->context,
		          _("id: there is a row with this identity already: --update changes"
		            " it"));
		return NULL;
	}
	if (row == NULL && number == 0 && may_match)
		row = find_by_key(c, table, value, item);
	if (row == NULL) {
		row = value_add_row(c->arena, value, table->table);
		row->id = number;
	}
	return row;
}

void
row_put(const struct cells_context *c, const struct field *table, struct row *row,
        const struct item *item, const char *passed_over)
{
	struct cells_context in_row = *c;

	in_row.fields = table->table;
	in_row.owner = table->name;
	in_row.values = row->values;
	in_row.passed_over = passed_over;
	cells_put(&in_row, item);
}

/* Notes which row the item means. False, and a refusal: an item before means the same one, and the
 * later would silently replace the earlier. index: of the item, from 1. */
static bool
name_row(const struct cells_context *c, const struct field *table, struct row *row, uint32_t index,
         struct keymap *named)
{
	uint32_t first = 0;
	char *sentence;

	if (row->id == 0) {
		row->id = rowid_new();
		row_preset(row, table->table, c->directory, c->arena);
	}
	if (keymap_put(named, &row->id, sizeof row->id, index))
		return true;
	keymap_get(named, &row->id, sizeof row->id, &first);
	sentence = mem_printf(_("%s: rows %" PRIu32 " and %" PRIu32 " are the same row"),
	                      table->name, first, index);
	c->refuse(c->context, sentence);
	free(sentence);
	return false;
}

static void
put_table(const struct cells_context *c, const struct field *table, const struct item_table *t,
          const struct rows_rule *rule)
{
	struct value *v = &c->values[table->place], was = *v;
	struct keymap named;

	keymap_init(&named);
	if (rule->replaces)
		*v = (struct value){ 0 };
	for (size_t i = 0; i < t->count; i++) {
		struct row *row = item_row(c, table, rule->replaces ? &was : v, &t->rows[i],
		                           rule->may_match);

		if (row == NULL || !name_row(c, table, row, (uint32_t)i + 1, &named))
			continue;
		row_put(c, table, row, &t->rows[i], NULL);
		if (rule->replaces)
			*value_add_row(c->arena, v, table->table) = *row;
	}
	keymap_clear(&named);
}

void
tables_put(const struct cells_context *c, const struct item *item, const struct rows_rule *rule)
{
	for (size_t i = 0; i < item->table_count; i++) {
		const struct field *table = fields_find(c->fields, item->tables[i].name);

		if (table == NULL || table->type != FIELD_TABLE)
			refuse_unknown(c, item->tables[i].name);
		else
			put_table(c, table, &item->tables[i], rule);
	}
}
