/* Fills in what was left empty in a new record: its number in a series and its code. */
#include <config.h>

#include <stdlib.h>

#include "base/intl.h"
#include "record/sort.h"
#include "registry/act/act_internal.h"

#define MOST_ALIKE 999          /* codes that differ in what is put behind them */

/* A number within a series that was left empty is the next free one. */
enum err_code
default_ordinal(const struct act *a, struct record *r, struct err *e)
{
	const struct field *code = type_code(r->type), *part;
	struct value *v;
	struct cursor *c;
	struct span found;
	struct buf key;
	enum err_code rc;

	if (code->part_count < 2)
		return ERR_OK;
	part = code->parts[code->part_count - 1];
	v = record_value(r, part);
	if (!field_is_numbered(part) || v->kind != VALUE_NONE)
		return ERR_OK;
	rc = cursor_open(a->txn, TABLE_INDEX, &c, e);
	if (rc != ERR_OK)
		return rc;
	buf_init(&key);
	index_prefix(&key, r->type->number, code->number);
	for (size_t i = 0; i + 1 < code->part_count; i++)
		value_sort_key(record_value(r, code->parts[i]), code->parts[i], &key);
	*v = (struct value){ .kind = VALUE_NUMBER, .number = part->min > 1 ? part->min : 1 };
	buf_byte(&key, 0xFF);           /* behind every number of the series */
	rc = cursor_before(c, buf_span(&key), &found, NULL, e);
	key.size--;
	/* What follows the series is a tag, eight bytes of the number, four of the record. */
	if (rc == ERR_OK && found.size == key.size + 13 && span_starts_with(found, buf_span(&key)))
		v->number = (int64_t)(be64(found.data + key.size + 1) ^ (UINT64_C(1) << 63)) + 1;
	cursor_close(c);
	buf_clear(&key);
	if (v->number > part->max) {
		*v = (struct value){ 0 };
		return err_set(e, ERR_DATA, _("%s: the last number of the series is taken"),
		               part->name);
	}
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* ---- codes */

static enum err_code
is_taken(const struct act *a, const struct record *r, bool *taken, struct err *e)
{
	uint32_t other;
	struct buf key;
	enum err_code rc;

	buf_init(&key);
	code_sort_key(r, &key);
	rc = index_find(a->txn, r->type->number, type_code(r->type)->number, buf_span(&key), &other,
	                e);
	buf_clear(&key);
	*taken = rc == ERR_OK;
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* Two meetings of one process on one day are normal: the second gets "-2". */
enum err_code
default_code(const struct act *a, struct record *r, struct err *e)
{
	const struct field *f = type_code(r->type);
	struct value *v = record_value(r, f);
	struct buf proposal;
	bool taken = true;
	enum err_code rc = ERR_OK;

	if (f->proposal_count == 0 || !value_is_empty(v))
		return ERR_OK;
	buf_init(&proposal);
	if (!record_propose_code(r, a->directory, &proposal))
		rc = err_set(e, ERR_DATA, _("%s: is required"), f->name);
	for (int n = 1; rc == ERR_OK && taken && n <= MOST_ALIKE; n++) {
		*v = (struct value){ .kind = VALUE_TEXT };
		v->text = n == 1 ? arena_text(&r->arena, buf_string(&proposal)) :
		                   arena_printf(&r->arena, "%s-%d", buf_string(&proposal), n);
		rc = is_taken(a, r, &taken, e);
	}
	buf_clear(&proposal);
	return rc;
}
