/* Erases a sensitive value. It is removed from the record, by a change like any other, and then the
 * values behind the digests in the record's journal entries are removed too. The entries and their
 * chain stay as they are; only the digests can no longer be resolved. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/act/act_internal.h"
#include "registry/journal/journal_internal.h"
#include "registry/read/read_internal.h"
#include "registry/write/erase_internal.h"

static bool
is_meant(const struct what_to_erase *w, const struct field *field, uint64_t row,
         const struct field *column)
{
	return field == w->field && column == w->column && (w->row == 0 || w->row == row);
}

/* ---- the record as it is */

static void
empty(const struct what_to_erase *w, struct record *r)
{
	struct value *v = record_value(r, w->field);

	if (w->column == NULL) {
		*v = (struct value){ 0 };
		return;
	}
	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
		if (is_meant(w, w->field, v->rows[i].id, w->column))
			*row_value(&v->rows[i], w->column) = (struct value){ 0 };
	}
}

/* Of a removed record only the history has it. */
static enum err_code
erase_present(struct erasing *x, struct record *before, const struct stored *stored)
{
	struct record *after;
	bool is_unchanged;
	enum err_code rc;

	if (before == NULL)
		return ERR_OK;
	after = record_copy(before);
	empty(x->what, after);
	rc = act_put(x->act, after, before, stored, &is_unchanged, x->e);
	record_free(after);
	return rc;
}

/* ---- its history */

static void
note_digest(struct erasing *x, struct span seal)
{
	if (seal.size == DIGEST_SIZE)
		buf_add(&x->digests, seal.data, seal.size);
}

/* From before the field was sensitive: part of the entry, and of the chain. */
static bool
is_plain(const struct change *c)
{
	return (!value_is_empty(&c->before) && c->before_seal.size == 0) ||
	       (!value_is_empty(&c->after) && c->after_seal.size == 0);
}

static bool
note_digests(void *context, const struct entry *entry, struct changes *changes)
{
	struct erasing *x = context;
	bool has_plain = false;

	for (size_t i = 0; i < changes->count; i++) {
		const struct change *c = &changes->list[i];

		if (!is_meant(x->what, c->field, c->row, c->column))
			continue;
		has_plain = has_plain || is_plain(c);
		if (!c->before_is_forgotten)
			note_digest(x, c->before_seal);
		if (!c->after_is_forgotten)
			note_digest(x, c->after_seal);
	}
	if (has_plain)
		buf_printf(&x->plain, "%s%" PRIu64, x->plain.size > 0 ? ", " : "", entry->version);
	return true;
}

static enum err_code
forget_digests(struct erasing *x, struct entry_key key)
{
	enum err_code rc = ERR_OK;

	for (size_t at = 0; rc == ERR_OK && at < x->digests.size; at += DIGEST_SIZE) {
		const struct span digest = { x->digests.data + at, DIGEST_SIZE };

		rc = sensitive_delete(x->act->txn, key, digest, x->e);
		x->count++;
	}
	buf_reset(&x->digests);
	return rc;
}

static enum err_code
erase_history(struct erasing *x, uint32_t number)
{
	struct registry *r = x->act->registry;
	enum err_code rc = ERR_OK;

	for (uint64_t version = 1; rc == ERR_OK; version++) {
		struct entry_key key;
		bool goes_on;

		rc = history_get(r->txn, number, version, &key, x->e);
		if (rc == ERR_OK)
			rc = tell_entry(r, key, note_digests, x, &goes_on, x->e);
		if (rc == ERR_OK)
			rc = forget_digests(x, key);
	}
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* What cannot be forgotten altogether is not forgotten by half: nobody would look again. */
static enum err_code
refuse_plain(struct erasing *x, uint32_t number)
{
	const struct what_to_erase *w = x->what;
	struct buf code;

	if (x->plain.size == 0)
		return ERR_OK;
	buf_init(&code);
	x->act->directory->code(x->act->registry, number, &code);
	err_set(x->e, ERR_DATA,
	        _("%s %s: %s stands in plain in its history, in version %s: the field was not"
	          " sensitive then. Nothing was erased; `schema --apply --new-chain` seals such"
	          " values"),
	        w->type->name, buf_string(&code), (w->column != NULL ? w->column : w->field)->name,
	        buf_string(&x->plain));
	buf_clear(&code);
	return ERR_DATA;
}

/* ---- the act */

enum err_code
erase_record(struct erasing *x, uint32_t number)
{
	struct record *before;
	struct stored stored;
	enum err_code rc = load_record(x->act->registry, number, &before, &stored, x->e);

	if (rc == ERR_NOT_FOUND && !stored.is_removed)
		return err_set(x->e, rc, _("the record is not there"));
	if (rc != ERR_OK && rc != ERR_NOT_FOUND)
		return rc;
	rc = erase_present(x, before, &stored);
	record_free(before);
	if (rc == ERR_OK)
		rc = erase_history(x, number);
	return rc == ERR_OK ? refuse_plain(x, number) : rc;
}

void
erasing_clear(struct erasing *x)
{
	buf_clear(&x->digests);
	buf_clear(&x->plain);
}

enum err_code
erase_may(const struct what_to_erase *what, struct err *e)
{
	const struct field *f = what->column != NULL ? what->column : what->field;

	return f->is_sensitive ? ERR_OK :
	       err_set(e, ERR_DATA,
	               _("%s is not a sensitive field: its values are part of the journal for good"),
	               f->name);
}

static enum err_code
erase_one(struct erasing *x, uint32_t number)
{
	const struct what_to_erase *w = x->what;
	enum err_code rc = erase_record(x, number);

	if (rc != ERR_OK || x->count > 0)
		return rc;
	return err_set(x->e, ERR_NOT_FOUND,
	               _("there is nothing to erase: neither the record nor its history has a value"
	                 " of %s"),
	               (w->column != NULL ? w->column : w->field)->name);
}

static char *
sentence_for(struct registry *r, uint32_t number, const struct what_to_erase *w)
{
	struct buf code;
	char *sentence;

	buf_init(&code);
	r->directory.code(r, number, &code);
	sentence = mem_printf("erase %s%s%s of %s %s", w->field->name, w->column != NULL ? "." : "",
	                      w->column != NULL ? w->column->name : "", w->type->name,
	                      buf_string(&code));
	buf_clear(&code);
	return sentence;
}

enum err_code
registry_erase(struct registry *r, uint32_t number, const struct what_to_erase *what, size_t *count,
               struct err *e)
{
	struct act a;
	struct erasing x = { .act = &a, .what = what, .e = e };
	char *sentence;
	enum err_code rc = erase_may(what, e);

	*count = 0;
	if (rc != ERR_OK)
		return rc;
	sentence = sentence_for(r, number, what);
	rc = act_begin(&a, r, ACT_ERASE, sentence, e);
	if (rc == ERR_OK) {
		a.is_recorded = true;
		rc = erase_one(&x, number);
		erasing_clear(&x);
		if (rc == ERR_OK)
			rc = act_end(&a, false, NULL, e);
		else
			act_abort(&a);
	}
	free(sentence);
	*count = x.count;
	return rc;
}
