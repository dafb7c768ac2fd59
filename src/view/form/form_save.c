/* Checks and saves a form, and merges what others have changed meanwhile. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "view/form/draft.h"

/* ---- what is wrong */

/* Which row a row's form is of, from 1; a new one comes last. */
static uint32_t
row_number(const struct form *f)
{
	const struct value *table = record_value(f->record, f->table);

	return table->kind == VALUE_ROWS ? form_row_index(table, f->row) + 1 : 1;
}

static void
add_unread(const struct form *f, struct problems *out)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct form_item *item = &f->items[i];
		const char *colon = item->error == NULL ? NULL : strstr(item->error, ": ");

		if (colon != NULL && f->table != NULL)
			problems_add(out, f->table, row_number(f), item->field, "%s", colon + 2);
		else if (colon != NULL)
			problems_add(out, item->field, 0, NULL, "%s", colon + 2);
	}
}

/* What could not be read is not said to be missing as well. */
static void
drop_said(struct problems *p, size_t said)
{
	size_t kept = said;

	for (size_t i = said; i < p->count; i++) {
		const struct problem *x = &p->list[i];
		size_t j = 0;

		while (j < said && (p->list[j].field != x->field || p->list[j].column != x->column ||
		                    p->list[j].row != x->row))
			j++;
		if (j == said)
			p->list[kept++] = *x;
		else
			free(x->sentence);
	}
	p->count = kept;
}

void
form_problems(struct form *f, struct problems *out)
{
	size_t said;

	add_unread(f, out);
	said = out->count;
	if (f->table != NULL)
		row_check(f->table, f->values, row_number(f), out);
	else
		record_check(f->record, f->base, out);
	drop_said(out, said);
}

size_t
form_item_of(const struct form *f, const struct problem *p)
{
	return form_find(f, f->table != NULL ? p->column : p->field, NULL);
}

/* ---- merging */

/* "Title, Place" of what differs; the caller frees it. */
static char *
changed_labels(const struct record *before, const struct record *after)
{
	const struct field *last = NULL;
	struct changes changes;
	struct buf out;

	buf_init(&out);
	changes_between(before, after, &changes);
	for (size_t i = 0; i < changes.count; i++) {
		const struct field *f = changes.list[i].field;

		if (f == last)
			continue;       /* another column of the table */
		buf_printf(&out, "%s%s", out.size > 0 ? ", " : "", f->label);
		last = f;
	}
	for (size_t i = 0; i < changes.order_count; i++) {
		if (strstr(buf_string(&out), changes.orders[i].field->label) == NULL)
			buf_printf(&out, "%s%s", out.size > 0 ? ", " : "",
			           changes.orders[i].field->label);
	}
	changes_clear(&changes);
	return buf_take(&out);
}

/* What of theirs is in the merged record that mine had not, as a sentence. */
static void
note_theirs(struct form *f, const struct record *merged, const struct record *now)
{
	char *labels = changed_labels(f->record, merged);
	const char *who = "?";
	int64_t when;

	registry_last_change(f->registry, now, &when, &who);
	free(f->note);
	f->note = *labels == '\0' ? NULL :
	                            mem_printf(_(" Merged with what %s changed: %s."), who, labels);
	free(labels);
}

/* What the register has by now, merged with what the form has. *out NULL: there is nothing to merge
 * with, and e stays as it is. */
static enum err_code
merge_with_now(struct form *f, struct merge **out, struct record **now, struct err *e)
{
	struct err ignored;
	enum err_code rc;

	*out = NULL;
	if (f->base == NULL)
		return ERR_CONFLICT;
	rc = registry_get_number(f->registry, f->record->number, now, &ignored);
	if (rc == ERR_NOT_FOUND)
		return ERR_CONFLICT;    /* it was removed: e says by whom */
	if (rc != ERR_OK)
		return err_set(e, rc, "%s", ignored.text);
	record_give_row_ids(f->record);
	*out = f->base_is_unknown ? merge_unknown(f->base, *now, f->record) :
	                            merge_of(f->base, *now, f->record);
	return ERR_OK;
}

void
form_adopt(struct form *f, struct merge *m, struct record *now)
{
	note_theirs(f, m->record, now);
	/* An unknown base has no version that could be a parent. */
	if (f->merged == 0)
		f->merged = f->base_is_unknown ? now->version : f->base->version;
	f->base_is_unknown = false;
	form_restart(f, merge_take(m), now);
	f->is_changed = true;
}

/* ---- saving */

static enum err_code
save_once(struct form *f, struct problems *problems, struct saved *saved, struct err *e)
{
	if (f->base_is_unknown)
		return err_set(e, ERR_CONFLICT,
		               _("the register was restored since this was begun; nothing was saved"));
	if (f->merged != 0)
		return registry_save_merged(f->registry, f->record, f->merged, problems, saved, e);
	return registry_save(f->registry, f->record, problems, saved, e);
}

static void
after_save(struct form *f)
{
	form_restart(f, f->record, record_copy(f->record));
	f->is_changed = false;
	f->merged = 0;
	form_forget(f);
}

enum err_code
form_save(struct form *f, struct problems *problems, struct saved *saved,
          struct form_conflict *conflict, struct err *e)
{
	enum err_code rc;

	*conflict = (struct form_conflict){ 0 };
	if (f->merged == 0) {
		free(f->note);
		f->note = NULL;
	}
	add_unread(f, problems);
	if (problems->count > 0) {
		problems_clear(problems);
		form_problems(f, problems);
		return problems_err(problems, e);
	}
	/* Somebody may save again between a merge and its saving; each round has what they have. */
	for (;;) {
		struct record *now;
		struct merge *m;

		rc = save_once(f, problems, saved, e);
		if (rc == ERR_OK)
			after_save(f);
		if (rc != ERR_CONFLICT)
			return rc;
		rc = merge_with_now(f, &m, &now, e);
		if (rc != ERR_OK)
			return rc;
		if (m->count > 0) {
			*conflict = (struct form_conflict){ m, now };
			return ERR_CONFLICT;
		}
		form_adopt(f, m, now);
		merge_free(m);
	}
}

void
form_conflict_clear(struct form_conflict *c)
{
	merge_free(c->merge);
	record_free(c->now);
	*c = (struct form_conflict){ 0 };
}

enum err_code
form_finish_row(struct form *f, struct problems *problems, struct err *e)
{
	struct value *table = record_value(f->record, f->table);
	struct row *row;

	form_problems(f, problems);
	if (problems->count > 0)
		return problems_err(problems, e);
	form_note_rows(f->parent, f->table);
	row = f->row == 0 ? NULL : value_row(table, f->row);
	if (row == NULL) {
		row = value_add_row(&f->record->arena, table, f->fields);
		row->id = rowid_new();
		f->row = row->id;
	}
	row->values = f->values;
	f->parent->is_changed = true;
	return ERR_OK;
}

