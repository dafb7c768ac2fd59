/* Presents the history of a record as lines, and restores what a line stands for. */
#include <config.h>

#include "view/report/past.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "view/report/act_words.h"

#define ITEM_BITS 20            /* of a key: how many lines of a version can be told apart */
#define ITEM_MASK ((UINT64_C(1) << ITEM_BITS) - 1)

uint64_t
past_version(uint64_t key)
{
	return key >> ITEM_BITS;
}

/* ---- telling */

/* The record goes back with the telling, version by version: what it holds names the rows. */
struct telling {
	struct registry *registry;
	struct record *record;
	bool is_first_gone;             /* the newest version is a removal, and the record as before it */
	struct sheet_lines *out;        /* NULL: an item is looked for */
	int width;
	uint64_t wanted;                /* its key */
	struct past_item *item;
	bool is_found;
	uint64_t version;
	uint64_t count;                 /* items of this version so far */
};

/* Every line passes here, so that telling and finding count alike. */
static void
tell(struct telling *t, enum past_kind kind, const struct change *c, const char *label,
     const char *text)
{
	uint64_t key = (t->version << ITEM_BITS) | (t->count < ITEM_MASK ? t->count++ : ITEM_MASK);
	size_t first;

	if (t->out == NULL) {
		if (key != t->wanted || t->is_found)
			return;
		t->is_found = true;
		*t->item = (struct past_item){ .kind = kind, .version = t->version };
		if (c != NULL) {
			t->item->field = c->field;
			t->item->column = c->column;
			t->item->row = c->row;
		}
		return;
	}
	if (kind == PAST_VERSION)
		sheet_heading(t->out, text);
	first = t->out->count;
	if (kind != PAST_VERSION)
		sheet_entry(t->out, label, text, t->width);
	sheet_keys(t->out, kind == PAST_VERSION ? first - 1 : first, key);
}

static void
side_text(const struct telling *t, const struct value *v, const struct field *f,
           bool is_forgotten, struct buf *out)
{
	size_t start = out->size;

	if (is_forgotten)
		buf_text(out, _("(erased)"));
	else
		value_format(v, f, registry_directory(t->registry), FORM_FULL,
		             registry_schema(t->registry)->language, out);
	if (out->size == start)
		buf_byte(out, '-');
}

static void
tell_value(struct telling *t, const struct change *c, const struct row *row)
{
	const struct field *f = c->column != NULL ? c->column : c->field;
	struct buf text;

	buf_init(&text);
	if (c->column != NULL) {
		if (row != NULL)
			row_name(t->registry, c->field, row, &text);
		buf_printf(&text, "%s%s: ", text.size > 0 ? ", " : "", c->column->label);
	}
	side_text(t, &c->before, f, c->before_is_forgotten, &text);
	buf_text(&text, " -> ");
	side_text(t, &c->after, f, c->after_is_forgotten, &text);
	tell(t, PAST_VALUE, c, c->field->label, buf_string(&text));
	buf_clear(&text);
}

static bool
has_id(const uint64_t *list, uint32_t count, uint64_t id)
{
	for (uint32_t i = 0; i < count; i++) {
		if (list[i] == id)
			return true;
	}
	return false;
}

static void
tell_row(struct telling *t, const struct field *table, uint64_t id, const struct record *with,
         const char *format)
{
	const struct row *row = value_row(record_value(with, table), id);
	const struct change c = { .field = table, .row = id };
	struct buf text;
	char *line;

	buf_init(&text);
	if (row != NULL)
		row_text(t->registry, with, table, row, false, &text);
	line = mem_printf("%s %s", format, buf_string(&text));
	tell(t, PAST_ROW, &c, table->label, line);
	free(line);
	buf_clear(&text);
}

static void
tell_order(struct telling *t, const struct order_change *o, const struct record *before,
           const struct record *after)
{
	const struct change c = { .field = o->field };
	bool moved = o->before_count == o->after_count;

	for (uint32_t i = 0; i < o->before_count; i++) {
		if (has_id(o->after, o->after_count, o->before[i]))
			continue;
		moved = false;
		tell_row(t, o->field, o->before[i], before, _("removed:"));
	}
	for (uint32_t i = 0; i < o->after_count; i++) {
		if (has_id(o->before, o->before_count, o->after[i]))
			continue;
		moved = false;
		tell_row(t, o->field, o->after[i], after, _("added:"));
	}
	if (moved)
		tell(t, PAST_ORDER, &c, o->field->label, _("rows were moved"));
}

static void
tell_changes(struct telling *t, const struct changes *changes, const struct record *before,
             const struct record *after)
{
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *c = &changes->list[i];
		const struct row *was, *is;

		if (c->column == NULL) {
			tell_value(t, c, NULL);
			continue;
		}
		/* A row that came or went is told as one, below. */
		was = value_row(record_value(before, c->field), c->row);
		is = value_row(record_value(after, c->field), c->row);
		if (was != NULL && is != NULL)
			tell_value(t, c, was);
	}
	for (size_t i = 0; i < changes->order_count; i++)
		tell_order(t, &changes->orders[i], before, after);
}

struct wording {
	const struct schema *schema;
	char *sentence;
};

static void
take_sentence(void *context, const struct act_entry *act)
{
	struct wording *w = context;

	w->sentence = act_words_text(w->schema, act->sentence);
}

static void
tell_heading(struct telling *t, const struct entry *entry)
{
	struct wording w = { registry_schema(t->registry), NULL };
	char when[CLOCK_TEXT], *heading;
	struct err ignored;

	if (t->out == NULL ||
	    registry_act(t->registry, entry->act, take_sentence, &w, &ignored) != ERR_OK)
		w.sentence = act_words_text(w.schema, entry->kind);
	clock_format(entry->when, when);
	heading = mem_printf(entry->is_merged ? _("version %" PRIu64 "  %s  %s  %s, merged") :
	                     _("version %" PRIu64 "  %s  %s  %s"), entry->version, when, entry->who,
	                     w.sentence);
	tell(t, PAST_VERSION, NULL, "", heading);
	free(heading);
	free(w.sentence);
}

static bool
tell_version(void *context, const struct entry *entry, struct changes *changes)
{
	struct telling *t = context;
	struct record *after;

	t->version = entry->version;
	t->count = 0;
	tell_heading(t, entry);
	if (t->is_first_gone) {         /* all of it went: the heading says so */
		t->is_first_gone = false;
		return true;
	}
	after = t->record;
	t->record = record_copy(after);
	changes_invert(changes);
	changes_apply(changes, t->record);
	changes_invert(changes);
	if (strcmp(entry->kind, "remove") != 0)
		tell_changes(t, changes, t->record, after);
	record_free(after);
	return !t->is_found;
}

static enum err_code
walk(struct telling *t, uint32_t number, struct err *e)
{
	enum err_code rc = registry_last_known(t->registry, number, &t->is_first_gone, &t->record,
	                                       e);

	if (rc == ERR_OK)
		rc = registry_history(t->registry, number, tell_version, t, e);
	record_free(t->record);
	return rc;
}

enum err_code
past_report(struct registry *r, uint32_t number, int width, struct sheet_lines *out,
            struct err *e)
{
	struct telling t = { .registry = r, .out = out, .width = width };

	return walk(&t, number, e);
}

enum err_code
past_find(struct registry *r, uint32_t number, uint64_t key, struct past_item *out,
          struct err *e)
{
	struct telling t = { .registry = r, .wanted = key, .item = out };
	enum err_code rc = walk(&t, number, e);

	if (rc == ERR_OK && !t.is_found)
		rc = err_set(e, ERR_NOT_FOUND, _("this line is of no version"));
	return rc;
}

/* ---- putting back */

/* What the record was in a version; before the first, or while it was removed, it was empty. */
static enum err_code
record_then(struct registry *r, const struct record *now, uint64_t version, struct record **out,
            struct err *e)
{
	enum err_code rc = ERR_OK;

	*out = NULL;
	if (version > 0)
		rc = registry_version(r, now, version, out, e);
	else
		*out = record_new(now->type);
	return rc;
}

static size_t
place_of(const struct value *table, uint64_t id)
{
	size_t i = 0;

	while (i < table->count && table->rows[i].id != id)
		i++;
	return i;
}

static void
put_row(struct record *now, const struct record *then, const struct field *table, uint64_t id)
{
	struct value *v = record_value(now, table);
	const struct value *was = record_value(then, table);
	const struct row *row = was->kind == VALUE_ROWS ? value_row(was, id) : NULL;
	uint32_t count = v->kind == VALUE_ROWS ? v->count : 0, n = 0;
	uint64_t *order = mem_new(sizeof *order * (count + 1));

	for (uint32_t i = 0; i < count; i++) {
		if (v->rows[i].id != id)
			order[n++] = v->rows[i].id;
	}
	if (row != NULL) {
		struct row *mine = count > place_of(v, id) ? value_row(v, id) :
		                   value_add_row(&now->arena, v, table->table);
		uint32_t place = (uint32_t)place_of(was, id);

		mine->id = id;
		for (size_t i = 0; i < table->table->count; i++)
			mine->values[i] = value_copy(&now->arena, &row->values[i],
			                             &table->table->list[i]);
		if (place > n)
			place = n;
		memmove(order + place + 1, order + place, sizeof *order * (n - place));
		order[place] = id;
		n++;
	}
	if (v->kind == VALUE_ROWS) {
		const struct value all = *v;

		record_order_rows(now, table, &all, order, n);
	}
	free(order);
}

static enum err_code
put_item(struct record *now, const struct record *then, const struct past_item *item,
         struct err *e)
{
	struct value *v = record_value(now, item->field);
	const struct value *was = record_value(then, item->field);
	const struct row *row;
	struct row *mine;

	if (item->kind == PAST_ROW) {
		put_row(now, then, item->field, item->row);
		return ERR_OK;
	}
	if (item->column == NULL) {
		*v = value_copy(&now->arena, was, item->field);
		return ERR_OK;
	}
	mine = v->kind == VALUE_ROWS ? value_row(v, item->row) : NULL;
	row = was->kind == VALUE_ROWS ? value_row(was, item->row) : NULL;
	if (mine == NULL || row == NULL)
		return err_set(e, ERR_CONFLICT,
		               _("the row of %s is not there any more: put the row back first"),
		               item->field->label);
	*row_value(mine, item->column) = value_copy(&now->arena, row_value(row, item->column),
	                                            item->column);
	return ERR_OK;
}

static enum err_code
save_as(struct registry *r, struct record *record, bool *unchanged, struct err *e)
{
	struct problems problems = { 0 };
	struct saved saved = { 0 };
	enum err_code rc = registry_restore(r, record, &problems, &saved, e);

	*unchanged = saved.is_unchanged;
	problems_clear(&problems);
	return rc;
}

static enum err_code
restore(struct registry *r, struct record *now, const struct past_item *item, enum past_way way,
        bool *unchanged, struct err *e)
{
	struct record *then;
	enum err_code rc = record_then(r, now, item->version - (way == PAST_BEFORE), &then, e);

	if (rc != ERR_OK)
		return rc;
	if (way == PAST_WHOLE) {
		then->version = now->version;
		rc = save_as(r, then, unchanged, e);
	} else if (item->kind == PAST_VERSION || item->kind == PAST_ORDER) {
		rc = err_set(e, ERR_USAGE,
		             _("the order of rows comes back with the whole version only"));
	} else {
		rc = put_item(now, then, item, e);
		if (rc == ERR_OK)
			rc = save_as(r, now, unchanged, e);
	}
	record_free(then);
	return rc;
}

enum err_code
past_restore(struct registry *r, uint32_t number, const struct past_item *item,
             enum past_way way, bool *unchanged, struct err *e)
{
	struct record *now;
	bool is_removed;
	enum err_code rc;

	*unchanged = false;
	if (way == PAST_BRING_BACK)
		return registry_undo(r, number, 0, e);
	if (way == PAST_TAKE_BACK)
		return registry_undo(r, number, item->version, e);
	rc = registry_last_known(r, number, &is_removed, &now, e);
	if (rc != ERR_OK)
		return rc;
	if (is_removed)
		rc = err_set(e, ERR_CONFLICT, _("the record was removed: bring it back first"));
	else
		rc = restore(r, now, item, way, unchanged, e);
	record_free(now);
	return rc;
}
