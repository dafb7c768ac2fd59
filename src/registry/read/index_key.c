/* Tells by which key the index of a field, and its column of prefixes, has a record. */
#include <config.h>

#include "record/coding.h"
#include "record/sort.h"
#include "registry/read/read_internal.h"

void
index_key(const struct record *r, const struct field *f, struct buf *key)
{
	if (f == type_code(r->type))
		code_sort_key(r, key);
	else
		value_sort_key(record_value(r, f), f, key);
}

/* What a reference or a computed code stands by is not in its own record. */
bool
field_has_column(const struct field *f)
{
	return f->is_indexed && f->type != FIELD_REFERENCE && f->part_count == 0;
}
