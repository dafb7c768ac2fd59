/* Imports files into the register in three passes, all or nothing. */
#include <config.h>

#include "exchange/import.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "exchange/format.h"
#include "exchange/import_internal.h"
#include "exchange/input.h"

#define PROGRESS_MS 250
#define TOLD_EVERY 256

/* ---- telling */

static void
tell_untold(struct import *m)
{
	if (m->untold > 0)
		faults_add(m->faults, NULL, 0,
		           ngettext("%zu more fault is not shown", "%zu more faults are not shown",
		                    m->untold),
		           m->untold);
}

static void
tell_progress(struct import *m, double part_of_phase)
{
	/* Where each phase begins: about so much of the time goes into it. */
	static const double begins[IMPORT_PHASES + 1] = { 0, 0.15, 0.28, 1 };
	double share = begins[m->phase + 1] - begins[m->phase];
	int64_t now;

	if (m->options->progress == NULL)
		return;
	now = clock_ticks();
	if (now - m->told < PROGRESS_MS)
		return;
	m->told = now;
	m->options->progress(m->options->context, m->phase,
	                     part_of_phase < 0 ? -1 : begins[m->phase] + share * part_of_phase,
	                     m->in_phase);
}

static void
begin_phase(struct import *m, enum import_phase phase)
{
	m->phase = phase;
	m->in_phase = 0;
}

/* ---- first pass: which records there are, so that references may point forward */

static enum err_code
type_of(struct import *m, const struct item *item, const struct type **out, struct err *e)
{
	const char *name = item_text(item, "type");

	*out = m->source->type;
	if (*out != NULL && !is_identity_cell(&(*out)->fields, "type", m->source->format->is_cells))
		return ERR_OK;
	if (*out != NULL && (name == NULL || strcmp(name, (*out)->name) == 0))
		return ERR_OK;
	if (*out != NULL)
		return err_set(e, ERR_DATA, _("type: is %s, not %s"), name, (*out)->name);
	if (name == NULL)
		return err_set(e, ERR_DATA, _("type: is missing"));
	return schema_find_type(registry_schema(m->registry), name, out, e);
}

static void
note_unclear(void *context, const char *sentence)
{
	bool *is_clear = context;

	(void)sentence;
	*is_clear = false;
}

static void
note_unclear_name(void *context, const char *name, const char *sentence)
{
	(void)name;
	note_unclear(context, sentence);
}

/* The code that the item's parts give; NULL where they do not tell it by now: a number may be left
 * to the register, a reference may point forward. The caller's. */
static char *
computed_code(struct import *m, const struct type *type, const struct item *item)
{
	struct record *r = record_new(type);
	struct cells_context c = import_context_for(m, r);
	const struct field *code = type_code(type);
	bool is_clear = true;
	struct buf text;
	char *own = NULL;

	c.refuse = note_unclear;
	c.refuse_name = note_unclear_name;
	c.context = &is_clear;
	c.unmarked = NULL;
	cells_put(&c, item);
	for (size_t i = 0; i < code->part_count; i++) {
		if (field_is_numbered(code->parts[i]) &&
		    value_is_empty(record_value(r, code->parts[i])))
			is_clear = false;
	}
	buf_init(&text);
	record_code(r, batch_directory(m->batch), &text);
	if (is_clear)
		own = mem_text(buf_string(&text));
	buf_clear(&text);
	record_free(r);
	return own;
}

static enum err_code
announce_item(struct import *m, const struct item *item, uint32_t *number, bool *is_new,
              struct err *e)
{
	const struct type *type;
	const char *id = item_text(item, "id"), *code;
	struct uuid uuid = { 0 };
	char *own = NULL;
	enum err_code rc = type_of(m, item, &type, e);

	*number = 0;
	*is_new = true;
	if (rc != ERR_OK)
		return rc;
	if (id != NULL && *id != '\0' && !uuid_parse(id, &uuid))
		return err_set(e, ERR_DATA, _("id: \"%s\" is not a UUID"), id);
	code = import_code_of(type, item);
	/* Only an update has to know which record is meant. */
	if ((code == NULL || *code == '\0') && type_computes_code(type) && uuid_is_nil(&uuid) &&
	    m->options->may_update)
		code = own = computed_code(m, type, item);
	if (code != NULL && *code != '\0')
		rc = batch_announce(m->batch, type, code, &uuid, number, is_new, e);
	else if (!type_computes_code(type) &&
	         (type_code(type)->proposal_count == 0 || m->options->may_update))
		rc = err_set(e, ERR_DATA, _("%s: is required"), type_code(type)->name);
	else if (!uuid_is_nil(&uuid))
		rc = batch_announce_uuid(m->batch, type, &uuid, number, is_new, e);
	else
		*number = batch_announce_nameless(m->batch, type, &uuid);
	if (rc == ERR_OK && !*is_new && !m->options->may_update)
		rc = err_set(e, ERR_DATA, _("%s: %s \"%s\" is there already: --update changes it"),
		             type_code(type)->name, type->name, code == NULL ? id : code);
	if (rc != ERR_OK)
		*number = 0;
	else
		batch_note_origin(m->batch, *number, item->line);
	free(own);
	return rc;
}

static void
note_number(struct import *m, uint32_t number, bool is_new)
{
	MEM_ROOM(m->numbers, m->number_count, m->number_room);
	m->is_new = mem_room(m->is_new, m->number_count, &m->is_new_room, sizeof *m->is_new);
	m->numbers[m->number_count] = number;
	m->is_new[m->number_count++] = is_new;
}

static enum err_code
refuse_changed(const struct import *m, struct err *e)
{
	return err_set(e, ERR_STORE, _("%s changed while it was read; nothing was taken from it"),
	               input_name(m->source->name));
}

/* Calls each() for every item of a source. again: what an earlier pass has read of it, since a file
 * can change meanwhile; NULL if this is the first. */
static enum err_code
every_item_of(struct import *m, struct reader *reader,
              void (*each)(struct import *m, const struct item *item), const struct passed *again,
              struct passed *now, struct err *e)
{
	const struct item *item;
	enum err_code rc;

	*now = (struct passed){ 0 };
	reader_rewind(reader);
	while ((rc = reader_next(reader, &item, &m->line, e)) == ERR_OK || rc == ERR_DATA) {
		now->refused += rc == ERR_DATA;
		now->items += rc == ERR_OK;
		if (again != NULL && (now->items > again->items || now->refused > again->refused))
			return refuse_changed(m, e);
		if (rc == ERR_OK) {
			now->sum = item_sum(item, now->sum);
			each(m, item);
		} else if (again == NULL) {
			import_refuse(m, e->text);
		}
		m->result->items++;
		if (++m->in_phase % TOLD_EVERY == 0)
			tell_progress(m, reader_progress(reader));
	}
	if (rc != ERR_NOT_FOUND)
		return err_prefix(e, "%s", input_name(m->source->name));
	if (again != NULL && memcmp(now, again, sizeof *now) != 0)
		return refuse_changed(m, e);
	return ERR_OK;
}

/* Calls each() for every item of every source of records. */
static enum err_code
every_record(struct import *m, bool is_first,
             void (*each)(struct import *m, const struct item *item), struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < m->options->count; i++) {
		struct passed now;

		m->source = &m->options->sources[i];
		if (m->source->table != NULL)
			continue;
		m->reader = m->readers[i];
		rc = every_item_of(m, m->readers[i], each, is_first ? NULL : &m->first[i], &now, e);
		if (is_first)
			m->first[i] = now;
	}
	return rc;
}

static void
announce_each(struct import *m, const struct item *item)
{
	uint32_t number;
	bool is_new;
	struct err e;

	if (announce_item(m, item, &number, &is_new, &e) != ERR_OK)
		import_refuse(m, e.text);
	note_number(m, number, is_new);
}

/* ---- codes by their parts */

/* Such a code is known for certain only once everything is read; so the batch finds the first that
 * stands twice. Here all of them are told. */
static void
tell_twice(struct import *m, const struct item *item)
{
	const struct type *type;
	char *code = NULL, *key;

	if (type_of(m, item, &type, NULL) != ERR_OK || !type_computes_code(type))
		return;
	code = computed_code(m, type, item);
	if (code == NULL)
		return;
	key = mem_printf("%s %s", type->name, code);
	if (!keymap_put(&m->computed, key, strlen(key), 0)) {
		char *sentence = mem_printf(_("code: \"%s\" stands twice"), code);

		import_refuse(m, sentence);
		free(sentence);
	}
	free(key);
	free(code);
}

/* Whether any does. */
static bool
tell_all_twice(struct import *m)
{
	size_t items = m->result->items;
	struct err ignored;             /* the one that led here is told */

	keymap_init(&m->computed);
	every_record(m, false, tell_twice, &ignored);
	keymap_clear(&m->computed);
	m->result->items = items;
	return m->faults->count > 0;
}

/* ---- the whole */

static enum err_code
read_all(struct import *m, struct err *e)
{
	enum err_code rc;

	begin_phase(m, IMPORT_READS);
	rc = every_record(m, true, announce_each, e);
	begin_phase(m, IMPORT_CHECKS);
	/* Also when some were refused: every bad row is told in one go. */
	if (rc == ERR_OK)
		rc = every_record(m, false, import_put_each, e);
	for (size_t i = 0; rc == ERR_OK && m->faults->count == 0 && i < m->options->count; i++) {
		struct passed only;

		m->source = &m->options->sources[i];
		if (m->source->table == NULL)
			continue;
		m->reader = m->readers[i];
		rc = every_item_of(m, m->readers[i], import_put_row, NULL, &only, e);
		import_end_rows(m);
	}
	return rc;
}

static void
tell_applied(void *context, uint64_t done, uint64_t all)
{
	struct import *m = context;

	m->in_phase = done;
	if (done % TOLD_EVERY == 0)
		tell_progress(m, (double)done / (double)all);
}

static enum err_code
apply(struct import *m, struct err *e)
{
	struct batch_result applied;
	enum err_code rc;

	begin_phase(m, IMPORT_WRITES);
	batch_on_progress(m->batch, tell_applied, m);
	rc = batch_apply(m->batch, m->options->is_trial, &applied, e);

	m->result->added = applied.added;
	m->result->changed = applied.changed;
	m->result->unchanged = applied.unchanged;
	m->result->act = applied.act;
	if (rc == ERR_DATA && !tell_all_twice(m)) {
		/* With several files the line alone does not say which; the field in the sentence
		 * does. */
		const char *file = m->options->count == 1 ? m->options->sources[0].name : NULL;

		faults_add(m->faults, file, applied.failed_line, "%s", e->text);
	}
	return rc;
}

static enum err_code
try_import(struct registry *r, const struct import_options *options, struct reader **readers,
           struct import_result *result, struct faults *faults, bool *is_stale, struct err *e)
{
	struct import m = { .registry = r, .options = options, .result = result, .faults = faults,
	                    .readers = readers, .told = clock_ticks() };
	enum err_code rc;

	*result = (struct import_result){ 0 };
	m.batch = batch_new(r, options->act, options->sentence);
	m.first = mem_new(sizeof *m.first * (options->count + 1));
	keymap_init(&m.unknown);
	keymap_init(&m.named);
	m.titles = titles_new(r);
	m.twins = twins_new(r);
	rc = read_all(&m, e);
	tell_untold(&m);
	if (rc == ERR_OK && faults->count > 0)
		rc = faults_err(faults, m.unknown.count > 0 ? ERR_USAGE :
		                        m.conflicts > 0 ? ERR_CONFLICT : ERR_DATA, e);
	*is_stale = rc == ERR_OK && batch_is_stale(m.batch);
	if (rc == ERR_OK && !*is_stale) {
		rc = apply(&m, e);
		*is_stale = rc == ERR_CONFLICT;
	}
	batch_free(m.batch);
	free(m.first);
	titles_free(m.titles);
	twins_free(m.twins);
	free(m.numbers);
	free(m.is_new);
	free(m.opened);
	keymap_clear(&m.named);
	keymap_clear(&m.unknown);
	return rc;
}

enum err_code
import_run(struct registry *r, const struct import_options *options,
           struct import_result *result, struct faults *faults, struct err *e)
{
	struct reader **readers = mem_new(sizeof *readers * (options->count + 1));
	bool is_stale;
	enum err_code rc;

	for (size_t i = 0; i < options->count; i++) {
		const struct import_source *s = &options->sources[i];

		readers[i] = s->format->open(s, options->may_update);
	}
	rc = try_import(r, options, readers, result, faults, &is_stale, e);
	if (is_stale) {
		/* Somebody wrote while the files were read: once more, with the others kept
		 * waiting. */
		rc = registry_lock(r, e);
		if (rc == ERR_OK)
			rc = try_import(r, options, readers, result, faults, &is_stale, e);
		registry_unlock(r);
	}
	for (size_t i = 0; i < options->count; i++)
		reader_free(readers[i]);
	free(readers);
	return rc;
}

/* ---- one item alone */

struct first_refusal {
	struct err *e;
	enum err_code code;
};

static void
keep_first(void *context, const char *sentence)
{
	struct first_refusal *f = context;

	if (f->code == ERR_OK)
		f->code = err_set(f->e, ERR_DATA, "%s", sentence);
}

static void
keep_first_name(void *context, const char *name, const char *sentence)
{
	struct first_refusal *f = context;

	(void)name;
	if (f->code == ERR_OK)
		f->code = err_set(f->e, ERR_USAGE, "%s", sentence);
}

enum err_code
item_apply(const struct item *item, struct record *record, const struct directory *d, bool is_csv,
           struct err *e)
{
	struct first_refusal first = { e, ERR_OK };
	const struct rows_rule rule = { .may_match = true };
	struct cells_context c = {
		.fields = &record->type->fields, .owner = record->type->name, .values = record->values,
		.arena = &record->arena, .directory = d, .is_csv = is_csv, .refuse = keep_first,
		.refuse_name = keep_first_name, .context = &first,
	};

	if (!is_csv && item_text(item, "type") != NULL &&
	    strcmp(item_text(item, "type"), record->type->name) != 0)
		return err_set(e, ERR_DATA,
		               _("type: is %s, not %s (in JSON a field \"type\" is written"
		                 " \"type_\")"),
		               item_text(item, "type"), record->type->name);
	cells_put(&c, item);
	tables_put(&c, item, &rule);
	return first.code;
}
