/* Opens a draft that was kept: finds what it was changed from, and what is left of it to save. */
#include <config.h>

#include "registry/session/draft_internal.h"

#include <string.h>

#include "base/intl.h"

/* A draft of version 0.1 tells the number of its base only. That says which it is as long as the
 * register was never restored. */
static bool
is_base_known(struct registry *r, const struct stored_draft *f, uint32_t number)
{
	struct base_key key;

	if (!draft_find_base_key(r, number, f->version, &key))
		return false;
	return f->has_base ? memcmp(&key, &f->base, sizeof key) == 0 : r->origin_count == 1;
}

/* What was there before each change; all that the draft did not change is as it is now. */
static struct record *
record_before(struct registry *r, const struct stored_draft *f, const struct record *now)
{
	struct record *base = record_copy(now);
	struct changes changes;

	if (changes_decode(f->type, f->changes, &r->directory, &draft_seal, &changes)) {
		changes_invert(&changes);
		changes_apply(&changes, base);
		changes_clear(&changes);
	}
	return base;
}

/* What the draft was changed from, in d->base, and what the register has now, in *now; each NULL if
 * there is none. */
static enum err_code
find_base(struct registry *r, const struct stored_draft *f, struct draft *d, struct record **now,
          struct err *e)
{
	uint32_t number = r->directory.number(r, &f->uuid);
	enum err_code rc;

	*now = NULL;
	if (number == 0)
		return ERR_OK;
	rc = registry_last_known(r, number, &d->is_removed, now, e);
	if (rc != ERR_OK)
		return rc;
	if (f->version == 0) {
		d->base = record_copy(*now);
		return ERR_OK;
	}
	d->base_is_unknown = !is_base_known(r, f, number);
	if (d->base_is_unknown) {
		d->base = record_before(r, f, *now);
		return ERR_OK;
	}
	rc = registry_version(r, *now, f->version, &d->base, e);
	/* Without what it was changed from it would be taken for a new record. */
	if (rc != ERR_OK) {
		record_free(*now);
		*now = NULL;
	}
	return rc;
}

/* Whether there is anything left to save. A new record that is there was saved. */
static bool
is_left(const struct stored_draft *f, const struct record *now, const struct draft *d)
{
	struct changes changes;
	bool differs;

	if (now == NULL || d->is_removed)
		return true;
	if (f->version == 0)
		return false;
	changes_between(now, d->record, &changes);
	differs = changes.count > 0 || changes.order_count > 0;
	changes_clear(&changes);
	return differs || d->count > 0 || d->table != NULL;
}

static struct record *
changed_record(struct registry *r, const struct stored_draft *f, const struct record *base)
{
	struct record *record = base != NULL ? record_copy(base) : record_new(f->type);
	struct changes changes;

	record->uuid = f->uuid;
	if (changes_decode(f->type, f->changes, &r->directory, &draft_seal, &changes)) {
		changes_apply(&changes, record);
		changes_clear(&changes);
	}
	return record;
}

/* A record that was removed since can only be saved as a new one. */
static void
renew(struct draft *d)
{
	static const struct uuid nil = { { 0 } };

	d->record->number = 0;
	d->record->version = 0;
	d->record->uuid = nil;
	record_free(d->base);
	d->base = NULL;
	d->base_is_unknown = false;
	d->merged = 0;
}

enum err_code
draft_open(struct registry *r, const struct stored_draft *f, struct draft *d, struct err *e)
{
	struct record *now;
	enum err_code rc;
	bool is_left_over;

	draft_init(d);
	rc = find_base(r, f, d, &now, e);
	if (rc != ERR_OK) {
		draft_clear(d);
		return rc;
	}
	d->id = f->id;
	d->when = f->when;
	d->merged = d->base_is_unknown ? 0 : f->merged;
	d->is_open = f->process.number != process_self().number && process_lives(&f->process);
	d->record = changed_record(r, f, d->base);
	if (!draft_read_row(f->row, f->type, d) || !draft_read_texts(f->texts, f->type, d))
		rc = err_set(e, ERR_STORE, _("draft %u is damaged"), (unsigned)f->id);
	d->current = draft_field(d->table != NULL ? d->table->table : &f->type->fields,
	                            f->current);
	is_left_over = is_left(f, now, d);
	record_free(now);
	if (rc == ERR_OK && !is_left_over)
		rc = ERR_NOT_FOUND;
	if (rc != ERR_OK)
		draft_clear(d);
	else if (d->is_removed)
		renew(d);
	return rc;
}
