/* Likely twins: records that agree with a new one in fields that the schema names. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "registry/private.h"

struct comparing {
	const struct record *record;
	uint32_t *list;
	size_t count, room;
};

/* Texts agree when they fold to the same, dates when they may be the same day. */
static bool
agrees(const struct field *f, const struct value *a, const struct value *b)
{
	const char *x = value_text(a, "en"), *y = value_text(b, "en");

	if (value_is_empty(a) || value_is_empty(b))
		return false;
	if (x != NULL && y != NULL)
		return text_same(x, y);
	if (f->type == FIELD_DATE)
		return date_earliest((partial_date)a->number) <=
		               date_latest((partial_date)b->number) &&
		       date_earliest((partial_date)b->number) <=
		               date_latest((partial_date)a->number);
	return value_equal(a, b, f);
}

static bool
is_alike(const struct alike *alike, const struct record *a, const struct record *b)
{
	for (size_t i = 0; i < alike->count; i++) {
		const struct field *f = alike->fields[i];

		if (!agrees(f, record_value(a, f), record_value(b, f)))
			return false;
	}
	return alike->count > 0;
}

static bool
compare(void *context, const struct record *r)
{
	struct comparing *c = context;

	for (size_t i = 0; r->number != c->record->number && i < r->type->alike_count; i++) {
		if (!is_alike(&r->type->alike[i], c->record, r))
			continue;
		MEM_ROOM(c->list, c->count, c->room);
		c->list[c->count++] = r->number;
		break;
	}
	return true;
}

enum err_code
registry_twins(struct registry *r, const struct record *record, uint32_t **out, size_t *count,
               struct err *e)
{
	struct comparing c = { .record = record };
	enum err_code rc = ERR_OK;

	if (record->type->alike_count > 0)
		rc = registry_every(r, record->type, compare, &c, e);
	*out = c.list;
	*count = c.count;
	return rc;
}
