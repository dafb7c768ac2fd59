/* Rebuilds what is derived from the records: indexes, links, counts. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/check/check_internal.h"
#include "registry/read/read_internal.h"

static enum err_code
reset_counts(struct act *a, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < a->registry->schema->count; i++) {
		char name[32];

		count_name(a->registry->schema->types[i], name);
		rc = meta_put_number(a->txn, name, 0, e);
		a->counts[i] = 0;
	}
	return rc;
}

/* What cannot be read is passed over, or fails it all where nobody wants to know. */
static enum err_code
pass_over(uint32_t number, struct faults *lost, struct err *e)
{
	if (lost == NULL)
		return e->code;
	faults_add(lost, NULL, 0, _("record %u cannot be read: %s"), (unsigned)number, e->text);
	return ERR_OK;
}

/* The numbers of all live records first: what is written must not disturb the walk. */
static enum err_code
live_numbers(struct act *a, struct faults *lost, uint32_t **out, size_t *count, struct err *e)
{
	struct cursor *c;
	struct span key, value;
	size_t room = 0;
	enum err_code rc = cursor_open(a->txn, TABLE_RECORD, &c, e);

	*out = NULL;
	*count = 0;
	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(c, &key, &value, e); rc == ERR_OK;
	     rc = cursor_next(c, &key, &value, e)) {
		struct stored s;

		if (records_decode(value, be32(key.data), &s, e) != ERR_OK) {
			rc = pass_over(be32(key.data), lost, e);
			if (rc != ERR_OK)
				break;
			continue;
		}
		if (s.is_removed)
			continue;
		MEM_ROOM(*out, *count, room);
		(*out)[(*count)++] = be32(key.data);
	}
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* What a record of the old schema is not allowed to be under the new one. */
static void
note_problems(struct act *a, const struct record *r, struct faults *faults)
{
	struct problems problems = { 0 };
	char *code = registry_code(a->registry, r);

	record_check(r, r, &problems);
	for (size_t i = 0; i < problems.count; i++) {
		char *text = problem_text(&problems.list[i], false);

		faults_add(faults, NULL, 0, "%s %s: %s", r->type->name, code, text);
		free(text);
	}
	problems_clear(&problems);
	free(code);
}

/* All that depends on one record. */
static enum err_code
rebuild_one(struct act *a, uint32_t number, struct faults *problems, struct faults *lost,
            struct err *e)
{
	struct record *r;
	enum err_code rc = load_record(a->registry, number, &r, NULL, e);

	if (rc != ERR_OK)
		return pass_over(number, lost, e);
	if (problems != NULL)
		note_problems(a, r, problems);
	rc = update_indexes(a, NULL, r, e);
	if (rc == ERR_OK)
		rc = update_links(a, NULL, r, r->number, e);
	if (rc == ERR_OK)
		rc = update_words(a, NULL, r, r->number, e);
	count_record(a, r->type, 1);
	record_free(r);
	return rc;
}

enum err_code
rebuild(struct act *a, struct faults *problems, struct faults *lost, struct err *e)
{
	uint32_t *numbers = NULL;
	size_t count = 0;
	enum err_code rc = live_numbers(a, lost, &numbers, &count, e);

	if (rc == ERR_OK)
		rc = table_empty(a->txn, TABLE_INDEX, e);
	if (rc == ERR_OK)
		rc = table_empty(a->txn, TABLE_COLUMN, e);
	if (rc == ERR_OK)
		rc = table_empty(a->txn, TABLE_LINK, e);
	if (rc == ERR_OK)
		rc = words_reset(a, e);
	if (rc == ERR_OK)
		rc = reset_counts(a, e);
	for (size_t i = 0; rc == ERR_OK && i < count; i++)
		rc = rebuild_one(a, numbers[i], problems, lost, e);
	free(numbers);
	return rc;
}

enum err_code
reindex(struct registry *r, struct err *e)
{
	struct faults lost;
	struct act a;
	enum err_code rc;

	rc = act_begin(&a, r, ACT_REINDEX, "make the indexes anew", e);
	if (rc != ERR_OK)
		return rc;
	a.is_recorded = true;
	/* Damage is for check to tell; it does not keep anybody out. */
	faults_init(&lost);
	rc = rebuild(&a, NULL, &lost, e);
	faults_clear(&lost);
	a.check_count = 0;
	if (rc == ERR_OK)
		rc = folding_put(a.txn, e);
	if (rc == ERR_OK)
		return act_end(&a, false, NULL, e);
	act_abort(&a);
	return rc;
}
