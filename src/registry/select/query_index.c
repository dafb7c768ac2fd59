/* Answers the query planner from the registry's indexes. */
#include <config.h>

#include "registry/select/query_context.h"
#include "store/words.h"

static enum err_code
all(void *context, const struct type *type, struct bits *out, struct err *e)
{
	struct registry *r = ((struct register_context *)context)->registry;
	const struct word none = { type->number, WORD_WHOLE, { 0 } };
	struct cursor *c;
	struct span key;
	struct buf prefix;
	enum err_code rc;

	if (r->has_words)
		return words_read(r->txn, &none, out, e);
	rc = cursor_open(r->txn, TABLE_INDEX, &c, e);
	if (rc != ERR_OK)
		return rc;
	buf_init(&prefix);
	index_prefix(&prefix, type->number, type_code(type)->number);
	rc = cursor_seek(c, buf_span(&prefix), &key, NULL, e);
	while (rc == ERR_OK && span_starts_with(key, buf_span(&prefix))) {
		bits_set(out, be32(key.data + key.size - 4));
		rc = cursor_next(c, &key, NULL, e);
	}
	cursor_close(c);
	buf_clear(&prefix);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static enum err_code
words(void *context, const struct type *type, struct span beginning, struct bits *out,
      struct err *e)
{
	struct registry *r = ((struct register_context *)context)->registry;

	return words_read_beginning(r->txn, type->number, beginning, out, e);
}

/* Keys end with the record's number, so that a limit is not before a key that goes on. */
static bool
is_before(struct span key, struct span limit)
{
	size_t n = key.size < limit.size ? key.size : limit.size;

	for (size_t i = 0; i < n; i++) {
		if (key.data[i] != limit.data[i])
			return key.data[i] < limit.data[i];
	}
	return key.size < limit.size;
}

static enum err_code
range(void *context, const struct field *f, struct span from, struct span to, struct bits *out,
      struct err *e)
{
	struct registry *r = ((struct register_context *)context)->registry;
	struct cursor *c;
	struct span key;
	struct buf start, end;
	enum err_code rc = cursor_open(r->txn, TABLE_INDEX, &c, e);

	if (rc != ERR_OK)
		return rc;
	buf_init(&start);
	buf_init(&end);
	index_prefix(&start, f->of->number, f->number);
	index_prefix(&end, f->of->number, f->number);
	buf_add(&start, from.data, from.size);
	buf_add(&end, to.data, to.size);
	rc = cursor_seek(c, buf_span(&start), &key, NULL, e);
	while (rc == ERR_OK && key.size > INDEX_PREFIX + 4 &&
	       (to.size > 0 ? is_before(key, buf_span(&end)) :
	                      span_starts_with(key, (struct span){ end.data, INDEX_PREFIX }))) {
		bits_set(out, be32(key.data + key.size - 4));
		rc = cursor_next(c, &key, NULL, e);
	}
	cursor_close(c);
	buf_clear(&start);
	buf_clear(&end);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static enum err_code
referrers(void *context, uint32_t target, const struct field *f, const struct field *column,
          struct bits *out, struct err *e)
{
	struct registry *r = ((struct register_context *)context)->registry;
	struct cursor *c;
	struct span key;
	struct buf prefix;
	enum err_code rc = cursor_open(r->txn, TABLE_LINK, &c, e);

	if (rc != ERR_OK)
		return rc;
	buf_init(&prefix);
	buf_be32(&prefix, target);
	buf_be16(&prefix, f->of->number);
	buf_be16(&prefix, f->number);
	buf_be16(&prefix, column == NULL ? 0 : column->number);
	rc = cursor_seek(c, buf_span(&prefix), &key, NULL, e);
	while (rc == ERR_OK && span_starts_with(key, buf_span(&prefix))) {
		bits_set(out, link_get(key.data).source);
		rc = cursor_next(c, &key, NULL, e);
	}
	cursor_close(c);
	buf_clear(&prefix);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static enum err_code
tagged(void *context, struct bits *out, struct err *e)
{
	const struct register_context *w = context;

	(void)e;
	for (size_t i = 0; i < w->tagged_count; i++)
		bits_set(out, w->tagged[i]);
	return ERR_OK;
}

void
answers_init(struct query_index *index, struct register_context *w)
{
	*index = (struct query_index){
		.context = w,
		.word_most = w->registry->has_words ? WORD_MOST : 0,
		.all = all,
		.words = words,
		.range = range,
		.referrers = referrers,
		.tagged = tagged,
	};
}
