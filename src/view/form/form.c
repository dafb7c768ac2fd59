/* Implements a form, field by field as text, without a screen. */
#include <config.h>

#include "view/form/form.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/intl.h"
#include "record/derive.h"

/* ---- items */

/* A value as it is edited: choices by their labels, all else as files have it. */
static char *
item_text(const struct form *f, const struct form_item *item)
{
	const struct value *v = &f->values[item->field->place];
	const struct field *field = item->field;
	bool has_labels = field->type == FIELD_CHOICE || field->type == FIELD_FLAG;
	struct buf text;

	if (field->part_count > 0)
		return f->record->number == 0 ? mem_text("") :
		                                registry_code(f->registry, f->record);
	if (item->language != NULL) {
		for (uint32_t i = 0; v->kind == VALUE_LANGUAGES && i < v->count; i++) {
			if (strcmp(v->translations[i].language, item->language) == 0)
				return mem_text(v->translations[i].text);
		}
		return mem_text("");
	}
	buf_init(&text);
	value_format(v, field, registry_directory(f->registry),
	             has_labels ? FORM_SCREEN : FORM_FILE, "en", &text);
	return buf_take(&text);
}

/* A text in another language than that in force has its tag, as where records are shown. */
static char *
item_label(const struct form *f, const struct field *field, const char *language)
{
	if (language == NULL || strcmp(language, registry_schema(f->registry)->language) == 0)
		return mem_text(field->label);
	return mem_printf("%s (%s)", field->label, language);
}

static void
add_item(struct form *f, const struct field *field, const char *language, size_t section)
{
	struct form_item *item;

	MEM_ROOM(f->items, f->count, f->room);
	item = &f->items[f->count];
	*item = (struct form_item){ .field = field, .language = language, .section = section };
	item->is_fixed = field->part_count > 0 || field->type == FIELD_TABLE;
	item->label = item_label(f, field, language);
	item->text = item_text(f, item);
	f->count++;
}

/* A text by language has an item for English, for the language of the screen, and for each that
 * it has a text in. */
static void
add_languages(struct form *f, const struct field *field, size_t section)
{
	const char *own = registry_schema(f->registry)->language;
	const struct value *v = &f->values[field->place];
	bool has_own = strcmp(own, "en") == 0;

	add_item(f, field, "en", section);
	for (uint32_t i = 0; v->kind == VALUE_LANGUAGES && i < v->count; i++) {
		const char *language = v->translations[i].language;

		has_own = has_own || strcmp(language, own) == 0;
		if (strcmp(language, "en") != 0)
			add_item(f, field, arena_text(&f->record->arena, language), section);
	}
	if (!has_own)
		add_item(f, field, own, section);
}

static void
add_field(struct form *f, const struct field *field, size_t section)
{
	if (field->many == MANY_LANGUAGE)
		add_languages(f, field, section);
	else
		add_item(f, field, NULL, section);
}

static void
add_items(struct form *f)
{
	const struct type *type = f->record->type;

	for (size_t i = 0; i < type->section_count; i++) {
		for (size_t j = 0; j < type->sections[i].count; j++)
			add_field(f, type->sections[i].fields[j], i);
	}
}

static void
drop_items(struct form *f)
{
	for (size_t i = 0; i < f->count; i++) {
		free(f->items[i].label);
		free(f->items[i].text);
		free(f->items[i].error);
	}
	f->count = 0;
}

struct form *
form_new(struct registry *r, struct record *record)
{
	struct form *f = mem_new(sizeof *f);

	f->registry = r;
	f->record = record;
	f->base = record->number != 0 ? record_copy(record) : NULL;
	f->values = record->values;
	f->fields = &record->type->fields;
	add_items(f);
	return f;
}

void
form_restart(struct form *f, struct record *record, struct record *base)
{
	drop_items(f);
	record_free(f->base);
	if (record != f->record)
		record_free(f->record);
	f->record = record;
	f->before_count = 0;            /* they lived in the record that was */
	f->base = base;
	f->values = record->values;
	add_items(f);
}

/* What a new row starts with; one that is like another has only its number from the last. */
static void
begin_row(struct form *f, bool is_empty)
{
	const struct value *table = record_value(f->record, f->table);
	const struct row *above = table->kind == VALUE_ROWS && table->count > 0 ?
	                          &table->rows[table->count - 1] : NULL;
	struct row row = { .values = f->values };

	if (is_empty)
		row_preset(&row, f->fields, registry_directory(f->registry), &f->record->arena);
	row_follow(&row, f->fields, above, !is_empty, &f->record->arena);
}

struct form *
form_new_row(struct form *parent, const struct field *table, const struct row *row,
             const struct row *like)
{
	struct form *f = mem_new(sizeof *f);
	const struct row *from = row != NULL ? row : like;
	struct arena *a = &parent->record->arena;

	f->registry = parent->registry;
	f->parent = parent;
	f->record = parent->record;
	f->table = table;
	f->fields = table->table;
	f->row = row == NULL ? 0 : row->id;
	f->is_added = from == NULL;
	f->values = arena_new(a, sizeof *f->values * (f->fields->count + 1));
	for (size_t i = 0; i < f->fields->count; i++) {
		if (from != NULL)
			f->values[i] = value_copy(a, &from->values[i], &f->fields->list[i]);
	}
	if (row == NULL)
		begin_row(f, like == NULL);
	for (size_t i = 0; i < f->fields->count; i++)
		add_field(f, &f->fields->list[i], 0);
	return f;
}

void
form_free(struct form *f)
{
	if (f == NULL)
		return;
	drop_items(f);
	free(f->items);
	if (f->parent == NULL)
		record_free(f->record);
	record_free(f->base);
	free(f->note);
	free(f->befores);
	buf_clear(&f->kept);
	free(f);
}

void
form_name(const struct form *f, struct buf *out)
{
	char *code;

	if (f->record->number == 0) {
		buf_printf(out, _("New %s"), f->record->type->label);
		return;
	}
	code = registry_code(f->registry, f->record);
	buf_printf(out, "%s %s", f->record->type->label, code);
	free(code);
}

bool
form_must_fill(const struct form *f, size_t index)
{
	const struct form_item *item = &f->items[index];
	const struct field *field = item->field;

	return field->is_required && !item->is_fixed && field->proposal_count == 0 &&
	       !field_is_numbered(field) && value_is_empty(&f->values[field->place]);
}

size_t
form_first(const struct form *f)
{
	bool is_new = f->table != NULL ? f->row == 0 : f->record->number == 0;

	for (size_t i = 0; is_new && i < f->count; i++) {
		if (form_must_fill(f, i))
			return i;
	}
	return 0;
}

const char *
form_section(const struct form *f, size_t section)
{
	return f->table != NULL ? f->table->label : f->record->type->sections[section].label;
}

size_t
form_sections(const struct form *f)
{
	return f->table != NULL ? 1 : f->record->type->section_count;
}

/* ---- changing */

static void
put_text(struct form_item *item, char *text, char *error)
{
	free(item->text);
	free(item->error);
	item->text = text;
	item->error = error;
}

enum err_code
form_set(struct form *f, size_t index, const char *text, struct err *e)
{
	struct form_item *item = &f->items[index];
	struct value *v = &f->values[item->field->place], parsed;
	enum err_code rc;

	if (item->is_fixed || (strcmp(text, item->text) == 0 && item->error == NULL))
		return ERR_OK;
	if (item->language != NULL) {
		parsed = *v;
		rc = value_set_language(&parsed, item->field, item->language, text,
		                        &f->record->arena, e);
	} else {
		rc = value_parse(item->field, text, registry_directory(f->registry),
		                 &f->record->arena, &parsed, e);
	}
	f->is_changed = true;
	if (rc != ERR_OK) {
		err_prefix(e, "%s", item->label);
		put_text(item, mem_text(text), mem_text(e->text));
		return rc;
	}
	*v = parsed;
	put_text(item, item_text(f, item), NULL);
	return ERR_OK;
}

bool
form_ends_in_order(const struct form *f, size_t index, struct err *e)
{
	const struct field *field = f->items[index].field, *from = f->fields->by_role[ROLE_FROM],
	                   *to = f->fields->by_role[ROLE_TO];
	const struct value *start, *end;

	if (from == NULL || to == NULL || (field != from && field != to) ||
	    from->type != FIELD_DATE || to->type != FIELD_DATE)
		return true;
	start = &f->values[from->place];
	end = &f->values[to->place];
	if (start->kind != VALUE_NUMBER || end->kind != VALUE_NUMBER ||
	    date_earliest((partial_date)start->number) <= date_latest((partial_date)end->number))
		return true;
	err_set(e, ERR_DATA, _("%s is before %s."), to->label, from->label);
	return false;
}

const struct value *
form_ditto(const struct form *f, const struct field *field, const struct record *before)
{
	const struct value *table;
	uint32_t above;

	if (f->table == NULL)
		return before != NULL && before->type == f->record->type ?
		               record_value(before, field) :
		               NULL;
	table = record_value(f->record, f->table);
	if (table->kind != VALUE_ROWS)
		return NULL;
	/* Of a new row the one above is the last. */
	for (above = 0; above < table->count && table->rows[above].id != f->row; above++)
		continue;
	return above == 0 ? NULL : row_value(&table->rows[above - 1], field);
}

void
form_take(struct form *f, size_t index, const struct value *v)
{
	struct form_item *item = &f->items[index];

	f->values[item->field->place] = value_copy(&f->record->arena, v, item->field);
	put_text(item, item_text(f, item), NULL);
	f->is_changed = true;
}

/* Whether anything is left that saving would change, or that could not be read. */
static bool
differs(const struct form *f)
{
	struct changes changes;
	bool found;

	for (size_t i = 0; i < f->count; i++) {
		if (f->items[i].error != NULL)
			return true;
	}
	changes_between(f->base, f->record, &changes);
	found = changes.count > 0 || changes.order_count > 0;
	changes_clear(&changes);
	return found;
}

void
form_set_changed(struct form *f, bool is_changed)
{
	f->is_changed = is_changed;
}

void
form_put_back(struct form *f, size_t index)
{
	struct form_item *item = &f->items[index];
	const struct value *was = NULL;
	const struct row *row;

	if (item->is_fixed)
		return;
	if (f->base != NULL)
		was = record_value(f->base, item->field);
	if (f->parent != NULL && f->row != 0) {
		row = value_row(record_value(f->record, f->table), f->row);
		was = row == NULL ? NULL : row_value(row, item->field);
	}
	f->values[item->field->place] = was == NULL ? (struct value){ 0 } :
	                                value_copy(&f->record->arena, was, item->field);
	put_text(item, item_text(f, item), NULL);
	if (f->base != NULL && f->table == NULL)
		f->is_changed = differs(f);
}

static const char *
weekday(partial_date date)
{
	static const char *const names[] = { N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"), N_("Mon"),
	                                     N_("Tue"), N_("Wed") };

	/* 1970-01-01 was a Thursday. */
	return date_is_whole(date) ? _(names[((date_days(date) % 7) + 7) % 7]) : "";
}

/* The day that a typed or a stored date means. */
static void
date_hint(const struct form *f, const struct form_item *item, const char *text, struct buf *out)
{
	const struct value *from = record_role(f->record, ROLE_FROM);
	partial_date date = DATE_NONE, start = DATE_NONE;
	char shown[DATE_TEXT];
	int32_t due;

	if (from != NULL && from->kind == VALUE_NUMBER)
		start = (partial_date)from->number;
	if (text == NULL || *text == '\0')
		return;
	if (item->field->type == FIELD_DUE && due_parse(text, &due))
		date = due_date(due, start);
	else
		date_read(text, date_today(), &date);
	if (date == DATE_NONE)
		return;
	date_format(date, shown);
	buf_printf(out, "= %s %s", shown, weekday(date));
}

void
form_hint(const struct form *f, size_t index, const char *text, struct buf *out)
{
	const struct form_item *item = &f->items[index];
	const struct directory *d = registry_directory(f->registry);
	const struct value *v = &f->values[item->field->place];

	if (item->field->type == FIELD_DATE || item->field->type == FIELD_DUE)
		date_hint(f, item, text != NULL ? text : item->text, out);
	else if (item->error != NULL || (text != NULL && item->field->type == FIELD_REFERENCE &&
	                                 strcmp(text, item->text) != 0))
		return;         /* the title is of another record than what stands there now */
	else if (item->field->type == FIELD_TABLE)
		buf_printf(out, ngettext("%u row", "%u rows", v->kind == VALUE_ROWS ? v->count : 0),
		           v->kind == VALUE_ROWS ? (unsigned)v->count : 0);
	else if (item->field->type == FIELD_REFERENCE && v->kind == VALUE_NUMBER)
		d->title(d->context, (uint32_t)v->number, registry_schema(f->registry)->language,
		         out);
	else if (item->field->unit != NULL)
		buf_text(out, item->field->unit);
}

size_t
form_find(const struct form *f, const struct field *field, const char *language)
{
	size_t found = f->count;

	for (size_t i = f->count; i-- > 0; ) {
		const struct form_item *item = &f->items[i];

		if (item->field == field && language != NULL && item->language != NULL &&
		    strcmp(item->language, language) == 0)
			return i;
		if (item->field == field)
			found = i;
	}
	return found;
}

/* ---- rows */

uint32_t
form_row_index(const struct value *table, uint64_t row)
{
	uint32_t i = 0;

	while (i < table->count && table->rows[i].id != row)
		i++;
	return i;
}

void
form_remove_row(struct form *f, const struct field *table, uint64_t row)
{
	struct value *v = record_value(f->record, table);
	uint32_t i = form_row_index(v, row);

	if (v->kind != VALUE_ROWS || i == v->count)
		return;
	form_note_rows(f, table);
	v->count--;
	memmove(v->rows + i, v->rows + i + 1, (v->count - i) * sizeof *v->rows);
	f->is_changed = true;
}

bool
form_move_row(struct form *f, const struct field *table, uint64_t row, bool down)
{
	struct value *v = record_value(f->record, table);
	uint32_t i = form_row_index(v, row), j = down ? i + 1 : i - 1;
	struct row moved;

	if (v->kind != VALUE_ROWS || i == v->count || (down ? j >= v->count : i == 0))
		return false;
	form_note_rows(f, table);
	moved = v->rows[i];
	v->rows[i] = v->rows[j];
	v->rows[j] = moved;
	f->is_changed = true;
	return true;
}
