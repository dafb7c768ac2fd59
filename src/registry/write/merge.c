/* Folds a duplicate into another record in one act, moving every reference to it. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/derive.h"
#include "registry/act/act_internal.h"
#include "registry/read/read_internal.h"

static int
by_number(const void *a, const void *b)
{
	const struct referrer *x = a, *y = b;

	return x->number < y->number ? -1 : x->number > y->number;
}

/* One record that refers to the duplicate, with all its references moved. */
static enum err_code
move_references(struct act *a, uint32_t source, uint32_t from, uint32_t to, size_t *moved,
                struct err *e)
{
	struct record *before, *after;
	struct stored stored;
	bool is_unchanged;
	enum err_code rc = load_record(a->registry, source, &before, &stored, e);

	if (rc != ERR_OK)
		return rc;
	after = record_copy(before);
	*moved += record_replace_reference(after, from, to);
	rc = act_put(a, after, before, &stored, &is_unchanged, e);
	record_free(before);
	record_free(after);
	return rc;
}

static enum err_code
move_all(struct act *a, uint32_t from, uint32_t to, size_t *moved, struct err *e)
{
	struct referrer *list;
	size_t count;
	enum err_code rc = registry_referrers(a->registry, from, &list, &count, e);

	if (rc != ERR_OK)
		return rc;
	if (count > 1)
		qsort(list, count, sizeof *list, by_number);
	for (size_t i = 0; rc == ERR_OK && i < count; i++) {
		bool is_seen = i > 0 && list[i - 1].number == list[i].number;

		/* The two themselves are seen to when their values are put together. */
		if (!is_seen && list[i].number != from && list[i].number != to)
			rc = move_references(a, list[i].number, from, to, moved, e);
	}
	free(list);
	return rc;
}

/* The record that stays, with what the other has and it has not. */
static enum err_code
fill_in(struct act *a, uint32_t from, uint32_t to, size_t *moved, struct err *e)
{
	struct record *other = NULL, *before = NULL, *after = NULL;
	struct stored stored_other, stored;
	bool is_unchanged;
	enum err_code rc = load_record(a->registry, from, &other, &stored_other, e);

	if (rc == ERR_OK)
		rc = load_record(a->registry, to, &before, &stored, e);
	if (rc == ERR_OK) {
		after = record_copy(before);
		*moved += record_replace_reference(after, from, to);
		record_replace_reference(other, from, to);
		record_complete(after, other);
		record_forget_self(after);
		rc = act_put(a, after, before, &stored, &is_unchanged, e);
	}
	record_free(before);
	record_free(after);
	record_free(other);
	return rc;
}

static enum err_code
remove_duplicate(struct act *a, uint32_t from, struct err *e)
{
	struct record *record;
	struct stored stored;
	enum err_code rc = load_record(a->registry, from, &record, &stored, e);

	if (rc != ERR_OK)
		return rc;
	rc = act_remove(a, record, &stored, e);
	record_free(record);
	return rc;
}

enum err_code
registry_merge(struct registry *r, const struct type *type, const char *code, const char *into,
               bool is_trial, struct merged *out, struct err *e)
{
	uint32_t from, to;
	struct act a;
	char *sentence;
	enum err_code rc = registry_find_code(r, type, code, &from, e);

	*out = (struct merged){ 0 };
	if (rc == ERR_OK)
		rc = registry_find_code(r, type, into, &to, e);
	if (rc != ERR_OK)
		return rc;
	if (from == to)
		return err_set(e, ERR_DATA, _("\"%s\" and \"%s\" are the same record"), code, into);
	sentence = mem_printf("merge %s %s into %s", type->name, code, into);
	rc = act_begin(&a, r, ACT_MERGE, sentence, e);
	if (rc == ERR_OK) {
		rc = move_all(&a, from, to, &out->references, e);
		if (rc == ERR_OK)
			rc = fill_in(&a, from, to, &out->references, e);
		if (rc == ERR_OK)
			rc = remove_duplicate(&a, from, e);
		out->act = a.number;
		if (rc == ERR_OK)
			rc = act_end(&a, is_trial, NULL, e);
		else
			act_abort(&a);
	}
	free(sentence);
	return rc;
}
