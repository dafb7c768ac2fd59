/* Finds records of all types. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/registry_internal.h"
#include "registry/select.h"

#define RANK_COUNT (FOUND_ELSEWHERE + 1)

/* The hits of each rank, in the order of the types and their codes. */
struct finding {
	struct registry *registry;
	const struct query *query;      /* as the type at hand understands it */
	struct found {
		struct hit *list;
		size_t count, room;
	} of[RANK_COUNT];
};

static bool
take_hit(void *context, const struct record *r)
{
	struct finding *f = context;
	char *code = registry_code(f->registry, r);
	struct found *to = &f->of[query_rank(f->query, code, r)];

	MEM_ROOM(to->list, to->count, to->room);
	to->list[to->count++] = (struct hit){ r->type, r->number };
	free(code);
	return true;
}

static enum err_code
find_in_type(struct finding *f, struct query *q, const struct type *type, bool must_list,
             uint64_t *count, struct err *e)
{
	const struct select what = { .type = type, .query = q };
	struct selection *s;
	enum err_code rc = registry_select(f->registry, &what, &s, e);

	if (rc != ERR_OK)
		return rc;
	f->query = q;
	*count += selection_count(s);
	if (must_list)
		rc = selection_every(s, take_hit, f, e);
	selection_free(s);
	return rc;
}

/* What was found, which may be less than what was counted if others remove meanwhile. */
static struct hit *
join(const struct finding *f, uint64_t *count)
{
	struct hit *all = mem_new(sizeof *all * ((size_t)*count + 1));

	*count = 0;
	for (size_t i = 0; i < RANK_COUNT; i++) {
		if (f->of[i].count > 0)
			memcpy(all + *count, f->of[i].list, sizeof *all * f->of[i].count);
		*count += f->of[i].count;
	}
	return all;
}

enum err_code
registry_find(struct registry *r, const char *text, const struct type *only, struct hit **out,
              uint64_t *count, struct err *e)
{
	struct finding f = { .registry = r };
	struct err unread, *first = &unread;    /* the first mistake is told, if no type takes the text */
	bool is_query = false;
	enum err_code rc = ERR_OK;

	*count = 0;
	for (size_t i = 0; rc == ERR_OK && i < r->schema->count; i++) {
		const struct query_scope scope = { r->schema, r->schema->types[i], NULL };
		struct query *q;

		if (only != NULL && scope.type != only)
			continue;
		if (query_parse(text, &scope, &q, first) != ERR_OK) {
			first = NULL;
			continue;
		}
		is_query = true;
		rc = find_in_type(&f, q, scope.type, out != NULL, count, e);
		query_free(q);
	}
	if (rc == ERR_OK && !is_query)
		rc = err_set(e, unread.code,
		             only != NULL ? "%s" : _("no type has what is asked for: %s"),
		             unread.text);
	if (rc == ERR_OK && out != NULL)
		*out = join(&f, count);
	for (size_t i = 0; i < RANK_COUNT; i++)
		free(f.of[i].list);
	return rc;
}

void
registry_found_in(struct registry *r, const char *text, const struct record *record,
                  struct buf *out)
{
	const struct query_scope scope = { r->schema, record->type, NULL };
	struct query *q;
	char *code;

	if (query_parse(text, &scope, &q, NULL) != ERR_OK)
		return;
	code = registry_code(r, record);
	query_found_in(q, code, record, out);
	free(code);
	query_free(q);
}
