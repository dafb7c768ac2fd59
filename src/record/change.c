/* Computes, applies, inverts and encodes the changes between two versions of a record. */
#include <config.h>

#include "record/change.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "record/coding.h"

void
changes_clear(struct changes *c)
{
	free(c->list);
	free(c->orders);
	arena_clear(&c->arena);
	*c = (struct changes){ 0 };
}

static void
add_change(struct changes *c, const struct field *field, uint64_t row, const struct field *column,
           const struct value *before, const struct value *after)
{
	const struct field *f = column == NULL ? field : column;

	MEM_ROOM(c->list, c->count, c->room);
	c->list[c->count++] = (struct change){
		.field = field,
		.row = row,
		.column = column,
		.before = value_copy(&c->arena, before, f),
		.after = value_copy(&c->arena, after, f),
	};
}

static void
add_order(struct changes *c, const struct order_change *order)
{
	MEM_ROOM(c->orders, c->order_count, c->order_room);
	c->orders[c->order_count++] = *order;
}

/* ---- comparing */

static const struct value nothing;

static void
compare_rows(struct changes *c, const struct field *table, const struct row *before,
             const struct row *after)
{
	const struct fields *columns = table->table;
	uint64_t id = before != NULL ? before->id : after->id;

	for (size_t i = 0; i < columns->count; i++) {
		const struct value *b = before != NULL ? &before->values[i] : &nothing;
		const struct value *a = after != NULL ? &after->values[i] : &nothing;

		if (!value_equal(b, a, &columns->list[i]))
			add_change(c, table, id, &columns->list[i], b, a);
	}
}

static uint64_t *
identities(struct arena *a, const struct value *table, uint32_t start, uint32_t end)
{
	uint64_t *ids = arena_new(a, sizeof *ids * (end - start + 1));

	for (uint32_t i = start; i < end; i++)
		ids[i - start] = table->rows[i].id;
	return ids;
}

/* Rows that are the same at both ends are left out; the order change is the stretch between
 * them. */
static void
compare_order(struct changes *c, const struct field *f, const struct value *before,
              const struct value *after)
{
	uint32_t nb = before->kind == VALUE_ROWS ? before->count : 0;
	uint32_t na = after->kind == VALUE_ROWS ? after->count : 0, start = 0;

	while (start < nb && start < na && before->rows[start].id == after->rows[start].id)
		start++;
	while (nb > start && na > start && before->rows[nb - 1].id == after->rows[na - 1].id)
		nb--, na--;
	if (nb == start && na == start)
		return;
	add_order(c, &(struct order_change){
		.field = f,
		.start = start,
		.before = identities(&c->arena, before, start, nb),
		.before_count = nb - start,
		.after = identities(&c->arena, after, start, na),
		.after_count = na - start,
	});
}

static void
compare_tables(struct changes *c, const struct field *f, const struct value *before,
               const struct value *after)
{
	for (uint32_t i = 0; before->kind == VALUE_ROWS && i < before->count; i++)
		compare_rows(c, f, &before->rows[i], value_row(after, before->rows[i].id));
	for (uint32_t i = 0; after->kind == VALUE_ROWS && i < after->count; i++) {
		if (value_row(before, after->rows[i].id) == NULL)
			compare_rows(c, f, NULL, &after->rows[i]);
	}
	compare_order(c, f, before, after);
}

void
changes_between(const struct record *before, const struct record *after, struct changes *out)
{
	const struct fields *fields = before != NULL ? &before->type->fields : &after->type->fields;

	*out = (struct changes){ 0 };
	arena_init(&out->arena);
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		const struct value *b = before != NULL ? &before->values[i] : &nothing;
		const struct value *a = after != NULL ? &after->values[i] : &nothing;

		if (f->type == FIELD_TABLE)
			compare_tables(out, f, b, a);
		else if (!value_equal(b, a, f))
			add_change(out, f, 0, NULL, b, a);
	}
}

void
changes_invert(struct changes *c)
{
	for (size_t i = 0; i < c->count; i++) {
		struct change *x = &c->list[i];
		struct change was = *x;

		x->before = was.after;
		x->after = was.before;
		x->before_is_forgotten = was.after_is_forgotten;
		x->after_is_forgotten = was.before_is_forgotten;
		x->before_seal = was.after_seal;
		x->after_seal = was.before_seal;
	}
	for (size_t i = 0; i < c->order_count; i++) {
		struct order_change *o = &c->orders[i], was = *o;

		o->before = was.after;
		o->before_count = was.after_count;
		o->after = was.before;
		o->after_count = was.before_count;
	}
}

/* ---- applying */

/* Puts rows in the new order; new rows are empty until their values are filled in. */
static void
apply_order(const struct order_change *o, struct record *r)
{
	struct value *table = record_value(r, o->field), was = *table;
	uint32_t count = was.kind == VALUE_ROWS ? was.count : 0;
	uint32_t end = o->start + o->before_count;

	*table = (struct value){ 0 };
	for (uint32_t i = 0; i < count && i < o->start; i++)
		*value_add_row(&r->arena, table, o->field->table) = was.rows[i];
	for (uint32_t i = 0; i < o->after_count; i++) {
		struct row *old = value_row(&was, o->after[i]);
		struct row *row = value_add_row(&r->arena, table, o->field->table);

		row->id = o->after[i];
		if (old != NULL)
			*row = *old;
	}
	for (uint32_t i = end; i < count; i++)
		*value_add_row(&r->arena, table, o->field->table) = was.rows[i];
}

void
changes_apply(const struct changes *c, struct record *r)
{
	for (size_t i = 0; i < c->order_count; i++)
		apply_order(&c->orders[i], r);
	for (size_t i = 0; i < c->count; i++) {
		const struct change *x = &c->list[i];
		struct value *v = record_value(r, x->field);

		if (x->column != NULL) {
			struct row *row = value_row(v, x->row);

			if (row == NULL)
				continue;       /* it went with the order */
			v = row_value(row, x->column);
		}
		if (!x->after_is_forgotten)
			*v = value_copy(&r->arena, &x->after, x->column == NULL ? x->field : x->column);
	}
}

/* ---- as bytes */

static void
put_value(const struct value *v, const struct field *f, const struct directory *uuids,
          const struct seal *seal, struct buf *out)
{
	struct buf plain;

	if (!f->is_sensitive || value_is_empty(v)) {
		value_encode(v, f, uuids, out);
		return;
	}
	buf_init(&plain);
	value_encode(v, f, uuids, &plain);
	seal->close(seal->context, buf_span(&plain), out);
	out->has_refused = out->has_refused || plain.has_refused;
	buf_clear(&plain);
}

static void
put_pair(const struct change *x, const struct directory *uuids, const struct seal *seal,
         struct buf *out)
{
	const struct field *f = x->column == NULL ? x->field : x->column;

	cbor_put_array(out, 2);
	put_value(&x->before, f, uuids, seal, out);
	put_value(&x->after, f, uuids, seal, out);
}

static void
put_identities(const uint64_t *ids, uint32_t count, struct buf *out)
{
	cbor_put_array(out, count);
	for (uint32_t i = 0; i < count; i++)
		cbor_put_uint(out, ids[i]);
}

static void
put_order(const struct changes *c, const struct field *f, struct buf *out)
{
	for (size_t i = 0; i < c->order_count; i++) {
		const struct order_change *o = &c->orders[i];

		if (o->field != f)
			continue;
		cbor_put_array(out, 3);
		cbor_put_uint(out, o->start);
		put_identities(o->before, o->before_count, out);
		put_identities(o->after, o->after_count, out);
		return;
	}
	cbor_put_null(out);
}

/* Pointers to the changes, in the order that a deterministic map requires. */
static int
by_key(const void *a, const void *b)
{
	const struct change *x = *(const struct change *const *)a;
	const struct change *y = *(const struct change *const *)b;

	if (x->field != y->field)
		return x->field->number - y->field->number;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->column != y->column)
		return x->column->number - y->column->number;
	return 0;
}

/* How many of the sorted changes from i on are of the same field (and of the same row). */
static size_t
run_length(const struct change *const *sorted, size_t i, size_t count, bool same_row)
{
	size_t n = 1;

	while (i + n < count && sorted[i + n]->field == sorted[i]->field &&
	       (!same_row || sorted[i + n]->row == sorted[i]->row))
		n++;
	return n;
}

static void
put_rows(const struct change *const *sorted, size_t count, const struct directory *uuids,
         const struct seal *seal, struct buf *out)
{
	size_t rows = 0;

	for (size_t i = 0; i < count; i += run_length(sorted, i, count, true))
		rows++;
	cbor_put_map(out, rows);
	for (size_t i = 0; i < count; ) {
		size_t n = run_length(sorted, i, count, true);

		cbor_put_uint(out, sorted[i]->row);
		cbor_put_map(out, n);
		for (; n > 0; n--, i++) {
			cbor_put_uint(out, sorted[i]->column->number);
			put_pair(sorted[i], uuids, seal, out);
		}
	}
}

/* A table whose rows were only reordered has no change of a value that would name it. */
static bool
has_values(const struct changes *c, const struct field *f)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->list[i].field == f)
			return true;
	}
	return false;
}

void
changes_encode(const struct changes *c, const struct directory *uuids, const struct seal *seal,
               struct buf *out)
{
	size_t total = c->count + c->order_count, n = 0, fields = 0;
	const struct change **sorted = mem_new(sizeof *sorted * (total + 1));
	struct change *markers = mem_new(sizeof *markers * (c->order_count + 1));

	for (size_t i = 0; i < c->count; i++)
		sorted[n++] = &c->list[i];
	for (size_t i = 0; i < c->order_count; i++) {
		markers[i].field = c->orders[i].field;
		if (!has_values(c, markers[i].field))
			sorted[n++] = &markers[i];
	}
	qsort(sorted, n, sizeof *sorted, by_key);
	for (size_t i = 0; i < n; i += run_length(sorted, i, n, false))
		fields++;
	cbor_put_map(out, fields);
	for (size_t i = 0; i < n; ) {
		size_t run = run_length(sorted, i, n, false);

		cbor_put_uint(out, sorted[i]->field->number);
		if (sorted[i]->field->type == FIELD_TABLE) {
			cbor_put_array(out, 2);
			put_rows(sorted + i, sorted[i]->column == NULL ? 0 : run, uuids, seal, out);
			put_order(c, sorted[i]->field, out);
		} else {
			put_pair(sorted[i], uuids, seal, out);
		}
		i += run;
	}
	free(sorted);
	free(markers);
}

/* ---- back from bytes */

struct reading {
	struct cbor c;
	const struct directory *uuids;
	const struct seal *seal;
	struct changes *out;
};

/* A field that is sensitive, or was when the entry was written, has a digest in place of its value.
 * A value that consists of bytes is otherwise always the UUID of a reference. */
bool
change_is_digest(const struct cbor *c, const struct field *f)
{
	struct cbor ahead = *c;
	struct span bytes;

	return cbor_peek(c) == CBOR_BYTES && cbor_get_bytes(&ahead, &bytes) &&
	       (f->type != FIELD_REFERENCE || bytes.size != UUID_SIZE);
}

static bool
get_value(struct reading *r, const struct field *f, struct value *out, bool *is_forgotten,
          struct span *seal)
{
	struct span digest, plain;
	struct cbor opened;

	*is_forgotten = false;
	if (!change_is_digest(&r->c, f))
		return value_decode(&r->c, f, r->uuids, &r->out->arena, out);
	*out = (struct value){ 0 };
	if (!cbor_get_bytes(&r->c, &digest))
		return false;
	*seal = (struct span){ (const unsigned char *)arena_textn(&r->out->arena,
		                                                  (const char *)digest.data,
		                                                  digest.size),
		               digest.size };
	if (!r->seal->open(r->seal->context, digest, &plain)) {
		*is_forgotten = true;
		return true;
	}
	cbor_open(&opened, plain.data, plain.size);
	return value_decode(&opened, f, r->uuids, &r->out->arena, out);
}

static bool
get_pair(struct reading *r, const struct field *field, uint64_t row, const struct field *column)
{
	const struct field *f = column == NULL ? field : column;
	struct change x = { .field = field, .row = row, .column = column };
	size_t count;

	if (!cbor_get_array(&r->c, &count) || count != 2 ||
	    !get_value(r, f, &x.before, &x.before_is_forgotten, &x.before_seal) ||
	    !get_value(r, f, &x.after, &x.after_is_forgotten, &x.after_seal))
		return false;
	MEM_ROOM(r->out->list, r->out->count, r->out->room);
	r->out->list[r->out->count++] = x;
	return true;
}

static bool
get_row(struct reading *r, const struct field *f)
{
	uint64_t row, number;
	size_t count;

	if (!cbor_get_uint(&r->c, &row) || row == 0 || row > INT64_MAX ||
	    !cbor_get_map(&r->c, &count))
		return false;
	for (; count > 0; count--) {
		const struct field *column;

		if (!cbor_get_uint(&r->c, &number))
			return false;
		column = number > UINT16_MAX ? NULL : fields_number(f->table, (unsigned)number);
		if (column == NULL ? !cbor_skip(&r->c) : !get_pair(r, f, row, column))
			return false;
	}
	return true;
}

static bool
get_identities(struct reading *r, uint64_t **out, uint32_t *count)
{
	size_t n;

	if (!cbor_get_array(&r->c, &n) || n > UINT32_MAX)
		return false;
	*count = (uint32_t)n;
	*out = arena_new(&r->out->arena, sizeof **out * (n + 1));
	for (size_t i = 0; i < n; i++) {
		if (!cbor_get_uint(&r->c, &(*out)[i]) || (*out)[i] == 0)
			return false;
	}
	return true;
}

static bool
get_order(struct reading *r, const struct field *f)
{
	struct order_change o = { .field = f };
	uint64_t start;
	size_t count;

	if (cbor_get_null(&r->c))
		return true;
	if (!cbor_get_array(&r->c, &count) || count != 3 || !cbor_get_uint(&r->c, &start) ||
	    start > UINT32_MAX || !get_identities(r, &o.before, &o.before_count) ||
	    !get_identities(r, &o.after, &o.after_count))
		return false;
	o.start = (uint32_t)start;
	add_order(r->out, &o);
	return true;
}

static bool
get_table(struct reading *r, const struct field *f)
{
	size_t count;

	if (!cbor_get_array(&r->c, &count) || count != 2 || !cbor_get_map(&r->c, &count))
		return false;
	for (; count > 0; count--) {
		if (!get_row(r, f))
			return false;
	}
	return get_order(r, f);
}

static bool
get_changes(struct reading *r, const struct type *type)
{
	uint64_t number;
	size_t count;

	if (!cbor_get_map(&r->c, &count))
		return false;
	for (; count > 0; count--) {
		const struct field *f;
		bool got;

		if (!cbor_get_uint(&r->c, &number))
			return false;
		f = number > UINT16_MAX ? NULL : fields_number(&type->fields, (unsigned)number);
		if (f == NULL)
			got = cbor_skip(&r->c);
		else if (f->type == FIELD_TABLE)
			got = get_table(r, f);
		else
			got = get_pair(r, f, 0, NULL);
		if (!got)
			return false;
	}
	return cbor_at_end(&r->c);
}

bool
changes_decode(const struct type *type, struct span bytes, const struct directory *uuids,
               const struct seal *seal, struct changes *out)
{
	struct reading r = { .uuids = uuids, .seal = seal, .out = out };

	*out = (struct changes){ 0 };
	arena_init(&out->arena);
	cbor_open(&r.c, bytes.data, bytes.size);
	if (get_changes(&r, type))
		return true;
	changes_clear(out);
	return false;
}
