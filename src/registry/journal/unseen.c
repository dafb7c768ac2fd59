/* Tells what other sessions have written since a position in the journal. */
#include <config.h>

#include "registry/journal/journal_internal.h"


void
unseen_note_own(struct registry *r, uint64_t first, uint64_t last)
{
	struct own_entries *o = &r->own[r->own_count % OWN_MOST];

	if (first > last)
		return;
	if (r->own_count > 0 && r->own[(r->own_count - 1) % OWN_MOST].last + 1 == first) {
		r->own[(r->own_count - 1) % OWN_MOST].last = last;
		return;
	}
	*o = (struct own_entries){ first, last };
	r->own_count++;
}

static bool
is_own(const struct registry *r, uint64_t sequence)
{
	size_t count = r->own_count < OWN_MOST ? r->own_count : OWN_MOST;

	for (size_t i = 0; i < count; i++) {
		if (sequence >= r->own[i].first && sequence <= r->own[i].last)
			return true;
	}
	return false;
}

uint64_t
registry_position(struct registry *r)
{
	struct entry_key key = { 0 };
	struct span entry;
	struct visit v;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return 0;
	if (own_last(r, r->txn, &key, &entry, NULL) != ERR_OK)
		key.sequence = 0;
	visit_end(&v);
	return key.sequence;
}

bool
registry_is_unseen(struct registry *r, const struct record *record, uint64_t place)
{
	struct entry_key key;
	struct visit v;
	bool found;

	if (visit_begin(r, &v, NULL) != ERR_OK)
		return false;
	found = history_get(r->txn, record->number, record->version, &key, NULL) == ERR_OK;
	visit_end(&v);
	return found && key.sequence > place && !is_own(r, key.sequence);
}
