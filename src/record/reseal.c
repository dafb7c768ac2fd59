/* Seals, in old entries, the values of fields that have become sensitive since. The bytes are
 * copied item by item: fields that no schema knows any more, and digests whose values were erased,
 * stay as they are. */
#include <config.h>

#include "record/change.h"

struct copying {
	struct cbor c;
	const struct reseal *how;
	struct buf *out;                /* NULL: nothing is written */
};

static void
copy(struct copying *x, struct span item)
{
	if (x->out != NULL)
		buf_add(x->out, item.data, item.size);
}

static bool
copy_item(struct copying *x)
{
	struct span item;

	if (!cbor_take(&x->c, &item))
		return false;
	copy(x, item);
	return true;
}

static bool
copy_map(struct copying *x, size_t *count)
{
	if (!cbor_get_map(&x->c, count))
		return false;
	if (x->out != NULL)
		cbor_put_map(x->out, *count);
	return true;
}

static bool
copy_pair_head(struct copying *x)
{
	size_t count;

	if (!cbor_get_array(&x->c, &count) || count != 2)
		return false;
	if (x->out != NULL)
		cbor_put_array(x->out, 2);
	return true;
}

static bool
copy_number(struct copying *x, uint64_t *number)
{
	if (!cbor_get_uint(&x->c, number))
		return false;
	if (x->out != NULL)
		cbor_put_uint(x->out, *number);
	return true;
}

static bool
copy_value(struct copying *x, const struct field *field, const struct field *column)
{
	const struct field *f = column == NULL ? field : column;
	struct cbor ahead = x->c;
	struct span value;

	if (!f->is_sensitive || cbor_get_null(&ahead) || change_is_digest(&x->c, f))
		return copy_item(x);
	if (!cbor_take(&x->c, &value))
		return false;
	x->how->note(x->how->context, field, column);
	if (x->out != NULL)
		x->how->seal->close(x->how->seal->context, value, x->out);
	return true;
}

static bool
copy_pair(struct copying *x, const struct field *field, const struct field *column)
{
	return copy_pair_head(x) && copy_value(x, field, column) && copy_value(x, field, column);
}

static bool
copy_row(struct copying *x, const struct field *f)
{
	uint64_t row, number;
	size_t count;

	if (!copy_number(x, &row) || !copy_map(x, &count))
		return false;
	for (; count > 0; count--) {
		const struct field *column;

		if (!copy_number(x, &number))
			return false;
		column = number > UINT16_MAX ? NULL : fields_number(f->table, (unsigned)number);
		if (column == NULL ? !copy_item(x) : !copy_pair(x, f, column))
			return false;
	}
	return true;
}

static bool
copy_table(struct copying *x, const struct field *f)
{
	size_t count;

	if (!copy_pair_head(x) || !copy_map(x, &count))
		return false;
	for (; count > 0; count--) {
		if (!copy_row(x, f))
			return false;
	}
	return copy_item(x);            /* the order */
}

bool
changes_reseal(const struct type *type, struct span bytes, const struct reseal *how,
               struct buf *out)
{
	struct copying x = { .how = how, .out = out };
	uint64_t number;
	size_t count;

	cbor_open(&x.c, bytes.data, bytes.size);
	if (!copy_map(&x, &count))
		return false;
	for (; count > 0; count--) {
		const struct field *f;

		if (!copy_number(&x, &number))
			return false;
		f = number > UINT16_MAX ? NULL : fields_number(&type->fields, (unsigned)number);
		if (f == NULL ? !copy_item(&x) :
		    f->type == FIELD_TABLE ? !copy_table(&x, f) : !copy_pair(&x, f, NULL))
			return false;
	}
	return cbor_at_end(&x.c);
}
