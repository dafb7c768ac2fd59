/* Keeps index entries and links in step with the records that they are made from. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "registry/act/act_internal.h"
#include "registry/read/read_internal.h"

/* ---- index entries */

/* Whether nobody looks for the entry before the act ends: codes that the register makes are looked
 * for. */
static bool
can_wait(const struct act *a, const struct field *f)
{
	return a->codes_are_free && f->part_count == 0 && f->proposal_count == 0;
}

static enum err_code
update_index(struct act *a, const struct field *f, const struct record *before,
             const struct record *after, uint32_t number, struct err *e)
{
	uint16_t type = f->of->number;
	struct buf old, new;
	bool is_same;
	enum err_code rc = ERR_OK;

	buf_init(&old);
	buf_init(&new);
	if (before != NULL)
		index_key(before, f, &old);
	if (after != NULL)
		index_key(after, f, &new);
	is_same = old.size == new.size && memcmp(old.data, new.data, old.size) == 0;
	if (before != NULL && !is_same)
		rc = index_delete(a->txn, type, f->number, buf_span(&old), number, e);
	if (rc == ERR_OK && after != NULL && !is_same) {
		if (before == NULL && can_wait(a, f))
			rc = index_gather(a, f, buf_span(&new), number, e);
		else
			rc = index_put(a->txn, type, f->number, buf_span(&new), number, e);
	}
	if (rc == ERR_OK && after != NULL && !is_same && field_has_column(f))
		rc = column_set(a, f, number, buf_span(&new), e);
	buf_clear(&old);
	buf_clear(&new);
	return rc;
}

enum err_code
update_indexes(struct act *a, const struct record *before, const struct record *after,
               struct err *e)
{
	const struct record *any = after != NULL ? after : before;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < any->type->fields.count; i++) {
		const struct field *f = &any->type->fields.list[i];

		if (f->is_indexed)
			rc = update_index(a, f, before, after, any->number, e);
	}
	return rc;
}

/* ---- links */

/* The links of a record, sorted, each once: a party may stand in several rows. */
struct linking {
	struct link *list;
	size_t count, room;
	uint32_t source;
};

static enum err_code
add_link(void *context, const struct field *field, const struct field *column, uint32_t target)
{
	struct linking *l = context;

	MEM_ROOM(l->list, l->count, l->room);
	l->list[l->count++] = (struct link){
		.target = target,
		.type = field->of->number,
		.field = field->number,
		.column = column == NULL ? 0 : column->number,
		.source = l->source,
	};
	return ERR_OK;
}

static int
compare_links(const void *a, const void *b)
{
	const struct link *x = a, *y = b;

	if (x->target != y->target)
		return x->target < y->target ? -1 : 1;
	if (x->field != y->field)
		return x->field - y->field;
	return x->column - y->column;
}

static void
collect_links(const struct record *r, uint32_t source, struct linking *out)
{
	size_t n = 0;

	*out = (struct linking){ .source = source };
	if (r == NULL)
		return;
	record_references(r, add_link, out);
	if (out->count > 1)
		qsort(out->list, out->count, sizeof *out->list, compare_links);
	for (size_t i = 0; i < out->count; i++) {
		if (n == 0 || compare_links(&out->list[n - 1], &out->list[i]) != 0)
			out->list[n++] = out->list[i];
	}
	out->count = n;
}

/* Only new links are checked at the end: the old ones held. */
static enum err_code
put_new_link(struct act *a, const struct link *l, const struct type *type, struct err *e)
{
	const struct field *field = fields_number(&type->fields, l->field);

	add_check(a, (struct check){
		.kind = CHECK_TARGET,
		.number = l->source,
		.target = l->target,
		.field = field,
		.column = l->column == 0 ? NULL : fields_number(field->table, l->column),
	});
	return links_put(a->txn, l, e);
}

enum err_code
update_links(struct act *a, const struct record *before, const struct record *after,
             uint32_t number, struct err *e)
{
	struct linking old, new;
	size_t i = 0, j = 0;
	enum err_code rc = ERR_OK;

	collect_links(before, number, &old);
	collect_links(after, number, &new);
	while (rc == ERR_OK && (i < old.count || j < new.count)) {
		int order = i == old.count ? 1 : j == new.count ? -1 :
		            compare_links(&old.list[i], &new.list[j]);

		if (order < 0)
			rc = links_delete(a->txn, &old.list[i], e);
		else if (order > 0)
			rc = put_new_link(a, &new.list[j], after->type, e);
		i += order <= 0;
		j += order >= 0;
	}
	free(old.list);
	free(new.list);
	return rc;
}

size_t
count_links(const struct record *r)
{
	struct linking l;

	collect_links(r, r->number, &l);
	free(l.list);
	return l.count;
}
