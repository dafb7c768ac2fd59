/* Taking changes back: an entry of the journal backwards, field by field. A field that somebody
 * has changed since is not touched; the whole undo is refused with who did. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "registry/private.h"

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

static enum err_code
undo_range(struct registry *r, const char *sentence, uint64_t first, uint64_t last, struct err *e)
{
	struct act a;
	enum err_code rc = act_begin(&a, r, ACT_RENAME, "undo", sentence, e);

	if (rc != ERR_OK)
		return rc;
	rc = undo_entries(&a, first, last, e);
	if (rc == ERR_OK)
		return act_end(&a, false, NULL, e);
	act_abort(&a);
	return rc;
}

struct finding {
	uint32_t number;
	uint64_t first, last;
	bool found;
};

static bool
find_act(void *context, const struct act_entry *act)
{
	struct finding *f = context;

	if (act->number > f->number)
		return true;
	f->found = act->number == f->number;
	f->first = act->first;
	f->last = act->last;
	return false;
}

enum err_code
registry_undo_act(struct registry *r, uint32_t act, struct err *e)
{
	struct finding f = { .number = act };
	char *sentence;
	enum err_code rc = registry_acts(r, find_act, &f, e);

	if (rc != ERR_OK)
		return rc;
	if (!f.found)
		return err_set(e, ERR_NOT_FOUND, _("there is no act %u"), (unsigned)act);
	if (f.first > f.last)
		return err_set(e, ERR_DATA, _("act %u changed no record that could be put back"),
		               (unsigned)act);
	sentence = mem_printf("undo act %u", (unsigned)act);
	rc = undo_range(r, sentence, f.first, f.last, e);
	free(sentence);
	return rc;
}

struct version_finding {
	uint64_t version;               /* 0: the last */
	uint64_t sequence;
};

static bool
find_version(void *context, const struct entry *entry, struct changes *changes)
{
	struct version_finding *f = context;

	(void)changes;
	if (f->version != 0 && entry->version != f->version)
		return true;
	f->sequence = entry->sequence;
	return false;
}

enum err_code
registry_undo(struct registry *r, uint32_t number, uint64_t version, struct err *e)
{
	struct version_finding f = { .version = version };
	char *sentence;
	struct buf code;
	enum err_code rc = registry_history(r, number, find_version, &f, e);

	if (rc != ERR_OK)
		return rc;
	if (f.sequence == 0)
		return err_set(e, ERR_NOT_FOUND, _("there is no version %" PRIu64 " of it"),
		               version);
	buf_init(&code);
	r->directory.code(r, number, &code);
	sentence = mem_printf("undo %s", buf_string(&code));
	buf_clear(&code);
	rc = undo_range(r, sentence, f.sequence, f.sequence, e);
	free(sentence);
	return rc;
}

/* ---- one's own last act */

struct own_act {
	const char *who;
	uint32_t number;
};

static bool
find_own(void *context, const struct act_entry *act)
{
	struct own_act *o = context;

	if (act->first > act->last || strcmp(act->who, o->who) != 0)
		return true;
	o->number = act->number;
	return false;
}

enum err_code
registry_my_last_act(struct registry *r, uint32_t *out, struct err *e)
{
	struct own_act o = { r->settings->operator_name, 0 };
	enum err_code rc = registry_acts(r, find_own, &o, e);

	*out = o.number;
	if (rc == ERR_OK && o.number == 0)
		rc = err_set(e, ERR_NOT_FOUND,
		             _("you have changed nothing that could be taken back"));
	return rc;
}
