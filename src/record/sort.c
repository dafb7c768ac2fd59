/* Makes the sort keys of values. */
#include <config.h>

#include "record/sort.h"

#include <string.h>

#include "base/text.h"
#include "record/kind.h"

/* Before every value: those that are empty come first. */
enum { TAG_EMPTY = 1, TAG_VALUE = 2 };

/* Leaves room, within LMDB's limit, for the rest of the key. */
#define MOST_TEXT 200

static void
sort_text(const char *text, struct buf *out)
{
	size_t start = out->size, n;

	text_fold(text, strlen(text), out);
	n = out->size - start;
	if (n > MOST_TEXT) {
		n = MOST_TEXT;
		while (n > 0 && (out->data[start + n] & 0xC0) == 0x80)
			n--;
		out->size = start + n;
	}
	buf_byte(out, 0);       /* so that "a" sorts before "a b" whatever follows */
}

void
value_sort_key(const struct value *v, const struct field *f, struct buf *out)
{
	const struct value *first = v->kind == VALUE_LIST && v->count > 0 ? &v->items[0] : v;
	const char *text = value_text(first, "en");

	if (value_is_empty(v) || v->kind == VALUE_ROWS) {
		buf_byte(out, TAG_EMPTY);
		return;
	}
	buf_byte(out, TAG_VALUE);
	if (text != NULL)
		sort_text(text, out);
	else if (field_kind(f)->sort != NULL)
		field_kind(f)->sort(first, out);
	else    /* with the sign bit inverted, so that bytes compare as numbers do */
		buf_be64(out, (uint64_t)first->number ^ (UINT64_C(1) << 63));
}

void
value_shown_key(const struct value *v, const struct field *f, const char *language,
                struct buf *out)
{
	struct value text = { .kind = VALUE_TEXT };

	if (v->kind == VALUE_LANGUAGES)
		text.text = value_shown(v, f, language).text;
	value_sort_key(text.text != NULL ? &text : v, f, out);
}

void
code_sort_key(const struct record *r, struct buf *out)
{
	const struct field *code = type_code(r->type);

	if (code->part_count == 0) {
		value_sort_key(record_value(r, code), code, out);
		return;
	}
	for (size_t i = 0; i < code->part_count; i++)
		value_sort_key(record_value(r, code->parts[i]), code->parts[i], out);
}
