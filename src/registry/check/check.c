/* Verifies a store: compares everything that is kept twice, and checks everything that has a
 * checksum. What is compared is of one moment; records, journal and sensitive values have a moment
 * each, so that none is kept for long. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/digest.h"
#include "base/intl.h"
#include "record/coding.h"
#include "registry/check/check_internal.h"
#include "registry/read/read_internal.h"
#include "registry/select/selection_internal.h"

/* ---- one record against everything that depends on it */

static void
check_content(struct checking *c, const struct record *r, const char *name)
{
	struct problems problems = { 0 };

	record_check(r, r, &problems);
	for (size_t i = 0; i < problems.count; i++) {
		char *text = problem_text(&problems.list[i], false);

		fault(c, "%s: %s", name, text);
		free(text);
	}
	problems_clear(&problems);
}

static bool
is_in_column(struct checking *c, const struct field *f, uint32_t number, struct span key)
{
	const struct span sort_key = { key.data + INDEX_PREFIX, key.size - INDEX_PREFIX - 4 };
	struct span chunk;

	return columns_get(c->registry->txn, f->of->number, f->number, number / COLUMN_RECORDS,
	                   &chunk, c->e) == ERR_OK &&
	       be64(chunk.data + number % COLUMN_RECORDS * 8) == column_prefix(sort_key);
}

static void
check_indexes(struct checking *c, const struct record *r, const char *name)
{
	struct txn *t = c->registry->txn;
	struct cursor *cursor;
	struct span found;
	struct buf key;

	/* Where texts are folded by other rules, whoever may write makes the keys anew. */
	if (!c->registry->has_words || cursor_open(t, TABLE_INDEX, &cursor, c->e) != ERR_OK)
		return;
	buf_init(&key);
	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];

		if (!f->is_indexed)
			continue;
		c->index_entries++;
		buf_reset(&key);
		index_prefix(&key, r->type->number, f->number);
		index_key(r, f, &key);
		buf_be32(&key, r->number);
		if (cursor_seek(cursor, buf_span(&key), &found, NULL, c->e) != ERR_OK ||
		    found.size != key.size || memcmp(found.data, key.data, key.size) != 0)
			fault(c, _("%s: is missing in the index of %s"), name, f->name);
		else if (field_has_column(f) && !is_in_column(c, f, r->number, buf_span(&key)))
			fault(c, _("%s: the sort column of %s has something else"), name, f->name);
	}
	cursor_close(cursor);
	buf_clear(&key);
}

static enum err_code
check_index_uniqueness(struct checking *c, const struct record *r, const char *name)
{
	uint32_t number = 0;
	struct buf key;
	enum err_code rc;

	if (!c->registry->has_words)
		return ERR_OK;
	buf_init(&key);
	index_key(r, type_code(r->type), &key);
	rc = index_find(c->registry->txn, r->type->number, type_code(r->type)->number,
	                buf_span(&key), &number, c->e);
	if (rc == ERR_OK && number != r->number)
		fault(c, _("%s: record %u has the same code"), name, (unsigned)number);
	buf_clear(&key);
	return rc;
}

struct reference_check {
	struct checking *checking;
	const struct record *record;
	const char *name;
	struct cursor *cursor;
};

static enum err_code
check_reference(void *context, const struct field *field, const struct field *column,
                uint32_t target)
{
	struct reference_check *rc = context;
	struct checking *c = rc->checking;
	const struct field *f = column == NULL ? field : column;
	const struct type *type = NULL;
	struct stored stored;
	struct span found;
	struct buf key;

	if (records_get(c->registry->txn, target, &stored, NULL) == ERR_OK && !stored.is_removed)
		type = schema_type(c->registry->schema, stored.type);
	if (type == NULL)
		fault(c, _("%s: %s refers to record %u, which is not there"), rc->name, f->name,
		      (unsigned)target);
	else if (!type_is_target(f, type))
		fault(c, _("%s: %s refers to a record of type \"%s\", which it may not"), rc->name,
		      f->name, type->name);
	buf_init(&key);
	buf_be32(&key, target);
	buf_be16(&key, rc->record->type->number);
	buf_be16(&key, field->number);
	buf_be16(&key, column == NULL ? 0 : column->number);
	buf_be32(&key, rc->record->number);
	if (cursor_seek(rc->cursor, buf_span(&key), &found, NULL, c->e) != ERR_OK ||
	    found.size != key.size || memcmp(found.data, key.data, key.size) != 0)
		fault(c, _("%s: the link of %s is missing"), rc->name, f->name);
	buf_clear(&key);
	return ERR_OK;
}

static void
check_references(struct checking *c, const struct record *r, const char *name)
{
	struct reference_check rc = { c, r, name, NULL };

	if (cursor_open(c->registry->txn, TABLE_LINK, &rc.cursor, c->e) != ERR_OK)
		return;
	record_references(r, check_reference, &rc);
	c->links += count_links(r);
	cursor_close(rc.cursor);
}

/* The envelope says which entry of the journal made the record what it is. */
static void
check_history(struct checking *c, uint32_t number, const struct stored *s)
{
	struct entry_key key;

	if (history_get(c->registry->txn, number, s->version, &key, NULL) != ERR_OK)
		fault(c, _("record %u: version %" PRIu64 " is not in the history"),
		      (unsigned)number, s->version);
	else if (s->head_count != 1 || s->heads[0].sequence != key.sequence ||
	         s->heads[0].origin != key.origin)
		fault(c, _("record %u: its head is not the last entry of its history"),
		      (unsigned)number);
}

static void
check_live(struct checking *c, uint32_t number, const struct stored *s)
{
	const struct schema *schema = c->registry->schema;
	const struct type *type = schema_type(schema, s->type);
	struct record *r;
	char *code, *name;
	struct err inner;

	if (type == NULL) {
		fault(c, _("record %u: is of a type (%u) that the schema does not have"),
		      (unsigned)number, s->type);
		return;
	}
	for (size_t i = 0; i < schema->count; i++)
		c->counts[i] += schema->types[i] == type;
	if (!cbor_is_valid(s->body.data, s->body.size) ||
	    record_decode(type, s->body, &r, &inner) != ERR_OK) {
		fault(c, _("record %u: its content cannot be read"), (unsigned)number);
		return;
	}
	r->number = number;
	code = registry_code(c->registry, r);
	name = mem_printf("%s %s", type->name, code);
	check_content(c, r, name);
	check_indexes(c, r, name);
	check_index_uniqueness(c, r, name);
	check_references(c, r, name);
	word_sums_add(c->words, r);
	free(code);
	free(name);
	record_free(r);
}

static void
check_identity(struct checking *c, uint32_t number, const struct uuid *uuid)
{
	uint32_t again;

	if (uuids_get(c->registry->txn, uuid, &again, NULL) != ERR_OK || again != number)
		fault(c, _("record %u: its identity does not lead to it"), (unsigned)number);
}

static enum err_code
check_records(struct checking *c)
{
	struct cursor *cursor;
	struct span key, value;
	enum err_code rc = cursor_open(c->registry->txn, TABLE_RECORD, &cursor, c->e);

	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(cursor, &key, &value, c->e); rc == ERR_OK;
	     rc = cursor_next(cursor, &key, &value, c->e)) {
		uint32_t number = key.size == 4 ? be32(key.data) : 0;
		struct stored s;
		struct err inner;

		if (records_decode(value, number, &s, &inner) != ERR_OK) {
			fault(c, "%s", inner.text);
		} else {
			check_identity(c, number, &s.uuid);
			check_history(c, number, &s);
			if (!s.is_removed)
				check_live(c, number, &s);
		}
		if (c->progress != NULL)
			c->progress(c->context, ++c->done, c->all);
		rc = registry_moment_goes_on(c->registry, c->e);
		if (rc != ERR_OK)
			break;
	}
	cursor_close(cursor);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* ---- the whole */

/* What stands in a derived table though no record asks for it is found by counting. */
static void
check_totals(struct checking *c)
{
	struct txn *t = c->registry->txn;
	const struct schema *schema = c->registry->schema;

	if (c->registry->has_words && table_count(t, TABLE_INDEX) != c->index_entries)
		fault(c, _("index: %" PRIu64 " entries are there, %" PRIu64 " should be"),
		      table_count(t, TABLE_INDEX), c->index_entries);
	if (table_count(t, TABLE_LINK) != c->links)
		fault(c, _("links: %" PRIu64 " are there, %" PRIu64 " should be"),
		      table_count(t, TABLE_LINK), c->links);
	if (table_count(t, TABLE_HISTORY) != table_count(t, TABLE_JOURNAL))
		fault(c,
		      _("history: %" PRIu64 " versions are there, and %" PRIu64 " journal entries"),
		      table_count(t, TABLE_HISTORY), table_count(t, TABLE_JOURNAL));
	for (size_t i = 0; i < schema->count; i++) {
		uint64_t count = 0;

		if (registry_count(c->registry, schema->types[i], &count, NULL) != ERR_OK ||
		    count != c->counts[i])
			fault(c, _("%s: %" PRIu64 " records are counted, %" PRIu64 " are there"),
			      schema->types[i]->name, count, c->counts[i]);
	}
}

/* A part of the check: each is of one moment, and may begin again at another one. */
struct part {
	struct checking *checking;
	enum err_code (*work)(struct checking *c);
	size_t fault_count;             /* that other parts have found */
};

static enum err_code
do_part(void *context, struct err *e)
{
	struct part *p = context;

	(void)e;
	faults_forget(p->checking->faults, p->fault_count);
	return p->work(p->checking);
}

static enum err_code
check_part(struct checking *c, enum err_code (*work)(struct checking *c))
{
	struct part p = { c, work, c->faults->count };

	return registry_at_one_moment(c->registry, do_part, &p, c->e);
}

static enum err_code
records_part(struct checking *c)
{
	struct registry *r = c->registry;
	enum err_code rc;

	memset(c->counts, 0, sizeof *c->counts * (r->schema->count + 1));
	c->index_entries = c->links = c->done = 0;
	c->all = table_count(r->txn, TABLE_RECORD);
	c->words = word_sums_new(r);
	rc = check_records(c);
	if (rc == ERR_OK)
		check_totals(c);
	if (rc == ERR_OK && r->has_words)
		rc = word_sums_compare(c->words, c);
	word_sums_free(c->words);
	return rc;
}

static enum err_code
journal_part(struct checking *c)
{
	return check_journal(c, true);
}

static enum err_code
chain_part(struct checking *c)
{
	return check_journal(c, false);
}

enum err_code
registry_check_journal(struct registry *r, struct faults *faults, struct err *e)
{
	struct checking c = { .registry = r, .faults = faults, .e = e };
	enum err_code rc = check_part(&c, chain_part);

	if (rc == ERR_OK)
		rc = check_part(&c, check_sensitive);
	return rc == ERR_OK ? faults_err(faults, ERR_FAULTY, e) : rc;
}

enum err_code
registry_check(struct registry *r, struct faults *faults,
               void (*progress)(void *context, uint64_t done, uint64_t all), void *context,
               struct err *e)
{
	struct checking c = { .registry = r, .faults = faults, .e = e, .progress = progress,
	                      .context = context };
	enum err_code rc;

	c.counts = mem_new(sizeof *c.counts * (r->schema->count + 1));
	rc = check_part(&c, records_part);
	if (rc == ERR_OK)
		rc = check_part(&c, journal_part);
	if (rc == ERR_OK)
		rc = check_part(&c, check_sensitive);
	free(c.counts);
	return rc == ERR_OK ? faults_err(faults, ERR_FAULTY, e) : rc;
}
