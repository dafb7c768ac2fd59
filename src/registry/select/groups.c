/* Orders the groups of an index by reference, one per target, by the targets' codes. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "record/sort.h"
#include "registry/select/selection_internal.h"

bool
is_by_reference(const struct field *f)
{
	if (f->part_count > 0)
		return f->parts[0]->type == FIELD_REFERENCE;
	return f->type == FIELD_REFERENCE;
}

struct group {
	char *code;
	uint32_t target;
};

static int
compare_groups(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	int order = strcmp(x->code, y->code);

	return order != 0 ? order : x->target < y->target ? -1 : x->target > y->target;
}

static void
order_groups(struct selection *s, struct group *groups)
{
	struct buf code;

	for (size_t i = 0; i < s->group_count; i++) {
		struct buf folded;

		buf_init(&code);
		buf_init(&folded);
		if (groups[i].target != 0)
			s->registry->directory.code(s->registry, groups[i].target, &code);
		text_fold((const char *)code.data, code.size, &folded);
		groups[i].code = buf_take(&folded);
		buf_clear(&code);
	}
	qsort(groups, s->group_count, sizeof *groups, compare_groups);
	s->groups = mem_new(sizeof *s->groups * (s->group_count + 1));
	for (size_t i = 0; i < s->group_count; i++) {
		s->groups[i] = groups[i].target;
		free(groups[i].code);
	}
}

/* The prefix of a group's entries in the index. */
void
group_prefix(const struct selection *s, uint32_t target, struct buf *key)
{
	const struct field *f = first_order(s)->field;
	const struct field *part = f->part_count > 0 ? f->parts[0] : f;
	struct value v = { .kind = target == 0 ? VALUE_NONE : VALUE_NUMBER, .number = target };

	index_prefix(key, s->type->number, f->number);
	value_sort_key(&v, part, key);
}

/* From group to group through the index, without looking at what is in them. */
enum err_code
find_groups(struct selection *s, struct err *e)
{
	struct group *groups = NULL;
	struct cursor *c;
	struct span key;
	struct buf at;
	size_t room = 0;
	enum err_code rc = cursor_open(s->registry->txn, TABLE_INDEX, &c, e);

	if (rc != ERR_OK)
		return rc;
	s->is_grouped = true;
	buf_init(&at);
	index_prefix(&at, s->type->number, first_order(s)->field->number);
	rc = cursor_seek(c, buf_span(&at), &key, NULL, e);
	while (rc == ERR_OK && key.size > INDEX_PREFIX &&
	       memcmp(key.data, at.data, INDEX_PREFIX) == 0) {
		/* A tag, and behind the tag of a value the target's number. */
		uint32_t target = key.size >= INDEX_PREFIX + 9 ? be32(key.data + INDEX_PREFIX + 1) :
		                                                 0;

		if (s->group_count > 0 && target == 0)
			break;
		MEM_ROOM(groups, s->group_count, room);
		groups[s->group_count++].target = target;
		at.size = 0;
		group_prefix(s, target, &at);
		buf_be32(&at, UINT32_MAX);      /* behind everything of the group */
		buf_be32(&at, UINT32_MAX);
		buf_be32(&at, UINT32_MAX);
		rc = cursor_seek(c, buf_span(&at), &key, NULL, e);
	}
	cursor_close(c);
	buf_clear(&at);
	if (rc == ERR_OK || rc == ERR_NOT_FOUND) {
		if (groups != NULL)
			order_groups(s, groups);
		rc = ERR_OK;
	}
	free(groups);
	return rc;
}
