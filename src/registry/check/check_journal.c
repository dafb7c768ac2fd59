/* Verifies the journal. Every entry has the hash of the entry before it, and every act a seal over
 * the hash of its last entry, so that most entries are confirmed twice. If two neighbours do not
 * fit, the entry after them tells which one was changed: an entry that it confirms is as it was
 * written. */
#include <config.h>

#include <inttypes.h>
#include <string.h>

#include "base/intl.h"
#include "registry/check/check_internal.h"
#include "registry/journal/journal_internal.h"

enum seal_state { SEAL_NONE, SEAL_FITS, SEAL_BROKEN };

/* An entry that was read and not judged yet. */
struct judged {
	uint64_t sequence;              /* 0: none */
	struct digest hash;
	bool is_readable;
	bool fits_before;               /* its hash of the entry before it is that one's */
	enum seal_state seal;
	uint32_t act;                   /* whose last entry it is */
};

struct chain {
	struct checking *checking;
	bool with_history;
	struct judged last;
	uint64_t named;                 /* the last entry that was told to be changed */
	struct cursor *acts;
	struct raw_act act;             /* that comes next */
	uint32_t act_number;            /* its; 0: there is none */
	uint32_t passed;                /* the act before it */
	struct digest schema;           /* that an act told to be in force */
	uint32_t schema_act;            /* which act; 0: none did */
};

/* ---- acts, beside the entries */

/* The last act that may have changed the schema says which one it was; one of version 0.1 does
 * not. */
static void
note_schema(struct chain *c, uint32_t number)
{
	struct span digest;
	struct cbor fact;

	if (raw_act_fact(&c->act, FACT_SCHEMA, &fact) && cbor_get_bytes(&fact, &digest) &&
	    digest.size == DIGEST_SIZE) {
		memcpy(c->schema.byte, digest.data, DIGEST_SIZE);
		c->schema_act = number;
	} else if (raw_act_is(&c->act, ACT_SCHEMA)) {
		c->schema_act = 0;
	}
}

static void
next_act(struct chain *c, enum err_code (*go)(struct cursor *cursor, struct span *found,
                                              struct span *value, struct err *e))
{
	struct span key, value;

	c->act_number = 0;
	for (enum err_code rc = go(c->acts, &key, &value, NULL); rc == ERR_OK;
	     rc = cursor_next(c->acts, &key, &value, NULL)) {
		uint32_t number = key.size == 4 ? be32(key.data) : 0;

		if (number != c->passed + 1)
			fault(c->checking, _("act %u follows act %u"), (unsigned)number,
			      (unsigned)c->passed);
		c->passed = number;
		if (cbor_is_valid(value.data, value.size) && raw_act_decode(value, &c->act)) {
			c->act_number = number;
			note_schema(c, number);
			return;
		}
		fault(c->checking, _("act %u cannot be read"), (unsigned)number);
	}
}

/* Passes the acts that end with the entry of that hash; several if some changed no record. */
static enum seal_state
end_acts(struct chain *c, uint64_t sequence, const struct digest *hash, uint32_t *act)
{
	enum seal_state state = SEAL_NONE;

	for (; c->act_number != 0 && c->act.last <= sequence; next_act(c, cursor_next)) {
		const struct digest seal = raw_act_seal(&c->act, hash);

		if (c->act.last < sequence) {
			fault(c->checking, _("act %u: its entries are not in the journal"),
			      (unsigned)c->act_number);
			continue;
		}
		if (c->act.seal.size == 0)
			continue;
		if (c->act.seal.size == DIGEST_SIZE &&
		    memcmp(c->act.seal.data, seal.byte, DIGEST_SIZE) == 0) {
			if (state == SEAL_NONE)
				state = SEAL_FITS;
			continue;
		}
		state = SEAL_BROKEN;
		*act = c->act_number;
	}
	return state;
}

static bool
is_in_act(const struct chain *c, uint64_t sequence, uint32_t act)
{
	return c->act_number == act && c->act.first <= sequence && sequence <= c->act.last;
}

/* ---- judging */

static void
name_entry(struct chain *c, uint64_t sequence)
{
	if (sequence > c->named)
		fault(c->checking, _("journal: entry %" PRIu64 " was changed after it was written"),
		      sequence);
	if (sequence > c->named)
		c->named = sequence;
}

/* The entry before `next`, whose hash of it is at hand; next is NULL behind the last one. */
static void
judge(struct chain *c, const struct span *next_before)
{
	const struct judged *j = &c->last;
	bool is_chained = next_before != NULL && next_before->size == DIGEST_SIZE &&
	                  memcmp(next_before->data, j->hash.byte, DIGEST_SIZE) == 0;

	if (j->sequence == 0 || !j->is_readable)
		return;
	if (!j->fits_before)
		name_entry(c, is_chained || j->seal == SEAL_FITS ? j->sequence - 1 : j->sequence);
	if (j->seal == SEAL_BROKEN && is_chained)
		fault(c->checking, _("act %u was changed after it was written"), (unsigned)j->act);
	else if (j->seal == SEAL_BROKEN && next_before == NULL && c->named != j->sequence)
		fault(c->checking,
		      _("journal: entry %" PRIu64 ", the last one, was changed after it was"
		        " written, or else act %u"),
		      j->sequence, (unsigned)j->act);
}

static void
check_place(struct chain *c, const struct raw_entry *raw, struct entry_key key)
{
	struct txn *t = c->checking->registry->txn;
	struct entry_key again;
	uint32_t number;

	if (!is_in_act(c, key.sequence, raw->act))
		fault(c->checking, _("journal: entry %" PRIu64 " is not of act %u, as it says"),
		      key.sequence, (unsigned)raw->act);
	if (c->with_history &&
	    (uuids_get(t, &raw->uuid, &number, NULL) != ERR_OK ||
	     history_get(t, number, raw->version, &again, NULL) != ERR_OK ||
	     again.sequence != key.sequence))
		fault(c->checking,
		      _("journal: entry %" PRIu64 " is not in the history of its record"),
		      key.sequence);
}

static void
check_entry(struct chain *c, struct entry_key key, struct span bytes)
{
	struct judged now = { .sequence = key.sequence, .hash = digest_of(bytes.data, bytes.size),
	                      .fits_before = true };
	struct raw_entry raw;

	if (key.sequence != c->last.sequence + 1)
		fault(c->checking, _("journal: entry %" PRIu64 " follows %" PRIu64), key.sequence,
		      c->last.sequence);
	/* A text that is not UTF-8 does not keep the entry from being judged. */
	now.is_readable = raw_entry_decode(bytes, &raw);
	if (!now.is_readable || !cbor_is_valid(bytes.data, bytes.size))
		fault(c->checking, _("journal: entry %" PRIu64 " cannot be read"), key.sequence);
	if (now.is_readable) {
		now.fits_before = raw.before.size == DIGEST_SIZE &&
		                  memcmp(raw.before.data, c->last.hash.byte, DIGEST_SIZE) == 0;
		judge(c, &raw.before);
		check_place(c, &raw, key);
	} else {
		c->named = key.sequence;
	}
	now.seal = end_acts(c, key.sequence, &now.hash, &now.act);
	c->last = now;
}

static enum err_code
check_entries(struct chain *c)
{
	struct checking *checking = c->checking;
	struct cursor *cursor;
	struct span key, value;
	enum err_code rc = cursor_open(checking->registry->txn, TABLE_JOURNAL, &cursor,
	                               checking->e);

	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(cursor, &key, &value, checking->e); rc == ERR_OK;
	     rc = cursor_next(cursor, &key, &value, checking->e)) {
		if (key.size != ENTRY_KEY_SIZE)
			fault(checking, _("journal: there is a key of %zu bytes"), key.size);
		else
			check_entry(c, entry_key_get(key.data), value);
		rc = registry_moment_goes_on(checking->registry, checking->e);
		if (rc != ERR_OK)
			break;
	}
	cursor_close(cursor);
	if (rc != ERR_NOT_FOUND)
		return rc;
	judge(c, NULL);
	return ERR_OK;
}

/* ---- what no link of the chain would show */

/* What is gone from the end, and acts without entries, only the totals tell. */
static enum err_code
check_written(struct chain *c)
{
	struct checking *checking = c->checking;
	struct txn *t = checking->registry->txn;
	uint64_t acts, entries;
	enum err_code rc = totals_get(t, &acts, &entries, checking->e);

	if (rc != ERR_OK)
		return rc == ERR_NOT_FOUND ? ERR_OK : rc;
	if (table_count(t, TABLE_ACT) != acts)
		fault(checking, _("acts: %" PRIu64 " were written, %" PRIu64 " are there"), acts,
		      table_count(t, TABLE_ACT));
	if (table_count(t, TABLE_JOURNAL) != entries)
		fault(checking,
		      _("journal: %" PRIu64 " entries were written, %" PRIu64 " are there"),
		      entries, table_count(t, TABLE_JOURNAL));
	return ERR_OK;
}

static enum err_code
check_schema_in_force(struct chain *c)
{
	struct span schema;
	struct digest digest;
	enum err_code rc = meta_get(c->checking->registry->txn, META_SCHEMA, &schema,
	                            c->checking->e);

	if (rc != ERR_OK || c->schema_act == 0)
		return rc;
	digest = digest_of(schema.data, schema.size);
	if (memcmp(digest.byte, c->schema.byte, DIGEST_SIZE) != 0)
		fault(c->checking,
		      _("the schema in the store is not the one that was in force after act %u, and"
		        " no act changed it since"),
		      (unsigned)c->schema_act);
	return ERR_OK;
}

static enum err_code
check_compiled_schema(struct checking *checking)
{
	bool fits;
	enum err_code rc = schema_check_compiled(checking->registry->txn, &fits, checking->e);

	if (rc == ERR_OK && !fits)
		fault(checking, _("the compiled schema is not what the schema's text gives"));
	return rc;
}

enum err_code
check_journal(struct checking *checking, bool with_history)
{
	struct chain c = { .checking = checking, .with_history = with_history };
	uint32_t act = 0;
	enum err_code rc = cursor_open(checking->registry->txn, TABLE_ACT, &c.acts, checking->e);

	if (rc != ERR_OK)
		return rc;
	next_act(&c, cursor_first);
	if (end_acts(&c, 0, &c.last.hash, &act) == SEAL_BROKEN)
		fault(checking, _("act %u was changed after it was written"), (unsigned)act);
	rc = check_entries(&c);
	for (; rc == ERR_OK && c.act_number != 0; next_act(&c, cursor_next))
		fault(checking, _("act %u: its entries are not in the journal"),
		      (unsigned)c.act_number);
	cursor_close(c.acts);
	if (rc == ERR_OK)
		rc = check_written(&c);
	if (rc == ERR_OK)
		rc = check_schema_in_force(&c);
	if (rc == ERR_OK)
		rc = check_compiled_schema(checking);
	return rc;
}

/* ---- sensitive values: each is what the digest in its entry was made of */

enum err_code
check_sensitive(struct checking *c)
{
	struct cursor *cursor;
	struct span key, value;
	enum err_code rc = cursor_open(c->registry->txn, TABLE_SENSITIVE, &cursor, c->e);

	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(cursor, &key, &value, c->e); rc == ERR_OK;
	     rc = cursor_next(cursor, &key, &value, c->e)) {
		struct span digest = { key.data + ENTRY_KEY_SIZE, key.size - ENTRY_KEY_SIZE };

		if (key.size < ENTRY_KEY_SIZE)
			fault(c, _("sensitive values: there is a key of %zu bytes"), key.size);
		else if (!is_sealed_by(value, digest))
			fault(c,
			      _("journal: a sensitive value of entry %" PRIu64
			        " was changed after it was"
			        " written"),
			      entry_key_get(key.data).sequence);
		rc = registry_moment_goes_on(c->registry, c->e);
		if (rc != ERR_OK)
			break;
	}
	cursor_close(cursor);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}
