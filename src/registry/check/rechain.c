/* Writes the journal again where that takes a new chain: to seal sensitive values that stand in plain
 * text because their field was not sensitive when they were written, and to mend entries of version
 * 0.1 whose operator's name is not UTF-8. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "registry/check/check_internal.h"
#include "registry/journal/journal_internal.h"

/* ---- finding */

struct plain_field {
	const struct field *field, *column;
	uint64_t count;
};

struct plain {
	struct plain_field *list;
	size_t count, room;
};

static void
note_plain(void *context, const struct field *field, const struct field *column)
{
	struct plain *p = context;
	size_t i = 0;

	while (i < p->count && (p->list[i].field != field || p->list[i].column != column))
		i++;
	if (i == p->count) {
		MEM_ROOM(p->list, p->count, p->room);
		p->list[p->count++] = (struct plain_field){ field, column, 0 };
	}
	p->list[i].count++;
}

static enum err_code
read_entry(struct act *a, uint64_t sequence, struct span *bytes, struct raw_entry *raw,
           struct err *e)
{
	enum err_code rc = journal_get(a->txn, own_key(a->registry, sequence), bytes, e);

	if (rc == ERR_NOT_FOUND || (rc == ERR_OK && !raw_entry_decode(*bytes, raw)))
		return err_set(e, ERR_STORE, _("entry %llu of the journal is damaged"),
		               (unsigned long long)sequence);
	return rc;
}

enum err_code
plain_values_find(struct act *a, struct faults *faults, struct err *e)
{
	struct plain found = { 0 };
	const struct reseal how = { note_plain, &found, NULL };
	enum err_code rc = ERR_OK;

	for (uint64_t s = 1; rc == ERR_OK && s <= a->last.sequence; s++) {
		struct raw_entry raw;
		struct span bytes;
		const struct type *type;

		rc = read_entry(a, s, &bytes, &raw, e);
		type = rc == ERR_OK ? schema_type(a->registry->schema, raw.type) : NULL;
		if (type != NULL)
			changes_reseal(type, raw.changes, &how, NULL);
	}
	for (size_t i = 0; i < found.count; i++) {
		const struct plain_field *p = &found.list[i];

		faults_add(faults, NULL, 0,
		           ngettext("%s.%s%s%s: it becomes sensitive, and the journal has %" PRIu64
		                    " value of it in plain; `schema --apply --new-chain` seals it",
		                    "%s.%s%s%s: it becomes sensitive, and the journal has %" PRIu64
		                    " values of it in plain; `schema --apply --new-chain` seals them",
		                    p->count),
		           p->field->of->name, p->field->name, p->column == NULL ? "" : ".",
		           p->column == NULL ? "" : p->column->name, p->count);
	}
	free(found.list);
	return rc;
}

/* ---- writing again */

struct rechaining {
	struct act *act;
	bool seals;                     /* else names are mended */
	struct digest hash;             /* of the entry before, as it is now */
	uint64_t sealed;
	struct buf entry, changes;      /* a copy of the one in hand; its changes, sealed */
	struct buf who;                 /* its operator's name, mended */
	struct err *e;
};

static void
count_plain(void *context, const struct field *field, const struct field *column)
{
	struct rechaining *x = context;

	(void)field;
	(void)column;
	x->sealed++;
}

static enum err_code
seal_changes(struct rechaining *x, struct entry_key key, struct raw_entry *raw)
{
	const struct type *type = schema_type(x->act->registry->schema, raw->type);
	struct reseal how = { count_plain, x, NULL };
	struct sealing sealing;
	struct seal seal;
	enum err_code rc = ERR_OK;

	if (type == NULL)
		return ERR_OK;
	buf_reset(&x->changes);
	sealing_init(&sealing, &seal, x->act->txn, key, x->e);
	how.seal = &seal;
	if (!changes_reseal(type, raw->changes, &how, &x->changes))
		rc = err_set(x->e, ERR_STORE, _("entry %llu of the journal is damaged"),
		             (unsigned long long)key.sequence);
	else
		rc = sealing.rc;
	sealing_clear(&sealing);
	raw->changes = buf_span(&x->changes);
	return rc;
}

static enum err_code
mend_name(struct rechaining *x, struct raw_entry *raw)
{
	buf_reset(&x->who);
	text_mend((const char *)raw->who.data, raw->who.size, &x->who);
	raw->who = buf_span(&x->who);
	return ERR_OK;
}

/* Writing makes what was read invalid: the entry is copied first. */
static enum err_code
rechain_entry(struct rechaining *x, uint64_t sequence)
{
	const struct entry_key key = own_key(x->act->registry, sequence);
	struct raw_entry raw;
	struct span bytes;
	struct buf again;
	enum err_code rc = read_entry(x->act, sequence, &bytes, &raw, x->e);

	if (rc != ERR_OK)
		return rc;
	buf_reset(&x->entry);
	buf_add(&x->entry, bytes.data, bytes.size);
	bytes = buf_span(&x->entry);
	raw_entry_decode(bytes, &raw);
	rc = x->seals ? seal_changes(x, key, &raw) : mend_name(x, &raw);
	raw.before = (struct span){ x->hash.byte, DIGEST_SIZE };
	buf_init(&again);
	raw_entry_encode(&raw, &again);
	if (rc == ERR_OK)
		rc = cbor_refusal(&again, x->e);
	if (rc == ERR_OK &&
	    (again.size != bytes.size || memcmp(again.data, bytes.data, bytes.size) != 0))
		rc = journal_put(x->act->txn, key, buf_span(&again), x->e);
	x->hash = digest_of(again.data, again.size);
	buf_clear(&again);
	return rc;
}

static enum err_code
rechain_entries(struct act *a, bool seals, uint64_t *sealed, struct err *e)
{
	struct rechaining x = { .act = a, .seals = seals, .e = e };
	enum err_code rc = ERR_OK;

	for (uint64_t s = 1; rc == ERR_OK && s <= a->last.sequence; s++)
		rc = rechain_entry(&x, s);
	if (rc == ERR_OK)
		rc = reseal_acts(a, e);
	a->begins_chain = true;
	a->old_head = a->hash;
	a->hash = x.hash;
	*sealed = x.sealed;
	buf_clear(&x.entry);
	buf_clear(&x.changes);
	buf_clear(&x.who);
	return rc == ERR_OK ? origins_add(a->registry, a->txn, a->last.sequence + 1, e) : rc;
}

enum err_code
rechain(struct act *a, struct faults *faults, uint64_t *sealed, struct err *e)
{
	struct checking checking = { .registry = a->registry, .faults = faults, .e = e };
	enum err_code rc = check_journal(&checking, false);

	*sealed = 0;
	if (rc == ERR_OK && faults->count > 0)
		faults_add(faults, NULL, 0,
		           _("a new chain would hide these faults: it is begun once they are mended"));
	if (rc == ERR_OK)
		rc = faults_err(faults, ERR_FAULTY, e);
	return rc == ERR_OK ? rechain_entries(a, true, sealed, e) : rc;
}

/* ---- names of operators */

/* Whether nothing else is wrong with the entry. */
static bool
has_bad_name(struct span bytes)
{
	struct raw_entry raw;
	struct buf who, again;
	bool is_mended;

	if (cbor_is_valid(bytes.data, bytes.size) || !raw_entry_decode(bytes, &raw))
		return false;
	buf_init(&who);
	buf_init(&again);
	text_mend((const char *)raw.who.data, raw.who.size, &who);
	raw.who = buf_span(&who);
	raw_entry_encode(&raw, &again);
	is_mended = cbor_is_valid(again.data, again.size);
	buf_clear(&who);
	buf_clear(&again);
	return is_mended;
}

static uint64_t
count_bad_names(struct act *a)
{
	uint64_t count = 0;

	for (uint64_t s = 1; s <= a->last.sequence; s++) {
		struct span bytes;

		if (journal_get(a->txn, own_key(a->registry, s), &bytes, NULL) == ERR_OK)
			count += has_bad_name(bytes);
	}
	return count;
}

/* What else is wrong with the journal stays to be seen. */
enum err_code
mend_entries(struct act *a, struct faults *mended, struct err *e)
{
	uint64_t count = count_bad_names(a), sealed;
	struct faults faults;
	struct checking checking = { .registry = a->registry, .faults = &faults, .e = e };
	enum err_code rc;

	if (count == 0)
		return ERR_OK;
	faults_init(&faults);
	rc = check_journal(&checking, false);
	if (rc == ERR_OK && faults.count == count) {
		rc = rechain_entries(a, false, &sealed, e);
		faults_add(mended, NULL, 0,
		           ngettext("journal: the operator's name in %" PRIu64 " entry was not"
		                    " UTF-8, and is now; the journal has a new chain",
		                    "journal: the operator's name in %" PRIu64 " entries was not"
		                    " UTF-8, and is now; the journal has a new chain",
		                    count),
		           count);
	}
	faults_clear(&faults);
	return rc;
}
