/* Ends an act: writes what could not be written or checked before all of it was in place, and the
 * act's own line in the log. */
#include <config.h>

#include <string.h>

#include "registry/act/act_internal.h"
#include "registry/journal/journal_internal.h"
#include "registry/read/read_internal.h"


static enum err_code
write_counts(struct act *a, struct err *e)
{
	const struct schema *schema = a->registry->schema;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < schema->count; i++) {
		uint64_t count;
		char name[32];

		if (a->counts[i] == 0)
			continue;
		count_name(schema->types[i], name);
		rc = meta_get_number(a->txn, name, &count, e);
		if (rc == ERR_OK)
			rc = meta_put_number(a->txn, name, count + (uint64_t)a->counts[i], e);
	}
	return rc;
}

/* ---- what the act tells beside its sentence */

/* Which schema is in force is told by the first act of all and by every one that may change it, so
 * that a schema that was put there by no act is noticed. */
static enum err_code
digest_schema(struct act *a, struct digest *out, struct err *e)
{
	struct span schema;
	enum err_code rc = meta_get(a->txn, META_SCHEMA, &schema, e);

	if (rc == ERR_OK)
		*out = digest_of(schema.data, schema.size);
	return rc;
}

static enum err_code
put_facts(struct act *a, struct buf *out, struct err *e)
{
	bool tells_schema = a->tells_schema || a->number == 1;
	bool tells_clock = a->by_clock != a->when, takes_back = a->takes_back.act != 0;
	size_t count = (size_t)tells_schema + a->begins_chain + tells_clock + takes_back;
	struct digest schema;
	enum err_code rc = tells_schema ? digest_schema(a, &schema, e) : ERR_OK;

	if (rc != ERR_OK || count == 0)
		return rc;
	cbor_put_map(out, count);
	if (tells_schema) {
		cbor_put_uint(out, FACT_SCHEMA);
		cbor_put_bytes(out, schema.byte, DIGEST_SIZE);
	}
	if (a->begins_chain) {
		cbor_put_uint(out, FACT_OLD_HEAD);
		cbor_put_bytes(out, a->old_head.byte, DIGEST_SIZE);
	}
	if (tells_clock) {
		cbor_put_uint(out, FACT_CLOCK);
		cbor_put_int(out, a->by_clock);
	}
	if (takes_back) {
		cbor_put_uint(out, FACT_TAKES_BACK);
		cbor_put_array(out, 2);
		cbor_put_uint(out, a->takes_back.act);
		cbor_put_uint(out, a->takes_back.entry);
	}
	return ERR_OK;
}

static enum err_code
write_act(struct act *a, struct err *e)
{
	const char *who = a->registry->settings->operator_name, *kind = act_rules[a->kind].name;
	struct raw_act act = {
		.who = { (const unsigned char *)who, strlen(who) },
		.kind = { (const unsigned char *)kind, strlen(kind) },
		.sentence = { (const unsigned char *)a->sentence, strlen(a->sentence) },
		.when = a->when,
		.first = a->first,
		.last = a->last.sequence,
	};
	struct buf facts, bytes;
	struct digest seal;
	enum err_code rc;

	buf_init(&facts);
	buf_init(&bytes);
	rc = put_facts(a, &facts, e);
	act.facts = buf_span(&facts);
	seal = raw_act_seal(&act, &a->hash);
	act.seal = (struct span){ seal.byte, DIGEST_SIZE };
	raw_act_encode(&act, &bytes);
	if (rc == ERR_OK)
		rc = cbor_refusal(&bytes, e);
	if (rc == ERR_OK)
		rc = totals_add(a->txn, a->last.sequence + 1 - a->first, e);
	if (rc == ERR_OK)
		rc = acts_put(a->txn, a->number, buf_span(&bytes), e);
	buf_clear(&facts);
	buf_clear(&bytes);
	return rc;
}

enum err_code
act_end(struct act *a, bool is_trial, uint32_t *failed, struct err *e)
{
	enum err_code rc = index_flush(a, e);

	if (rc == ERR_OK)
		rc = column_flush(a, e);
	if (rc == ERR_OK)
		rc = run_checks(a, failed, e);
	if (rc == ERR_OK)
		rc = write_counts(a, e);
	if (rc == ERR_OK && !is_trial)
		rc = words_end(a, e);
	if (rc == ERR_OK)
		rc = write_act(a, e);
	/* An act that changed nothing leaves nothing. */
	if (rc != ERR_OK || is_trial || (a->last.sequence < a->first && !a->is_recorded)) {
		act_abort(a);
		return rc;
	}
	rc = schema_compile_again(a->registry, a->txn, e);
	if (rc != ERR_OK) {
		act_abort(a);
		return rc;
	}
	rc = store_commit(a->txn, e);
	if (rc == ERR_OK)
		unseen_note_own(a->registry, a->first, a->last.sequence);
	act_leave(a);
	return rc;
}
