/* Repairs acts of version 0.1 whose sentence is not UTF-8 because it holds a file name as it came.
 * Their sentence is written again, and they are sealed again if the old seal was right. */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "base/text.h"
#include "registry/check/check_internal.h"
#include "registry/journal/journal_internal.h"

/* The hash of the last entry that there was when the act ended; zeros before the first. */
static enum err_code
last_hash(struct act *a, const struct raw_act *act, struct digest *out, struct err *e)
{
	struct span entry;
	enum err_code rc;

	memset(out, 0, sizeof *out);
	if (act->last == 0)
		return ERR_OK;
	rc = journal_get(a->txn, own_key(a->registry, act->last), &entry, e);
	if (rc == ERR_OK)
		*out = digest_of(entry.data, entry.size);
	return rc;
}

static bool
is_sealed_right(const struct raw_act *act, const struct digest *last)
{
	const struct digest seal = raw_act_seal(act, last);

	return act->seal.size == 0 || (act->seal.size == DIGEST_SIZE &&
	                               memcmp(act->seal.data, seal.byte, DIGEST_SIZE) == 0);
}

static struct span
mend(struct buf *out, struct span text)
{
	text_mend((const char *)text.data, text.size, out);
	return buf_span(out);
}

static enum err_code
put_mended(struct act *a, uint32_t number, struct raw_act *act, const struct digest *last,
           struct err *e)
{
	struct buf who, kind, sentence, bytes;
	struct digest seal;
	enum err_code rc;

	buf_init(&who);
	buf_init(&kind);
	buf_init(&sentence);
	buf_init(&bytes);
	act->covered = (struct span){ 0 };
	act->who = mend(&who, act->who);
	act->kind = mend(&kind, act->kind);
	act->sentence = mend(&sentence, act->sentence);
	seal = raw_act_seal(act, last);
	if (act->seal.size > 0)
		act->seal = (struct span){ seal.byte, DIGEST_SIZE };
	raw_act_encode(act, &bytes);
	rc = acts_put(a->txn, number, buf_span(&bytes), e);
	buf_clear(&who);
	buf_clear(&kind);
	buf_clear(&sentence);
	buf_clear(&bytes);
	return rc;
}

/* What is not as it was written stays as it is: check goes on telling it. */
static enum err_code
mend_act(struct act *a, uint32_t number, struct faults *mended, struct err *e)
{
	struct raw_act act;
	struct digest last;
	struct span bytes;
	enum err_code rc = acts_get(a->txn, number, &bytes, e);

	if (rc != ERR_OK || cbor_is_valid(bytes.data, bytes.size) ||
	    !raw_act_decode(bytes, &act))
		return rc;
	rc = last_hash(a, &act, &last, e);
	if (rc != ERR_OK || !is_sealed_right(&act, &last))
		return rc;
	rc = put_mended(a, number, &act, &last, e);
	if (rc == ERR_OK)
		faults_add(mended, NULL, 0,
		           _("act %u: a text in it was not UTF-8, and is now"), (unsigned)number);
	return rc;
}

enum err_code
mend_acts(struct act *a, struct faults *mended, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (uint32_t number = 1; rc == ERR_OK && number < a->number; number++) {
		rc = mend_act(a, number, mended, e);
		if (rc == ERR_NOT_FOUND)
			rc = ERR_OK;
	}
	return rc;
}

static enum err_code
reseal_act(struct act *a, uint32_t number, struct err *e)
{
	struct raw_act act;
	struct digest last, seal;
	struct span bytes;
	struct buf again;
	enum err_code rc = acts_get(a->txn, number, &bytes, e);

	if (rc != ERR_OK || !raw_act_decode(bytes, &act) || act.seal.size == 0)
		return rc;
	rc = last_hash(a, &act, &last, e);
	if (rc != ERR_OK)
		return rc;
	seal = raw_act_seal(&act, &last);
	if (memcmp(act.seal.data, seal.byte, DIGEST_SIZE) == 0)
		return ERR_OK;
	act.seal = (struct span){ seal.byte, DIGEST_SIZE };
	buf_init(&again);
	raw_act_encode(&act, &again);
	rc = cbor_refusal(&again, e);
	if (rc == ERR_OK)
		rc = acts_put(a->txn, number, buf_span(&again), e);
	buf_clear(&again);
	return rc;
}

enum err_code
reseal_acts(struct act *a, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (uint32_t number = 1; rc == ERR_OK && number < a->number; number++)
		rc = reseal_act(a, number, e);
	return rc;
}
