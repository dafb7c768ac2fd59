/* Keeps a form as a draft, and opens it again. */
#include <config.h>

#include "view/form/draft.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"

/* ---- what is to be kept */

/* Texts that could not be read, and the one that is being typed. */
static void
add_texts(struct keeping *k, const struct form *f, size_t current, const char *text)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct form_item *item = &f->items[i];
		bool is_typed = i == current && !item->is_fixed && strcmp(text, item->text) != 0;

		if (!is_typed && item->error == NULL)
			continue;
		draft_add_text(&k->draft, item->field, item->language,
		               is_typed ? text : item->text);
		k->is_worth = true;
	}
	k->field = f->items[current].field;
	k->language = f->items[current].language;
}

void
keep_form(struct keeping *k, struct form *f, size_t item, const char *text)
{
	*k = (struct keeping){ .form = f, .is_worth = f->is_changed };
	draft_init(&k->draft);
	record_give_row_ids(f->record);
	if (uuid_is_nil(&f->record->uuid))
		f->record->uuid = uuid_new();
	k->draft.id = f->draft;
	k->draft.record = f->record;
	k->draft.base = f->base;
	k->draft.base_is_unknown = f->base_is_unknown;
	k->draft.merged = f->merged;
	k->draft.current = f->items[item].field;
	add_texts(k, f, item, text);
}

/* A new row has presets, and what it was made like: all its texts are kept. */
void
keep_row(struct keeping *k, const struct form *f, size_t item, const char *text)
{
	k->draft.table = f->table;
	k->draft.row = f->row;
	k->draft.current = f->items[item].field;
	k->is_worth = k->is_worth || f->is_changed;
	for (size_t i = 0; i < f->count; i++) {
		const struct form_item *row_item = &f->items[i];

		if (i != item && row_item->error == NULL && !row_item->is_fixed)
			draft_add_text(&k->draft, row_item->field, row_item->language,
			               row_item->text);
	}
	add_texts(k, f, item, text);
	if (strcmp(text, f->items[item].text) == 0 && f->items[item].error == NULL)
		draft_add_text(&k->draft, k->field, k->language, text);
}

void
keep_cell(struct keeping *k, const struct field *table, uint64_t row, const struct field *column,
          const char *text)
{
	k->draft.table = table;
	k->draft.row = row;
	k->draft.current = column;
	draft_add_text(&k->draft, column, NULL, text);
	k->is_worth = true;
}

void
keep_text(struct keeping *k, const char *text)
{
	for (size_t i = 0; i < k->draft.count; i++) {
		struct draft_text *t = &k->draft.texts[i];

		if (t->field == k->field && (t->language == NULL) == (k->language == NULL) &&
		    (t->language == NULL || strcmp(t->language, k->language) == 0)) {
			*t = k->draft.texts[--k->draft.count];
			break;
		}
	}
	draft_add_text(&k->draft, k->field, k->language, text);
	k->is_worth = true;
}

static enum err_code
write_draft(struct keeping *k, struct err *e)
{
	struct form *f = k->form;
	struct buf bytes;
	enum err_code rc = ERR_OK;

	buf_init(&bytes);
	draft_encode(f->registry, &k->draft, &bytes);
	if (f->draft == 0 || bytes.size != f->kept.size ||
	    memcmp(bytes.data, f->kept.data, bytes.size) != 0) {
		rc = registry_keep_draft(f->registry, buf_span(&bytes), &f->draft, e);
		buf_reset(&f->kept);
		if (rc == ERR_OK)
			buf_add(&f->kept, bytes.data, bytes.size);
	}
	buf_clear(&bytes);
	return rc;
}

enum err_code
keep_end(struct keeping *k, struct err *e)
{
	enum err_code rc = ERR_OK;

	if (k->form == NULL)
		return ERR_OK;
	if (k->is_worth)
		rc = write_draft(k, e);
	else
		form_forget(k->form);
	k->draft.record = k->draft.base = NULL;         /* the form's */
	draft_clear(&k->draft);
	*k = (struct keeping){ 0 };
	return rc;
}

void
form_forget(struct form *f)
{
	struct err ignored;

	buf_reset(&f->kept);
	if (f->draft == 0)
		return;
	registry_drop_draft(f->registry, f->draft, &ignored);
	f->draft = 0;
}

/* ---- taken up again */

/* Texts of the record's fields, or of the row's. */
static void
type_texts(struct form *f, const struct draft *d)
{
	for (size_t i = 0; i < d->count; i++) {
		const struct draft_text *t = &d->texts[i];
		size_t item = form_find(f, t->field, t->language);
		struct err ignored;

		if (item < f->count)
			form_set(f, item, t->text, &ignored);
	}
}

static size_t
item_of(const struct form *f, const struct field *field)
{
	size_t item = field == NULL ? f->count : form_find(f, field, NULL);

	return item < f->count ? item : 0;
}

struct form *
form_resume(struct registry *r, struct draft *d, size_t *item)
{
	struct form *f = form_new(r, d->record);

	record_free(f->base);
	f->base = d->base;
	f->draft = d->id;
	f->base_is_unknown = d->base_is_unknown;
	f->merged = d->merged;
	d->record = d->base = NULL;
	f->is_changed = true;
	type_texts(f, d);
	*item = item_of(f, d->table != NULL ? d->table : d->current);
	return f;
}

struct form *
form_resume_row(struct form *parent, const struct draft *d, size_t *item)
{
	const struct row *row;
	struct form *f;

	if (d->table == NULL)
		return NULL;
	row = d->row == 0 ? NULL : value_row(record_value(parent->record, d->table), d->row);
	f = form_new_row(parent, d->table, row, NULL);
	type_texts(f, d);
	f->is_changed = true;
	*item = item_of(f, d->current);
	return f;
}

/* ---- as text */

char *
draft_name(struct registry *r, const struct draft *d)
{
	char *code, *name;

	if (d->record->number == 0)
		return mem_printf(_("New %s"), d->record->type->label);
	code = registry_code(r, d->record);
	name = mem_printf("%s %s", d->record->type->label, code);
	free(code);
	return name;
}

struct listing {
	struct registry *registry;
	int width;
	struct sheet_lines *out;
};

static bool
list_draft(void *context, struct draft *d)
{
	struct listing *l = context;
	char *name = draft_name(l->registry, d), *title = registry_title(l->registry, d->record);
	size_t first = l->out->count;
	struct buf age, text;

	buf_init(&age);
	buf_init(&text);
	age_text(d->when, &age);
	buf_printf(&text, "%s  %s", name, title);
	if (d->is_open)
		buf_printf(&text, "  %s", _("(open in another session)"));
	if (d->is_removed)
		buf_printf(&text, "  %s", _("(the record was removed since)"));
	sheet_entry(l->out, buf_string(&age), buf_string(&text), l->width);
	sheet_keys(l->out, first, d->id);
	buf_clear(&age);
	buf_clear(&text);
	free(title);
	free(name);
	return true;
}

enum err_code
report_drafts(struct registry *r, int width, struct sheet_lines *out, struct err *e)
{
	struct listing l = { r, width, out };
	enum err_code rc = registry_drafts(r, list_draft, &l, e);

	if (rc == ERR_OK && out->count == 0)
		sheet_heading(out, _("Nothing of yours is unfinished."));
	return rc;
}
