/* Asks several types of records one question. */
#include <config.h>

#include "figures/asking.h"

#include "base/intl.h"
#include "registry/select.h"

/* The question with what narrows it, which the type understands. */
static enum err_code
narrow(const struct asking *asking, const struct type *type, struct query *q, struct err *e)
{
	struct buf terms;
	enum err_code rc;

	if (asking->narrow == NULL)
		return ERR_OK;
	buf_init(&terms);
	asking->narrow(asking->context, type, &terms);
	rc = query_narrow(q, buf_string(&terms), e);
	buf_clear(&terms);
	return rc;
}

static enum err_code
ask_type(struct registry *r, const struct asking *asking, const struct type *type, struct query *q,
         struct err *e)
{
	const struct select what = { .type = type, .query = q };
	struct selection *s;
	enum err_code rc;

	if (query_is_empty(q))
		return registry_every(r, type, asking->each, asking->context, e);
	rc = registry_select(r, &what, &s, e);
	if (rc != ERR_OK)
		return rc;
	rc = selection_every(s, asking->each, asking->context, e);
	selection_free(s);
	return rc;
}

enum err_code
ask_types(struct registry *r, const struct asking *asking, struct err *e)
{
	const struct schema *schema = registry_schema(r);
	const char *text = asking->query == NULL ? "" : asking->query;
	struct err unread = { 0 }, *first = &unread;    /* the first mistake is told */
	bool is_understood = false;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < schema->count; i++) {
		const struct query_scope scope = { schema, schema->types[i], NULL };
		struct query *q;

		if (!asking->wants(scope.type) || (asking->only != NULL && scope.type != asking->only))
			continue;
		if (query_parse(text, &scope, &q, first) != ERR_OK) {
			first = NULL;
			continue;
		}
		is_understood = true;
		rc = narrow(asking, scope.type, q, e);
		if (rc == ERR_OK)
			rc = ask_type(r, asking, scope.type, q, e);
		query_free(q);
	}
	if (rc == ERR_OK && !is_understood && unread.code != ERR_OK)
		rc = err_set(e, unread.code, "%s", unread.text);
	return rc;
}
