/* Presents conflicting changes as lines to choose from. */
#include <config.h>

#include "view/form/conflict.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"

#define CHOICES (CHOICE_OTHER + 1)

void
conflicts_init(struct conflicts *c, struct registry *r, struct merge *m, const char *who)
{
	*c = (struct conflicts){ .registry = r, .merge = m, .who = who };
	c->chosen = mem_new(sizeof *c->chosen * (m->count + 1));
	c->others = mem_new(sizeof *c->others * (m->count + 1));
	for (size_t i = 0; i < m->count; i++)
		c->chosen[i] = -1;
}

void
conflicts_clear(struct conflicts *c)
{
	free(c->chosen);
	free(c->others);
	*c = (struct conflicts){ 0 };
}

/* ---- as lines */

/* Any side that has the row can name it. */
static void
name_row(const struct conflicts *c, const struct conflict *x, struct buf *out)
{
	const struct row *row = value_row(record_value(c->merge->record, x->field), x->row);

	for (int i = 0; row == NULL && i < SIDE_COUNT; i++)
		row = x->rows[i];
	if (row == NULL)
		return;
	buf_text(out, ", ");
	row_name(c->registry, x->field, row, out);
}

static void
add_heading(const struct conflicts *c, const struct conflict *x, struct sheet_lines *out)
{
	struct buf text;

	buf_init(&text);
	buf_text(&text, x->field->label);
	if (x->row != 0)
		name_row(c, x, &text);
	if (x->column != NULL)
		buf_printf(&text, ", %s", x->column->label);
	if (x->language != NULL && strcmp(x->language, registry_schema(c->registry)->language) != 0)
		buf_printf(&text, " (%s)", x->language);
	if (x->kind == CONFLICT_ORDER)
		buf_printf(&text, ": %s", _("the order of the rows"));
	sheet_heading(out, buf_string(&text));
	buf_clear(&text);
}

static void
format(const struct conflicts *c, const struct conflict *x, const struct value *v,
       enum form_style style, struct buf *out)
{
	if (x->language != NULL)
		buf_text(out, v->kind == VALUE_TEXT ? v->text : "");
	else
		value_format(v, x->column != NULL ? x->column : x->field,
		             registry_directory(c->registry), style,
		             style == FORM_FILE ? "en" : registry_schema(c->registry)->language,
		             out);
}

static void
side_text(const struct conflicts *c, const struct conflict *x, enum side side, struct buf *out)
{
	const struct value *table = record_value(c->merge->record, x->field);

	switch (x->kind) {
	case CONFLICT_VALUE:
		format(c, x, &x->values[side], FORM_SCREEN, out);
		break;
	case CONFLICT_ROW:
		if (x->rows[side] != NULL)
			row_text(c->registry, NULL, x->field, x->rows[side], false, out);
		else
			buf_text(out, _("(taken out)"));
		break;
	case CONFLICT_ORDER:
		for (uint32_t i = 0; i < x->order_count; i++) {
			const struct row *row = value_row(table, x->orders[side][i]);

			if (row == NULL)
				continue;
			buf_text(out, out->size > 0 ? ", " : "");
			row_name(c->registry, x->field, row, out);
		}
		break;
	}
}

static const char *
choice_label(const struct conflicts *c, int choice, char **owned)
{
	*owned = NULL;
	switch (choice) {
	case SIDE_BEFORE: return _("before");
	case SIDE_THEIRS: return *owned = mem_printf(_("theirs (%s)"), c->who);
	case SIDE_MINE:   return _("mine");
	default:          return _("another value");
	}
}

static void
add_choice(const struct conflicts *c, size_t index, int choice, int width, struct sheet_lines *out)
{
	const struct conflict *x = &c->merge->list[index];
	size_t first = out->count;
	struct buf text;
	char *owned;

	buf_init(&text);
	if (choice != CHOICE_OTHER)
		side_text(c, x, (enum side)choice, &text);
	else if (c->chosen[index] == CHOICE_OTHER)
		format(c, x, &c->others[index], FORM_SCREEN, &text);
	if (text.size == 0 && choice != CHOICE_OTHER)
		buf_text(&text, _("(empty)"));
	sheet_entry(out, choice_label(c, choice, &owned), buf_string(&text), width);
	sheet_keys(out, first, index * CHOICES + (uint64_t)choice + 1);
	if (c->chosen[index] == choice)
		out->list[first].mark = '*';
	free(owned);
	buf_clear(&text);
}

void
conflicts_lines(const struct conflicts *c, int width, struct sheet_lines *out)
{
	for (size_t i = 0; i < c->merge->count; i++) {
		int choices = c->merge->list[i].kind == CONFLICT_VALUE ? CHOICES : SIDE_COUNT;

		add_heading(c, &c->merge->list[i], out);
		for (int j = 0; j < choices; j++)
			add_choice(c, i, j, width, out);
	}
}

bool
conflicts_at(const struct conflicts *c, const struct sheet_line *line, size_t *conflict,
             int *choice)
{
	if (line->key == 0 || line->key > c->merge->count * CHOICES)
		return false;
	*conflict = (size_t)(line->key - 1) / CHOICES;
	*choice = (int)((line->key - 1) % CHOICES);
	return true;
}

/* ---- choosing */

void
conflicts_choose(struct conflicts *c, size_t conflict, enum side side)
{
	merge_settle(c->merge, conflict, side);
	c->chosen[conflict] = (int)side;
}

const struct field *
conflicts_field(const struct conflicts *c, size_t conflict)
{
	const struct conflict *x = &c->merge->list[conflict];

	if (x->kind != CONFLICT_VALUE)
		return NULL;
	return x->column != NULL ? x->column : x->field;
}

void
conflicts_text(const struct conflicts *c, size_t conflict, struct buf *out)
{
	const struct conflict *x = &c->merge->list[conflict];

	if (c->chosen[conflict] == CHOICE_OTHER)
		format(c, x, &c->others[conflict], FORM_FILE, out);
	else
		format(c, x, &x->values[SIDE_MINE], FORM_FILE, out);
}

enum err_code
conflicts_type(struct conflicts *c, size_t conflict, const char *text, struct err *e)
{
	const struct conflict *x = &c->merge->list[conflict];
	const struct field *f = conflicts_field(c, conflict);
	struct arena *a = &c->merge->record->arena;
	struct value v = { 0 };
	enum err_code rc;

	if (x->language == NULL) {
		rc = value_parse(f, text, registry_directory(c->registry), a, &v, e);
	} else {
		rc = value_set_language(&v, f, x->language, text, a, e);
		v = rc != ERR_OK || v.kind != VALUE_LANGUAGES ? (struct value){ 0 } :
		    (struct value){ .kind = VALUE_TEXT, .text = v.translations[0].text };
	}
	if (rc != ERR_OK) {
		err_prefix(e, "%s", f->label);
		return rc;
	}
	c->others[conflict] = v;
	c->chosen[conflict] = CHOICE_OTHER;
	merge_settle_value(c->merge, conflict, &v);
	return ERR_OK;
}
