/* Finds what was already undone in the register, and what is to be undone next. An act of undoing
 * stores the number of the act that it undid; in version 0.1 only its sentence says so. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/journal/journal_internal.h"

/* What an act took back, as long as that act was not taken back itself. */
struct undone {
	struct undo what;
	uint32_t by;
};

/* Walks the acts from the newest one backwards: whatever took an act back is met before it. */
struct walking {
	struct undone *list;
	size_t count, room;
	bool (*each)(struct walking *w, const struct act_entry *act);
	const char *who;                /* pick_mine(): the operator; *act: what was found */
	struct undo sought;             /* stop_at(): until this one; *by: what took it back */
	uint32_t by;
	struct err *e;
	enum err_code rc;
};

bool
act_is_undo(const struct act_entry *act)
{
	return strcmp(act->kind, act_rules[ACT_UNDO].name) == 0;
}

/* What took it back, or 0. An entry went with its act. */
static uint32_t
undone_by(const struct walking *w, uint32_t act, uint64_t entry)
{
	for (size_t i = 0; i < w->count; i++) {
		const struct undo *what = &w->list[i].what;

		if (what->act == act && (what->entry == 0 || what->entry == entry))
			return w->list[i].by;
	}
	return 0;
}

static bool
pass_act(void *context, const struct act_entry *act)
{
	struct walking *w = context;

	if (!w->each(w, act))
		return false;
	if (act->takes_back.act != 0 && undone_by(w, act->number, 0) == 0) {
		MEM_ROOM(w->list, w->count, w->room);
		w->list[w->count++] = (struct undone){ act->takes_back, act->number };
	}
	return true;
}

static enum err_code
walk(struct registry *r, struct walking *w, struct err *e)
{
	enum err_code rc;

	w->e = e;
	rc = registry_acts(r, pass_act, w, e);
	free(w->list);
	return rc == ERR_OK ? w->rc : rc;
}

/* ---- one's own last act */

/* Nobody means an index to be made anew: opening the register does it. */
static bool
pick_mine(struct walking *w, const struct act_entry *act)
{
	if (strcmp(act->who, w->who) != 0 || act_is_undo(act) ||
	    strcmp(act->kind, "reindex") == 0 || undone_by(w, act->number, 0) != 0)
		return true;
	w->sought.act = act->number;
	if (act->first > act->last)
		w->rc = err_set(w->e, ERR_DATA,
		                _("your last act (%u, \"%s\") changed no record and cannot be taken"
		                  " back; the log has the numbers of those before it"),
		                (unsigned)act->number, act->sentence);
	return false;
}

enum err_code
registry_my_last_act(struct registry *r, uint32_t *out, struct err *e)
{
	struct walking w = { .each = pick_mine, .who = r->settings->operator_name };
	enum err_code rc = walk(r, &w, e);

	*out = rc == ERR_OK ? w.sought.act : 0;
	if (rc == ERR_OK && w.sought.act == 0)
		rc = err_set(e, ERR_NOT_FOUND,
		             _("you have changed nothing that could be taken back"));
	return rc;
}

/* ---- whether something was taken back already */

static bool
stop_at(struct walking *w, const struct act_entry *act)
{
	if (act->number > w->sought.act)
		return true;
	w->by = undone_by(w, w->sought.act, w->sought.entry);
	return false;
}

enum err_code
undo_find_by(struct registry *r, const struct undo *what, uint32_t *by, struct err *e)
{
	struct walking w = { .each = stop_at, .sought = *what };
	enum err_code rc = walk(r, &w, e);

	*by = w.by;
	return rc;
}

/* ---- the last change of a record */

struct version_finding {
	struct registry *registry;
	uint64_t version;               /* 0: the last that is in force */
	bool has_begun;
	struct undo found;
	enum err_code rc;
	struct err *e;
};

static void
note_undo(void *context, const struct act_entry *act)
{
	*(bool *)context = act_is_undo(act);
}

/* What undoing wrote, and what it took back, is passed over: so repeated undo walks backwards. A
 * record that is removed is brought back first, whatever removed it. */
static bool
is_sought(struct version_finding *f, const struct entry *entry)
{
	const struct undo what = { entry->act, entry->sequence };
	bool is_undo = false, is_newest = !f->has_begun;
	uint32_t by = 0;

	f->has_begun = true;
	if (f->version != 0)
		return entry->version == f->version;
	if (is_newest && strcmp(entry->kind, entry_kind_name(ENTRY_REMOVE)) == 0)
		return true;
	f->rc = registry_act(f->registry, entry->act, note_undo, &is_undo, f->e);
	if (f->rc == ERR_OK && !is_undo)
		f->rc = undo_find_by(f->registry, &what, &by, f->e);
	return f->rc == ERR_OK && !is_undo && by == 0;
}

static bool
find_version(void *context, const struct entry *entry, struct changes *changes)
{
	struct version_finding *f = context;

	(void)changes;
	if (!is_sought(f, entry))
		return f->rc == ERR_OK;
	f->found = (struct undo){ entry->act, entry->sequence };
	return false;
}

enum err_code
registry_undo_of(struct registry *r, uint32_t number, uint64_t version, struct undo *out,
                 struct err *e)
{
	struct version_finding f = { .registry = r, .version = version, .e = e };
	enum err_code rc = registry_history(r, number, find_version, &f, e);

	*out = f.found;
	if (rc == ERR_OK)
		rc = f.rc;
	if (rc != ERR_OK || f.found.entry != 0)
		return rc;
	if (version == 0)
		return err_set(e, ERR_NOT_FOUND, _("none of its changes are left to undo"));
	return err_set(e, ERR_NOT_FOUND, _("there is no version %llu of it"),
	               (unsigned long long)version);
}
