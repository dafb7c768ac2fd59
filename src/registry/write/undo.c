/* Undoes changes: applies an entry of the journal backwards, field by field. A field that somebody
 * has changed since is not touched; the whole undo is refused, and the sentence says who changed
 * it. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "registry/act/act_internal.h"
#include "registry/journal/journal_internal.h"
#include "registry/read/read_internal.h"

struct undoing {
	struct act *act;
	uint64_t version;               /* that is taken back */
	struct err *e;
	enum err_code rc;
};

/* ---- refusing */

/* Who wrote the same value, row or order last, of those who came behind the version. */
struct blaming {
	const struct undoing *undoing;
	const struct field *field, *column;     /* column NULL: the field, or the order of its rows */
	uint64_t row;
	char *who;                      /* NULL: nobody was found */
	int64_t when;
};

static bool
touches(const struct blaming *b, const struct changes *changes)
{
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *c = &changes->list[i];

		if (c->field == b->field && c->column == b->column && c->row == b->row)
			return true;
	}
	for (size_t i = 0; i < changes->order_count; i++) {
		const struct order_change *o = &changes->orders[i];
		bool had = b->row == 0;

		for (uint32_t j = 0; !had && j < o->before_count; j++)
			had = o->before[j] == b->row;
		if (o->field == b->field && had)
			return true;
	}
	return false;
}

static bool
blame(void *context, const struct entry *entry, struct changes *changes)
{
	struct blaming *b = context;

	if (entry->version <= b->undoing->version)
		return false;
	if (entry->act == b->undoing->act->number || !touches(b, changes))
		return true;
	b->who = mem_text(entry->who);
	b->when = entry->when;
	return false;
}

static enum err_code
changed_since(struct undoing *u, const struct record *now, const struct change *c)
{
	struct registry *r = u->act->registry;
	struct blaming b = { .undoing = u, .field = c->field, .column = c->column, .row = c->row };
	const char *field = c->column == NULL ? c->field->name : c->column->name;
	char when[CLOCK_TEXT] = "?", *code = registry_code(r, now);
	struct err ignored;

	registry_history(r, now->number, blame, &b, &ignored);
	if (b.who != NULL)
		clock_format(b.when, when);
	err_set(u->e, ERR_CONFLICT,
	        _("%s has changed %s of %s %s since (%s); nothing was taken back"),
	        b.who == NULL ? "?" : b.who, field, now->type->name, code, when);
	free(b.who);
	free(code);
	return ERR_CONFLICT;
}

/* The value that a change is about, as it is now; NULL if its row is gone. */
static const struct value *
value_now(const struct record *now, const struct change *c)
{
	const struct value *v = record_value(now, c->field);
	const struct row *row;

	if (c->column == NULL)
		return v;
	row = value_row(v, c->row);
	return row == NULL ? NULL : row_value(row, c->column);
}

/* Whether the rows that the change of order put there still stand so. */
static bool
order_stands(const struct record *now, const struct order_change *o)
{
	const struct value *v = record_value(now, o->field);
	uint32_t count = v->kind == VALUE_ROWS ? v->count : 0;

	if (o->start + o->after_count > count)
		return false;
	for (uint32_t i = 0; i < o->after_count; i++) {
		if (v->rows[o->start + i].id != o->after[i])
			return false;
	}
	return true;
}

static enum err_code
check_untouched(struct undoing *u, const struct record *now, const struct changes *changes)
{
	static const struct value nothing;

	for (size_t i = 0; i < changes->count; i++) {
		const struct change *c = &changes->list[i];
		const struct field *f = c->column == NULL ? c->field : c->column;
		const struct value *v = value_now(now, c);

		if (c->before_is_forgotten)
			return err_set(u->e, ERR_DATA, _("%s was erased and cannot come back"),
			               f->name);
		if (!c->after_is_forgotten && !value_equal(v == NULL ? &nothing : v, &c->after, f))
			return changed_since(u, now, c);
	}
	for (size_t i = 0; i < changes->order_count; i++) {
		if (!order_stands(now, &changes->orders[i]))
			return changed_since(u, now,
			                     &(struct change){ .field = changes->orders[i].field });
	}
	return ERR_OK;
}

/* ---- one entry */

static enum err_code
take_back_change(struct undoing *u, const struct record *now, const struct stored *stored,
                 struct changes *changes)
{
	struct record *after;
	bool is_unchanged;
	enum err_code rc = check_untouched(u, now, changes);

	if (rc != ERR_OK)
		return rc;
	after = record_copy(now);
	changes_invert(changes);
	changes_apply(changes, after);
	rc = act_put(u->act, after, now, stored, &is_unchanged, u->e);
	record_free(after);
	return rc;
}

/* A removed record comes back as it was. */
static enum err_code
bring_back(struct undoing *u, const struct entry *entry, const struct stored *stored,
           struct changes *changes)
{
	struct record *after = record_new(entry->type);
	bool is_unchanged;
	enum err_code rc;

	after->number = entry->number;
	after->uuid = entry->uuid;
	changes_invert(changes);
	changes_apply(changes, after);
	rc = act_put(u->act, after, NULL, stored, &is_unchanged, u->e);
	record_free(after);
	return rc;
}

static enum err_code
check_is_own(struct undoing *u, const struct entry *entry)
{
	const struct registry *r = u->act->registry;

	return strcmp(entry->who, r->settings->operator_name) == 0 ? ERR_OK :
	       registry_may(r, OPERATOR_ADMINISTRATOR, u->e);
}

static enum err_code
take_back(struct undoing *u, const struct entry *entry, struct changes *changes)
{
	struct registry *r = u->act->registry;
	struct record *now = NULL;
	struct stored stored;
	enum err_code rc = check_is_own(u, entry);

	if (rc != ERR_OK)
		return rc;
	rc = load_record(r, entry->number, &now, &stored, u->e);
	if (rc != ERR_OK && !(rc == ERR_NOT_FOUND && stored.is_removed))
		return rc == ERR_NOT_FOUND ? err_set(u->e, rc, _("the record is not there")) : rc;
	if (entry->kind == entry_kind_name(ENTRY_REMOVE)) {
		if (now != NULL || stored.version != entry->version)
			rc = err_set(u->e, ERR_CONFLICT, _("the record was brought back since"));
		else
			rc = bring_back(u, entry, &stored, changes);
	} else if (now == NULL) {
		rc = err_set(u->e, ERR_CONFLICT, _("%.*s was removed since"), (int)stored.body.size,
		             (const char *)stored.body.data);
	} else if (entry->kind == entry_kind_name(ENTRY_ADD)) {
		rc = check_untouched(u, now, changes);
		if (rc == ERR_OK)
			rc = act_remove(u->act, now, &stored, u->e);
	} else {
		rc = take_back_change(u, now, &stored, changes);
	}
	record_free(now);
	return rc;
}

static bool
undo_entry(void *context, const struct entry *entry, struct changes *changes)
{
	struct undoing *u = context;

	u->version = entry->version;
	u->rc = take_back(u, entry, changes);
	return u->rc == ERR_OK;
}

/* ---- acts */

/* The entries of an act, the last first: what it did last is taken back first. */
static enum err_code
undo_entries(struct act *a, uint64_t first, uint64_t last, struct err *e)
{
	struct undoing u = { .act = a, .e = e };
	enum err_code rc = ERR_OK;

	for (uint64_t s = last; rc == ERR_OK && s >= first; s--) {
		bool goes_on;

		rc = tell_entry(a->registry, own_key(a->registry, s), undo_entry, &u, &goes_on, e);
		if (rc == ERR_OK)
			rc = u.rc;
	}
	return rc;
}

/* Whether it is taken back already is asked where nobody else can write. */
static enum err_code
check_in_force(struct registry *r, const struct undo *what, struct err *e)
{
	uint32_t by;
	enum err_code rc = undo_find_by(r, what, &by, e);

	if (rc != ERR_OK || by == 0)
		return rc;
	return err_set(e, ERR_CONFLICT, _("act %u has taken it back already; act %u stays as it is"),
	               (unsigned)by, (unsigned)what->act);
}

static enum err_code
undo_range(struct registry *r, const char *sentence, const struct undo *what, uint64_t first,
           uint64_t last, struct err *e)
{
	struct act a;
	enum err_code rc = act_begin(&a, r, ACT_UNDO, sentence, e);

	if (rc != ERR_OK)
		return rc;
	a.takes_back = *what;
	rc = check_in_force(r, what, e);
	if (rc == ERR_OK)
		rc = undo_entries(&a, first, last, e);
	/* Fields that the schema has no more are passed over: that may be all of it. */
	if (rc == ERR_OK && a.last.sequence < a.first)
		rc = err_set(e, ERR_CONFLICT, _("nothing of act %u is left to undo"),
		             (unsigned)what->act);
	if (rc == ERR_OK)
		return act_end(&a, false, NULL, e);
	act_abort(&a);
	return rc;
}

struct range {
	uint64_t first, last;
};

static void
take_range(void *context, const struct act_entry *act)
{
	*(struct range *)context = (struct range){ act->first, act->last };
}

static enum err_code
undo_all(struct registry *r, const struct undo *what, const struct range *all, struct err *e)
{
	char *sentence = mem_printf("undo act %u", (unsigned)what->act);
	enum err_code rc = undo_range(r, sentence, what, all->first, all->last, e);

	free(sentence);
	return rc;
}

struct naming {
	struct registry *registry;
	struct buf *out;
};

/* Of one record of an act it says which: "undo act 7 of LK". */
static bool
name_record(void *context, const struct entry *entry, struct changes *changes)
{
	struct naming *n = context;

	(void)changes;
	buf_text(n->out, " of ");
	n->registry->directory.code(n->registry, entry->number, n->out);
	return false;
}

static enum err_code
undo_one(struct registry *r, const struct undo *what, const struct range *all, struct err *e)
{
	const struct act_entry only = { .first = what->entry, .last = what->entry };
	/* Where it is all that the act did, the act is taken back. */
	const struct undo whole = { .act = what->act };
	struct naming n;
	struct buf sentence;
	enum err_code rc;

	if (all->first == all->last)
		return undo_all(r, &whole, all, e);
	buf_init(&sentence);
	buf_printf(&sentence, "undo act %u", (unsigned)what->act);
	n = (struct naming){ r, &sentence };
	rc = registry_act_entries(r, &only, name_record, &n, e);
	if (rc == ERR_OK)
		rc = undo_range(r, buf_string(&sentence), what, what->entry, what->entry, e);
	buf_clear(&sentence);
	return rc;
}

enum err_code
registry_take_back(struct registry *r, const struct undo *what, struct err *e)
{
	struct range all = { 0 };
	enum err_code rc = registry_act(r, what->act, take_range, &all, e);

	if (rc != ERR_OK)
		return rc;
	if (all.first > all.last)
		return err_set(e, ERR_DATA, _("act %u changed no record that could be put back"),
		               (unsigned)what->act);
	return what->entry == 0 ? undo_all(r, what, &all, e) : undo_one(r, what, &all, e);
}

enum err_code
registry_undo_act(struct registry *r, uint32_t act, struct err *e)
{
	return registry_take_back(r, &(struct undo){ .act = act }, e);
}

enum err_code
registry_undo(struct registry *r, uint32_t number, uint64_t version, struct err *e)
{
	struct undo what;
	enum err_code rc = registry_undo_of(r, number, version, &what, e);

	return rc == ERR_OK ? registry_take_back(r, &what, e) : rc;
}
