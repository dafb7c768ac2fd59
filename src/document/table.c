/* Prints records and rows as tables. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "document/building.h"
#include "figures/roll.h"
#include "query/query.h"

/* ---- cells */

struct sheet {
	const struct part *part;
	const struct type *type;
	const struct field *table;
	const char **paths;             /* of the columns that may be printed */
	size_t count;
	char **cells;                   /* rows after one another */
	size_t rows;
};

static bool
is_marked(const struct sheet *s, const struct item *item)
{
	const struct field *flag = s->table == NULL ? NULL :
	                           s->table->table->by_role[ROLE_RESTRICTED];
	const struct value *v = flag == NULL || item->row == NULL ? NULL :
	                        row_value(item->row, flag);

	return s->part->restricted != NULL && v != NULL && v->kind == VALUE_NUMBER && v->number != 0;
}

/* The text that belongs below a row stands below its second cell: the first is a number as a rule. */
static void
put_extras(const struct building *b, const struct sheet *s, const struct item *item, struct buf *cell)
{
	struct reading r = b->reading;
	struct buf below;

	if (is_marked(s, item))
		buf_printf(cell, " (%s)", _("restricted"));
	if (s->part->below == NULL)
		return;
	r.record = item->record;
	r.row = item->row;
	r.table = s->table;
	buf_init(&below);
	path_put(&r, s->part->below, &below);
	if (below.size > 0)
		buf_printf(cell, "%s%s", cell->size > 0 ? "\n" : "", buf_string(&below));
	buf_clear(&below);
}

static void
read_cells(const struct building *b, struct sheet *s, const struct item *items, size_t count)
{
	size_t extra = s->count > 1 ? 1 : 0;

	s->cells = mem_new(sizeof *s->cells * (count * s->count + 1));
	for (size_t i = 0; i < count; i++) {
		struct reading r = b->reading;

		r.record = items[i].record;
		r.row = items[i].row;
		r.table = s->table;
		for (size_t c = 0; c < s->count; c++) {
			struct buf cell;

			buf_init(&cell);
			path_put(&r, s->paths[c], &cell);
			if (c == extra)
				put_extras(b, s, &items[i], &cell);
			s->cells[s->rows * s->count + c] = buf_take(&cell);
		}
		s->rows++;
	}
}

static bool
is_empty_column(const struct sheet *s, size_t column)
{
	for (size_t r = 0; r < s->rows; r++) {
		if (*s->cells[r * s->count + column] != '\0')
			return false;
	}
	return true;
}

/* Columns that say nothing at all are left out. */
static void
put_sheet(const struct building *b, const struct sheet *s)
{
	const char **head = mem_new(sizeof *head * (s->count + 1));
	size_t *shown = mem_new(sizeof *shown * (s->count + 1)), count = 0;
	struct block *table;

	for (size_t c = 0; c < s->count; c++) {
		if (is_empty_column(s, c))
			continue;
		head[count] = path_heading(s->type, s->table, s->paths[c]);
		shown[count++] = c;
	}
	if (count > 0) {
		table = blocks_table(b->out, BLOCK_TABLE, head, count);
		for (size_t r = 0; r < s->rows; r++) {
			for (size_t c = 0; c < count; c++)
				block_cell(table, s->cells[r * s->count + shown[c]]);
		}
	}
	free(head);
	free(shown);
}

static void
put_plain(struct building *b, const struct part *part, const struct type *type,
          const struct field *table, const struct item *items, size_t count)
{
	struct sheet s = { .part = part, .type = type, .table = table };

	s.paths = mem_new(sizeof *s.paths * (part->columns.count + 1));
	for (size_t i = 0; i < part->columns.count; i++) {
		if (path_is_disclosed(&b->reading, type, table, part->columns.list[i]))
			s.paths[s.count++] = part->columns.list[i];
	}
	read_cells(b, &s, items, count);
	put_sheet(b, &s);
	for (size_t i = 0; i < s.rows * s.count; i++)
		free(s.cells[i]);
	free(s.cells);
	free(s.paths);
}

/* ---- groups */

struct group {
	char *label;
	char *key;              /* by which groups are sorted */
	size_t index;           /* of the item */
};

struct groups {
	struct group *list;
	size_t count, room;
};

static void
add_group(struct groups *g, const struct value *v, const struct field *f, const char *label,
          size_t index)
{
	struct buf key;

	buf_init(&key);
	for (size_t i = 0; f->type == FIELD_CHOICE && i < f->choice_count; i++) {
		if (f->choices[i].number == v->number)
			buf_printf(&key, "%08zu", i);
	}
	/* What has no group comes last. */
	buf_text(&key, *label == '\0' ? "\x7F" : "");
	text_fold(label, strlen(label), &key);
	MEM_ROOM(g->list, g->count, g->room);
	g->list[g->count++] = (struct group){ mem_text(label), buf_take(&key), index };
}

/* An item is in the group of each member of a set, such as each of its owners. */
static void
group_item(const struct building *b, const struct part *part, const struct type *type,
           const struct field *table, const struct item *item, size_t index, struct groups *out)
{
	const struct field *f = table == NULL ? NULL : fields_find(table->table, part->group);
	const struct value *v;
	struct reading r = b->reading;
	struct buf label;

	if (f == NULL)
		f = fields_find(&type->fields, part->group);
	v = f == NULL ? NULL : f->in != NULL ? row_value(item->row, f) : record_value(item->record, f);
	r.record = item->record;
	r.row = item->row;
	r.table = table;
	buf_init(&label);
	if (v != NULL && v->kind == VALUE_LIST) {
		for (uint32_t i = 0; i < v->count; i++) {
			buf_reset(&label);
			document_value(&r, f, &v->items[i], &label);
			add_group(out, &v->items[i], f, buf_string(&label), index);
		}
	} else if (v != NULL) {
		path_put(&r, part->group, &label);
		add_group(out, v, f, buf_string(&label), index);
	}
	buf_clear(&label);
}

static int
compare_groups(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	return order != 0 ? order : x->index < y->index ? -1 : x->index > y->index;
}

static void
put_groups(struct building *b, const struct part *part, const struct type *type,
           const struct field *table, const struct item *items, const struct groups *g)
{
	struct item *own = mem_new(sizeof *own * (g->count + 1));

	for (size_t i = 0, count; i < g->count; i += count) {
		for (count = 0; i + count < g->count && strcmp(g->list[i + count].key, g->list[i].key) == 0;
		     count++)
			own[count] = items[g->list[i + count].index];
		blocks_text(b->out, BLOCK_HEADING, b->depth + (part->heading.count > 0 ? 2 : 1),
		            *g->list[i].label == '\0' ? _("Not said") : g->list[i].label);
		put_plain(b, part, type, table, own, count);
	}
	free(own);
}

void
put_items(struct building *b, const struct part *part, const struct type *type,
          const struct field *table, const struct item *items, size_t count)
{
	struct groups groups = { 0 };

	if (count == 0)
		return;
	put_heading(b, &part->heading);
	if (part->group == NULL) {
		put_plain(b, part, type, table, items, count);
		return;
	}
	for (size_t i = 0; i < count; i++)
		group_item(b, part, type, table, &items[i], i, &groups);
	if (groups.count > 1)
		qsort(groups.list, groups.count, sizeof *groups.list, compare_groups);
	put_groups(b, part, type, table, items, &groups);
	for (size_t i = 0; i < groups.count; i++) {
		free(groups.list[i].label);
		free(groups.list[i].key);
	}
	free(groups.list);
}

/* ---- the rows of a record */

static int
compare_items(const void *a, const void *b)
{
	return party_compare(&((const struct item *)a)->party, &((const struct item *)b)->party);
}

/* Members, and those who attend, stand in the order of protocol. */
static const struct field *
protocol_column(const struct record *record, const struct field *table, const struct field **capacity)
{
	const struct field *party = table->table->by_role[ROLE_PARTY];

	*capacity = NULL;
	if (field_has_role(table, ROLE_MEMBERS))
		*capacity = table->table->by_role[ROLE_STATUS];
	else if (field_has_role(table, ROLE_ATTENDANCE))
		*capacity = roll_capacity(record, table);
	return *capacity == NULL ? NULL : party;
}

static void
read_party(const struct building *b, const struct field *party, const struct field *capacity,
           struct item *item)
{
	const struct value *v = row_value(item->row, party), *c = row_value(item->row, capacity);

	if (v->kind != VALUE_NUMBER)
		return;
	item->party.number = (uint32_t)v->number;
	item->party.capacity = capacity_of(capacity, c->kind == VALUE_NUMBER ? c->number : 0, true);
	party_read(b->reading.registry, party, b->reading.language, &item->party);
}

static bool
is_printed(const struct building *b, const struct part *part, const struct field *table,
           const struct row *row)
{
	const struct field *flag = table->table->by_role[ROLE_RESTRICTED];

	if (b->reading.as_of != DATE_NONE &&
	    !is_in_force(table->table, row->values, b->reading.as_of))
		return false;
	return part->restricted == NULL || strcmp(part->restricted, "omit") != 0 || flag == NULL ||
	       row_value(row, flag)->kind != VALUE_NUMBER || row_value(row, flag)->number == 0;
}

void
put_rows(struct building *b, const struct part *part)
{
	const struct record *record = b->reading.record;
	const struct field *table = fields_find(&record->type->fields, part->table), *party, *capacity;
	const struct value *rows = record_value(record, table);
	struct item *items;
	size_t count = 0;

	if (rows->kind != VALUE_ROWS || !is_disclosed(table, &b->reading.disclosure))
		return;
	party = protocol_column(record, table, &capacity);
	items = mem_new(sizeof *items * (rows->count + 1));
	for (uint32_t i = 0; i < rows->count; i++) {
		if (!is_printed(b, part, table, &rows->rows[i]))
			continue;
		items[count].record = record;
		items[count].row = &rows->rows[i];
		if (party != NULL)
			read_party(b, party, capacity, &items[count]);
		count++;
	}
	if (party != NULL && count > 1 && part->sort == NULL)
		qsort(items, count, sizeof *items, compare_items);
	put_items(b, part, record->type, table, items, count);
	for (size_t i = 0; i < count; i++)
		party_clear(&items[i].party);
	free(items);
}
