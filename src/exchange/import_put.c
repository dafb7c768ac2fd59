/* Does the second and third pass of an import: the content of records, and rows from files of their
 * own. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/number.h"
#include "exchange/import_internal.h"
#include "record/form.h"
#include "record/merge.h"

/* ---- second pass: the content */

static void
put_record(struct import *m, struct record *r)
{
	struct problems problems = { 0 };
	struct err e;

	if (batch_put(m->batch, r, &problems, &e) != ERR_OK && problems.count == 0)
		import_refuse(m, e.text);
	for (size_t i = 0; i < problems.count; i++) {
		char *text = problem_text(&problems.list[i], false);

		import_refuse(m, text);
		free(text);
	}
	problems_clear(&problems);
}

/* A code in the file that the parts would not give is a mistake worth telling. */
static void
check_computed_code(struct import *m, const struct record *r, const struct item *item)
{
	const char *code = import_code_of(r->type, item);
	struct buf computed;
	char *sentence;

	if (code == NULL || *code == '\0' || !type_computes_code(r->type))
		return;
	buf_init(&computed);
	record_code(r, batch_directory(m->batch), &computed);
	if (strcmp(buf_string(&computed), code) != 0) {
		sentence = mem_printf(_("%s: is \"%s\" by its parts, not \"%s\""),
		                      type_code(r->type)->name, (const char *)computed.data, code);
		import_refuse(m, sentence);
		free(sentence);
	}
	buf_clear(&computed);
}

static void
refuse_version(struct import *m, const struct record *now, const char *version)
{
	char *sentence =
		mem_printf(_("version: the record was changed since version %s and is at %" PRIu64),
	                   version, now->version);

	import_refuse(m, sentence);
	free(sentence);
	m->conflicts++;
}

/* The version that the file's record was made from; NULL if that is what the register has. */
static enum err_code
find_base(struct import *m, const struct record *now, const struct item *item,
          struct record **base, struct err *e)
{
	const char *text = item_text(item, "version");
	int64_t version;

	*base = NULL;
	if (text == NULL || *text == '\0')
		return ERR_OK;
	if (!number_read(text, 1, INT64_MAX, &version))
		return err_set(e, ERR_DATA, _("version: \"%s\" is not the number of a version"),
		               text);
	if ((uint64_t)version == now->version)
		return ERR_OK;
	if ((uint64_t)version > now->version)
		return ERR_NOT_FOUND;
	return registry_version(m->registry, now, (uint64_t)version, base, e);
}

/* What the file and the register both changed since is refused, field by field. */
static void
refuse_conflicts(struct import *m, const struct merge *merge, const struct record *base)
{
	for (size_t i = 0; i < merge->count; i++) {
		const struct conflict *c = &merge->list[i];
		char *sentence = mem_printf(_("%s%s%s: was changed since version %" PRIu64
		                              " as well (version %" PRIu64 ")"),
		                            c->field->name, c->column == NULL ? "" : ".",
		                            c->column == NULL ? "" : c->column->name, base->version,
		                            merge->record->version);

		import_refuse(m, sentence);
		free(sentence);
	}
	m->conflicts++;
}

/* A record that was changed since the file's version is merged. */
static void
put_merged(struct import *m, const struct record *base, const struct record *now,
           struct record *mine)
{
	struct merge *merge;

	record_give_row_ids(mine);
	merge = merge_of(base, now, mine);
	if (merge->count > 0) {
		refuse_conflicts(m, merge, base);
	} else {
		batch_note_merged(m->batch, now->number, base->version);
		put_record(m, merge->record);
	}
	merge_free(merge);
}

/* Tells a new record that is likely to be one that was there before, or further up in the file. */
static void
look_for_twin(struct import *m, const struct record *r)
{
	const struct directory *d = batch_directory(m->batch);
	const struct type *type;
	struct buf code;
	uint32_t twin;
	char *sentence;
	struct err e;

	if (twins_meet(m->twins, r, &twin, &e) != ERR_OK) {
		import_refuse(m, e.text);
		return;
	}
	if (twin == 0)
		return;
	buf_init(&code);
	type = d->code(d->context, twin, &code);
	sentence = code.size > 0 && type != NULL ?
	                   mem_printf(_("is likely to be the same as %s %s"), type->name,
	                              buf_string(&code)) :
	                   mem_text(_("is likely to stand in the file twice"));
	import_note_twin(m, sentence);
	free(sentence);
	buf_clear(&code);
}

/* The defaults of the schema are for what comes new. What brings an identity was in a register before,
 * where an empty field was left empty. */
static bool
takes_presets(const struct item *item)
{
	const char *id = item_text(item, "id");

	return id == NULL || *id == '\0';
}

/* Puts the item's values into the record, in the version that the item is based on. is_fresh: the
 * record is new and has the defaults of the schema. */
static void
put_item(struct import *m, struct record *now, const struct record *base, const struct item *item,
         bool is_fresh)
{
	const struct rows_rule rule = { m->options->may_update, m->options->replaces_rows };
	struct record *r = base == NULL ? now : record_copy(base);
	struct cells_context c = import_context_for(m, r);
	size_t known = import_fault_count(m);

	c.keeps_presets = is_fresh;
	cells_put(&c, item);
	tables_put(&c, item, &rule);
	check_computed_code(m, r, item);
	/* What was not understood would only be told again as missing. */
	if (import_fault_count(m) == known && m->unknown.count == 0) {
		if (base == NULL)
			put_record(m, r);
		else
			put_merged(m, base, now, r);
	}
	if (r != now)
		record_free(r);
}

void
import_put_each(struct import *m, const struct item *item)
{
	size_t index = m->next_number++;
	uint32_t number = m->numbers[index];
	struct record *now, *base = NULL;
	bool is_fresh = m->is_new[index] && takes_presets(item);
	struct err e;
	enum err_code rc = ERR_OK;

	if (number == 0)
		return;
	if (batch_get(m->batch, number, &now, &e) != ERR_OK) {
		import_refuse(m, e.text);
		return;
	}
	if (is_fresh)
		record_preset(now, batch_directory(m->batch));
	if (!m->is_new[index])
		rc = find_base(m, now, item, &base, &e);
	if (rc == ERR_NOT_FOUND)
		refuse_version(m, now, item_text(item, "version"));
	else if (rc != ERR_OK)
		import_refuse(m, e.text);
	else
		put_item(m, now, base, item, is_fresh);
	if (rc == ERR_OK && is_fresh)
		look_for_twin(m, now);
	record_free(base);
	record_free(now);
}

/* ---- third pass: rows of their own files */

/* Rows are named by their record as well: a file may come back to a record, and what it named there
 * before still counts. */
struct named_row {
	uint64_t id;
	uint64_t number;                /* of the record */
};

static bool
is_named(const struct import *m, uint64_t id)
{
	struct named_row key = { id, m->open->number };
	uint32_t unused;

	return keymap_get(&m->named, &key, sizeof key, &unused);
}

/* False, and a refusal: a line above has named the row already. Without the refusal the later line
 * would silently replace the earlier. */
static bool
name_row(struct import *m, uint64_t id)
{
	struct named_row key = { id, m->open->number };
	uint32_t line = 0;
	char *sentence;

	if (keymap_put(&m->named, &key, sizeof key, (uint32_t)m->line))
		return true;
	keymap_get(&m->named, &key, sizeof key, &line);
	sentence = mem_printf(_("this row is already on line %" PRIu32), line);
	import_refuse(m, sentence);
	free(sentence);
	return false;
}

static void
drop_unnamed_rows(struct import *m)
{
	struct value *v = record_value(m->open, m->source->table);
	uint32_t kept = 0;

	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
		if (is_named(m, v->rows[i].id))
			v->rows[kept++] = v->rows[i];
	}
	if (v->kind == VALUE_ROWS)
		v->count = kept;
}

static void
close_record(struct import *m)
{
	if (m->open == NULL)
		return;
	put_record(m, m->open);
	record_free(m->open);
	m->open = NULL;
}

static enum err_code
open_numbered(struct import *m, uint32_t number, struct err *e)
{
	if (m->open != NULL && m->open->number == number)
		return ERR_OK;
	close_record(m);
	return batch_get(m->batch, number, &m->open, e);
}

void
import_end_rows(struct import *m)
{
	struct err e;

	/* Rows go only now: a file may name more rows of a record further down. */
	for (size_t i = 0; i < m->opened_count; i++) {
		if (open_numbered(m, m->opened[i], &e) == ERR_OK)
			drop_unnamed_rows(m);
		else
			import_refuse(m, e.text);
	}
	close_record(m);
	m->opened_count = 0;
	keymap_clear(&m->named);
}

/* Whether the file has not come to the record before. */
static bool
is_first_opening(struct import *m, uint32_t number)
{
	struct named_row key = { 0, number };

	return keymap_put(&m->named, &key, sizeof key, (uint32_t)m->line);
}

static enum err_code
open_record(struct import *m, const struct item *item, struct err *e)
{
	const struct type *type = m->source->type;
	const struct field f = { .type = FIELD_REFERENCE, .targets = &type, .target_count = 1 };
	const struct directory *d = batch_directory(m->batch);
	const char *code = item_text(item, type->name);
	uint32_t number;
	enum err_code rc;

	if (code == NULL || *code == '\0')
		return err_set(e, ERR_DATA,
		               _("%s: is required: the code of the record that the row stands"
		                 " in"),
		               type->name);
	rc = d->resolve(d->context, &f, code, &number, e);
	if (rc != ERR_OK)
		err_prefix(e, "%s", type->name);
	if (rc == ERR_OK)
		rc = open_numbered(m, number, e);
	if (rc == ERR_OK && m->options->replaces_rows && is_first_opening(m, number)) {
		MEM_ROOM(m->opened, m->opened_count, m->opened_room);
		m->opened[m->opened_count++] = number;
	}
	return rc;
}

void
import_put_row(struct import *m, const struct item *item)
{
	const struct field *table = m->source->table;
	struct cells_context c;
	struct row *row;
	struct err e;

	if (open_record(m, item, &e) != ERR_OK) {
		import_refuse(m, e.text);
		return;
	}
	c = import_context_for(m, m->open);
	if (!m->options->may_update &&
	    item_has_row(&c, table, record_value(m->open, table), item)) {
		import_refuse(m, _("there is such a row already: --update changes it"));
		return;
	}
	row = item_row(&c, table, record_value(m->open, table), item, m->options->may_update);
	if (row == NULL)
		return;
	if (row->id == 0) {
		row->id = rowid_new();
		c.keeps_presets = true;
		row_preset(row, table->table, c.directory, c.arena);
	}
	if (name_row(m, row->id))
		row_put(&c, table, row, item, m->source->type->name);
}
