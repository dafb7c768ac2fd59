/* Finds the position in a selection that a typed text leads to. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "record/sort.h"
#include "registry/select/selection_internal.h"

/* What a typed text means for the sorted field, as a key of its index or of the ranking: from the
 * end, the last of all that it may be the beginning of. False: it is no value of the field. */
static bool
typed_key(const struct selection *s, const char *text, bool turned, struct buf *key)
{
	const struct field *f = first_order(s)->field;
	struct value v = { .kind = VALUE_TEXT, .text = text };
	struct arena a;
	bool is_read = true;

	arena_init(&a);
	if (field_shape(f) == SHAPE_NUMBER && f->type != FIELD_REFERENCE)
		is_read = value_parse_one(f, text, &s->registry->directory, &a, &v, NULL) ==
		                  ERR_OK &&
		          v.kind == VALUE_NUMBER;
	if (is_read && turned && f->type == FIELD_DATE)
		v.number = date_latest((partial_date)v.number);
	if (is_read)
		value_sort_key(&v, f, key);
	if (is_read && turned && v.kind == VALUE_TEXT)
		key->data[key->size - 1] = 0xFF;        /* above whatever goes on after the text */
	arena_clear(&a);
	return is_read;
}

/* The first group whose code does not come before the text. */
static enum err_code
seek_group(struct selection *s, const char *text, struct position *out)
{
	struct buf typed, code, folded;
	size_t i = 0;

	buf_init(&typed);
	text_fold(text, strlen(text), &typed);
	for (; i < s->group_count; i++) {
		bool is_before;

		buf_init(&code);
		buf_init(&folded);
		if (s->groups[i] != 0)
			s->registry->directory.code(s->registry, s->groups[i], &code);
		text_fold((const char *)code.data, code.size, &folded);
		is_before = strcmp(buf_string(&folded), buf_string(&typed)) < 0;
		buf_clear(&code);
		buf_clear(&folded);
		if (!is_before)
			break;
	}
	buf_clear(&typed);
	if (i == s->group_count)
		return ERR_NOT_FOUND;
	group_prefix(s, s->groups[i], &out->key);
	memmove(out->key.data, out->key.data + INDEX_PREFIX, out->key.size - INDEX_PREFIX);
	out->key.size -= INDEX_PREFIX;
	return ERR_OK;
}

/* The record of that code, if it is among those that match. */
static bool
seek_code(struct selection *s, const char *text, struct position *out, struct err *e)
{
	struct record *record;
	bool found;

	if (registry_get(s->registry, s->type, text, &record, NULL) != ERR_OK)
		return false;
	found = selection_has(s, record->number) && selection_place(s, record, out, e) == ERR_OK;
	record_free(record);
	return found;
}

enum err_code
selection_seek(struct selection *s, const char *text, struct position *out, struct err *e)
{
	bool turned = is_descending(s);
	struct visit v;
	enum err_code rc = visit_begin(s->registry, &v, e);

	if (rc != ERR_OK)
		return rc;
	buf_reset(&out->key);
	out->number = 0;
	if (seek_code(s, text, out, e))
		rc = ERR_OK;
	else if (s->is_grouped)
		rc = seek_group(s, text, out);
	else if (!typed_key(s, text, turned, &out->key))
		rc = ERR_NOT_FOUND;
	else if (turned)
		out->number = UINT32_MAX;
	if (rc == ERR_OK && (out->number == 0 || out->number == UINT32_MAX))
		out->prefix = rank_prefix(s, buf_span(&out->key));
	if (rc == ERR_OK && s->ranked != NULL && turned && out->number == UINT32_MAX) {
		for (size_t i = 0; i < out->key.size; i++)
			out->key.data[i] = (unsigned char)~out->key.data[i];
		out->number = 0;
	}
	visit_end(&v);
	return rc;
}
