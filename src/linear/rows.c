/* Shows and edits the rows of a table inside the form of their record. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "linear/place.h"
#include "figures/roll.h"

struct rows_view {
	struct place place;
	struct talk *talk;              /* the place's */
	struct form *form;
	const struct field *table;
	uint64_t *tags;                 /* identities of rows */
	size_t tag_count, tag_room;
};

static struct value *
rows_of(const struct rows_view *p)
{
	return record_value(p->form->record, p->table);
}

static size_t
row_count(const struct rows_view *p)
{
	return rows_of(p)->kind == VALUE_ROWS ? rows_of(p)->count : 0;
}

static bool
is_tagged(const struct rows_view *p, const struct row *row)
{
	for (size_t i = 0; i < p->tag_count; i++) {
		if (p->tags[i] == row->id)
			return true;
	}
	return false;
}

static void
row_sentence(const struct rows_view *p, const struct row *row, struct buf *out)
{
	const struct directory *d = registry_directory(p->talk->registry);
	const char *language = registry_schema(p->talk->registry)->language;

	for (size_t i = 0; i < p->table->table->count; i++) {
		const struct field *f = &p->table->table->list[i];
		const struct value *v = row_value(row, f);

		if (value_is_empty(v))
			continue;
		buf_printf(out, "%s%s: ", out->size > 0 ? "; " : "", f->label);
		value_format(v, f, d, FORM_SCREEN, language, out);
		if (f->type == FIELD_REFERENCE && v->kind == VALUE_NUMBER) {
			buf_byte(out, ' ');
			d->title(d->context, (uint32_t)v->number, language, out);
		}
	}
}

static void
show_rows(const struct rows_view *p)
{
	size_t n = row_count(p);

	talk_say(p->talk, ngettext("= %s, %zu row", "= %s, %zu rows", n), p->table->label, n);
	for (size_t i = 0; i < n; i++) {
		struct buf text;

		buf_init(&text);
		if (is_tagged(p, &rows_of(p)->rows[i]))
			buf_text(&text, _("tagged: "));
		row_sentence(p, &rows_of(p)->rows[i], &text);
		talk_item(p->talk, i + 1, buf_string(&text));
		buf_clear(&text);
	}
}

/* The row that the order names; NULL, and a sentence, if there is none. */
static struct row *
row_of(const struct rows_view *p, const struct order_given *o)
{
	if (o->number >= 1 && o->number <= row_count(p))
		return &rows_of(p)->rows[o->number - 1];
	talk_say(p->talk, _("Behind \"%s\" belongs the number of a row, 1 to %zu."),
	         action_label(o->action), row_count(p));
	return NULL;
}

/* All members of the series on the day, ticked; those that are there already stay. */
static void
fill_rows(const struct rows_view *p)
{
	struct talk *t = p->talk;
	struct member *members;
	struct tick *ticks;
	size_t *at, count, n = 0, added = 0;
	struct err e;

	if (members_on(t->registry, p->form->record, p->table, &members, &count, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return;
	}
	ticks = mem_new(sizeof *ticks * (count + 1));
	at = mem_new(sizeof *at * (count + 1));
	for (size_t i = 0; i < count; i++) {
		if (members[i].is_there)
			continue;
		at[n] = i;
		ticks[n++] = (struct tick){ members[i].party.code, members[i].party.name,
		                            members[i].is_usual };
	}
	if (n == 0) {
		talk_say(t, "%s", _("All members are here already."));
	} else if (talk_tick(t,
	                     _("Numbers tick or untick, nothing adds those ticked, q adds none:"),
	                     ticks, n)) {
		for (size_t i = 0; i < n; i++) {
			if (!ticks[i].is_on)
				continue;
			member_add(t->registry, p->form->record, p->table, &members[at[i]]);
			added++;
		}
		if (added > 0)
			form_set_changed(p->form, true);
		talk_say(t, ngettext("%zu row was added.", "%zu rows were added.", added), added);
	}
	free(at);
	free(ticks);
	members_free(members, count);
}

/* One value into a column of the rows that are ticked. */
static void
apply_to_rows(const struct rows_view *p)
{
	struct talk *t = p->talk;
	const struct field *f = talk_ask_field(t, p->table->table);
	struct arena *arena = &p->form->record->arena;
	struct tick *ticks = mem_new(sizeof *ticks * (row_count(p) + 1));
	char **texts = mem_new(sizeof *texts * (row_count(p) + 1));
	struct value parsed;
	struct buf text;
	struct err e;

	buf_init(&text);
	for (size_t i = 0; i < row_count(p); i++) {
		struct buf row;

		buf_init(&row);
		row_sentence(p, &rows_of(p)->rows[i], &row);
		texts[i] = buf_take(&row);
		ticks[i] = (struct tick){ "", texts[i], p->tag_count == 0 ||
		                          is_tagged(p, &rows_of(p)->rows[i]) };
	}
	if (f != NULL && talk_ask_value(t, f, f->label, "", &text)) {
		if (value_parse(f, buf_string(&text), registry_directory(t->registry), arena,
		                &parsed, &e) != ERR_OK) {
			talk_refuse(t, &e);
		} else if (talk_tick(t, _("Numbers take out, nothing changes the rest, q changes none:"),
		                     ticks, row_count(p))) {
			for (size_t i = 0; i < row_count(p); i++) {
				if (ticks[i].is_on)
					*row_value(&rows_of(p)->rows[i], f) = value_copy(arena, &parsed, f);
			}
			form_set_changed(p->form, true);
			show_rows(p);
		}
	}
	for (size_t i = 0; i < row_count(p); i++)
		free(texts[i]);
	free(texts);
	free(ticks);
	buf_clear(&text);
}

static void
remove_row(const struct rows_view *p, const struct row *row)
{
	if (talk_ask_letter(p->talk, _("Remove this row? (y/n)"), LETTERS_NO_YES) != 'y')
		return;
	form_remove_row(p->form, p->table, row->id);
	show_rows(p);
}

/* ---- orders */

static struct rows_view *
view_of(struct place *p)
{
	return (struct rows_view *)p;
}

static void
show(struct place *p)
{
	show_rows(view_of(p));
}

static void
add(struct place *p, const struct order_given *o)
{
	const struct rows_view *v = view_of(p);

	(void)o;
	visit_row(p->talk, v->form, v->table, NULL, NULL);
	show_rows(v);
}

static void
fill(struct place *p, const struct order_given *o)
{
	(void)o;
	fill_rows(view_of(p));
	show_rows(view_of(p));
}

static void
apply(struct place *p, const struct order_given *o)
{
	(void)o;
	apply_to_rows(view_of(p));
}

static void
sort(struct place *p, const struct order_given *o)
{
	const struct rows_view *v = view_of(p);
	const struct field *column = talk_ask_field(p->talk, v->table->table);

	(void)o;
	if (column == NULL)
		return;
	talk_say(p->talk,
	         form_sort_rows(v->form, v->table, column) ?
	                 _("The rows are in the order of %s.") :
	                 _("The rows were in the order of %s."),
	         column->label);
	show_rows(v);
}

static void
tag(struct place *p, const struct order_given *o)
{
	struct rows_view *v = view_of(p);
	const struct row *row = row_of(v, o);
	size_t i = 0;

	if (row == NULL)
		return;
	while (i < v->tag_count && v->tags[i] != row->id)
		i++;
	if (i < v->tag_count) {
		v->tags[i] = v->tags[--v->tag_count];
	} else {
		MEM_ROOM(v->tags, v->tag_count, v->tag_room);
		v->tags[v->tag_count++] = row->id;
	}
	show_rows(v);
}

static void
tag_none(struct place *p, const struct order_given *o)
{
	(void)o;
	view_of(p)->tag_count = 0;
	show_rows(view_of(p));
}

/* From the row that was tagged last to the one of the number. */
static void
tag_range(struct place *p, const struct order_given *o)
{
	struct rows_view *v = view_of(p);
	const struct row *row = row_of(v, o);
	const struct value *rows = record_value(v->form->record, v->table);
	uint32_t to, from;

	if (row == NULL)
		return;
	to = form_row_index(rows, row->id);
	from = v->tag_count == 0 ? to : form_row_index(rows, v->tags[v->tag_count - 1]);
	for (uint32_t i = from < to ? from : to; i <= (from < to ? to : from) && i < rows->count; i++) {
		size_t at = 0;

		while (at < v->tag_count && v->tags[at] != rows->rows[i].id)
			at++;
		if (at < v->tag_count)
			continue;
		MEM_ROOM(v->tags, v->tag_count, v->tag_room);
		v->tags[v->tag_count++] = rows->rows[i].id;
	}
	show_rows(v);
}

static void
set_status(struct place *p, const struct order_given *o)
{
	struct rows_view *v = view_of(p);
	const struct row *row = row_of(v, o);
	struct err e;

	if (row == NULL)
		return;
	if (form_set_status(v->form, v->table, row->id, o->action == ACTION_NEXT_VALUE, &e) != ERR_OK)
		talk_refuse(p->talk, &e);
	show_rows(v);
}

static void
take_back(struct place *p, const struct order_given *o)
{
	struct rows_view *v = view_of(p);

	(void)o;
	talk_say(p->talk,
	         form_take_back_rows(v->form, v->table) ?
	                 _("Taken back: the last change of %s.") :
	                 _("Nothing was changed in %s since the form was opened or saved."),
	         v->table->label);
	show_rows(v);
}

static void
change_row(struct place *p, const struct order_given *o)
{
	const struct rows_view *v = view_of(p);
	struct row *row = row_of(v, o);

	if (row == NULL)
		return;
	switch (o->action) {
	case ACTION_REMOVE:
		remove_row(v, row);
		return;
	case ACTION_COPY:
		visit_row(p->talk, v->form, v->table, NULL, row);
		break;
	case ACTION_ROW_UP:
	case ACTION_ROW_DOWN:
		form_move_row(v->form, v->table, row->id, o->action == ACTION_ROW_DOWN);
		break;
	default:
		visit_row(p->talk, v->form, v->table, row, NULL);
		break;
	}
	show_rows(v);
}

static const struct place_order orders[] = {
	{ ACTION_OPEN, change_row },
	{ ACTION_EDIT, change_row },
	{ ACTION_COPY, change_row },
	{ ACTION_REMOVE, change_row },
	{ ACTION_ROW_UP, change_row },
	{ ACTION_ROW_DOWN, change_row },
	{ ACTION_ADD, add },
	{ ACTION_FILL, fill },
	{ ACTION_APPLY, apply },
	{ ACTION_SORT, sort },
	{ ACTION_TAG, tag },
	{ ACTION_TAG_RANGE, tag_range },
	{ ACTION_TAG_NONE, tag_none },
	{ ACTION_FIRST_VALUE, set_status },
	{ ACTION_NEXT_VALUE, set_status },
	{ ACTION_UNDO, take_back },
	{ ACTION_NONE, NULL },
};

const struct place_ops rows_place = {
	.kind = ON_ROWS,
	.prompt = N_("Number of a row, add, back or ?:"),
	.orders = orders,
	.show = show,
};

void
visit_rows(struct talk *t, struct form *form, const struct field *table)
{
	struct rows_view v = { .place = { &rows_place, t, false }, .talk = t, .form = form,
		               .table = table };

	if (!talk_enter(t))
		return;
	/* Rows are told apart by their identities from the start. */
	record_give_row_ids(form->record);
	show_rows(&v);
	place_run(&v.place);
	free(v.tags);
	talk_leave(t);
}
