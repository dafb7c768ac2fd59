/* Implements the word index. A key is type, kind, text and a zero byte, followed by the number of
 * the chunk where the postings are in chunks. */
#include <config.h>

#include "store/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/intl.h"
#include "store/store_internal.h"

#define HEAD 3          /* bytes of type and kind */
#define CHUNK 2         /* bytes of a chunk's number */

struct word_limits word_limits = {
	.list_bytes = 400,
	.chunk_numbers = POSTINGS_BYTES / 2 - 1,
	.prefix_postings = 20000,
	.prefix_words = 32,
};

static void
put_head(const struct word *w, struct buf *key)
{
	buf_be16(key, w->type);
	buf_byte(key, (unsigned char)w->kind);
	buf_add(key, w->text.data, w->text.size);
}

static void
put_key(const struct word *w, struct buf *key)
{
	put_head(w, key);
	buf_byte(key, 0);
}

#define IS_LIST UINT32_MAX      /* in place of the first number of a chunk */

/* Takes a key apart into its word and the first number of its chunk, or IS_LIST if the key holds a
 * list. False: it is not a key of this table. */
static bool
read_key(struct span key, struct word *w, uint32_t *first)
{
	const unsigned char *end;
	size_t behind;

	if (key.size <= HEAD || key.data[2] > WORD_PREFIX)
		return false;
	end = memchr(key.data + HEAD, 0, key.size - HEAD);
	if (end == NULL)
		return false;
	*w = (struct word){ be16(key.data), (enum word_kind)key.data[2],
	                    { key.data + HEAD, (size_t)(end - key.data) - HEAD } };
	behind = key.size - HEAD - w->text.size - 1;
	*first = behind == 0 ? IS_LIST : behind == CHUNK ? be16(end + 1) * (uint32_t)POSTINGS_SPAN : 0;
	return behind == 0 || behind == CHUNK;
}

static enum err_code
damaged(struct err *e)
{
	return err_set(e, ERR_STORE,
	               _("the word index is damaged: `chancery check --repair` makes it"
	                 " anew"));
}

/* ---- changing */

/* Takes the numbers that are in the chunk, and leaves the rest. */
static struct numbers
take_part(struct numbers *n, uint32_t first)
{
	struct numbers part = { n->list, 0 };

	while (part.count < n->count && n->list[part.count] - first < POSTINGS_SPAN)
		part.count++;
	n->list += part.count;
	n->count -= part.count;
	return part;
}

static enum err_code
put_or_delete(struct txn *t, const struct buf *key, const struct buf *value, bool was_there,
              struct err *e)
{
	if (value->size > 0)
		return table_put(t, TABLE_WORDS, buf_span(key), buf_span(value), e);
	return was_there ? table_delete(t, TABLE_WORDS, buf_span(key), e) : ERR_OK;
}

static enum err_code
change_chunks(struct txn *t, struct buf *key, struct numbers add, struct numbers gone,
              struct err *e)
{
	size_t size = key->size;
	enum err_code rc = ERR_OK;

	while (rc == ERR_OK && add.count + gone.count > 0) {
		uint32_t least = add.count == 0 || (gone.count > 0 && gone.list[0] < add.list[0]) ?
		                 gone.list[0] : add.list[0];
		uint32_t first = least / POSTINGS_SPAN * POSTINGS_SPAN;
		struct span old = { 0 };
		struct numbers more, less;
		struct buf new;
		bool was_there;

		key->size = size;
		buf_be16(key, (uint16_t)(least / POSTINGS_SPAN));
		rc = table_get(t, TABLE_WORDS, buf_span(key), &old, e);
		if (rc != ERR_OK && rc != ERR_NOT_FOUND)
			return rc;
		was_there = rc == ERR_OK;
		more = take_part(&add, first);
		less = take_part(&gone, first);
		buf_init(&new);
		chunk_change(old, first, more, less, word_limits.chunk_numbers, &new);
		rc = put_or_delete(t, key, &new, was_there, e);
		buf_clear(&new);
	}
	return rc;
}

/* The form of the word's postings, according to its first key. */
enum form { FORM_NOTHING, FORM_LIST, FORM_CHUNKS };

static enum err_code
find_form(struct txn *t, const struct buf *key, enum form *form, struct buf *list, struct err *e)
{
	struct cursor *c;
	struct span found, value;
	enum err_code rc = cursor_open(t, TABLE_WORDS, &c, e);

	*form = FORM_NOTHING;
	if (rc != ERR_OK)
		return rc;
	rc = cursor_seek(c, buf_span(key), &found, &value, e);
	if (rc == ERR_OK && span_starts_with(found, buf_span(key))) {
		*form = found.size == key->size ? FORM_LIST : FORM_CHUNKS;
		if (*form == FORM_LIST && !list_decode(value, list))
			rc = damaged(e);
	}
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

static struct numbers
numbers_of(const struct buf *b)
{
	return (struct numbers){ (const uint32_t *)(const void *)b->data,
		                 b->size / sizeof(uint32_t) };
}

static enum err_code
change_list(struct txn *t, struct buf *key, struct numbers old, struct numbers add,
            struct numbers gone, struct err *e)
{
	struct buf merged, encoded;
	enum err_code rc;

	buf_init(&merged);
	buf_init(&encoded);
	numbers_merge(old, add, gone, &merged);
	list_encode(numbers_of(&merged), &encoded);
	if (encoded.size <= word_limits.list_bytes) {
		rc = put_or_delete(t, key, &encoded, old.count > 0, e);
	} else {
		rc = old.count > 0 ? table_delete(t, TABLE_WORDS, buf_span(key), e) : ERR_OK;
		if (rc == ERR_OK)
			rc = change_chunks(t, key, numbers_of(&merged), (struct numbers){ 0 }, e);
	}
	buf_clear(&merged);
	buf_clear(&encoded);
	return rc;
}

enum err_code
words_change(struct txn *t, const struct word *w, struct numbers add, struct numbers gone,
             struct err *e)
{
	struct buf key, list;
	enum form form;
	enum err_code rc;

	buf_init(&key);
	buf_init(&list);
	put_key(w, &key);
	rc = find_form(t, &key, &form, &list, e);
	if (rc == ERR_OK && form == FORM_CHUNKS)
		rc = change_chunks(t, &key, add, gone, e);
	else if (rc == ERR_OK)
		rc = change_list(t, &key, numbers_of(&list), add, gone, e);
	buf_clear(&key);
	buf_clear(&list);
	return rc;
}

/* ---- reading */

static bool
add_entry(uint32_t first, struct span value, struct bits *out)
{
	return first == IS_LIST ? list_add_to(value, out) : chunk_add_to(value, first, out);
}

/* All entries whose keys start so. */
static enum err_code
read_from(struct txn *t, const struct buf *start, struct bits *out, struct err *e)
{
	struct cursor *c;
	struct span key, value;
	enum err_code rc = cursor_open(t, TABLE_WORDS, &c, e);

	if (rc != ERR_OK)
		return rc;
	rc = cursor_seek(c, buf_span(start), &key, &value, e);
	while (rc == ERR_OK && span_starts_with(key, buf_span(start))) {
		struct word w;
		uint32_t first;

		if (!read_key(key, &w, &first) || !add_entry(first, value, out)) {
			rc = damaged(e);
			break;
		}
		rc = cursor_next(c, &key, &value, e);
	}
	cursor_close(c);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

enum err_code
words_read(struct txn *t, const struct word *w, struct bits *out, struct err *e)
{
	struct buf start;
	enum err_code rc;

	buf_init(&start);
	put_key(w, &start);
	rc = read_from(t, &start, out, e);
	buf_clear(&start);
	return rc;
}

enum err_code
words_read_beginning(struct txn *t, uint16_t type, struct span text, struct bits *out,
                     struct err *e)
{
	struct word w = { type, WORD_PREFIX, text };
	bool is_kept = false;
	struct buf start;
	enum err_code rc = ERR_OK;

	if (text.size <= PREFIX_MOST)
		rc = words_have(t, &w, &is_kept, e);
	if (rc != ERR_OK)
		return rc;
	if (is_kept)
		return words_read(t, &w, out, e);
	buf_init(&start);
	w.kind = WORD_WHOLE;
	put_head(&w, &start);
	rc = read_from(t, &start, out, e);
	buf_clear(&start);
	return rc;
}

enum err_code
words_have(struct txn *t, const struct word *w, bool *out, struct err *e)
{
	struct cursor *c;
	struct span found;
	struct buf key;
	enum err_code rc = cursor_open(t, TABLE_WORDS, &c, e);

	*out = false;
	if (rc != ERR_OK)
		return rc;
	buf_init(&key);
	put_key(w, &key);
	rc = cursor_seek(c, buf_span(&key), &found, NULL, e);
	if (rc == ERR_OK)
		*out = span_starts_with(found, buf_span(&key));
	cursor_close(c);
	buf_clear(&key);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

enum err_code
words_every(struct txn *t, bool (*each)(void *context, const struct word *w, uint32_t number),
            void *context, struct err *e)
{
	struct cursor *c;
	struct span key, value;
	struct bits bits = { 0 };
	bool goes_on = true;
	enum err_code rc = cursor_open(t, TABLE_WORDS, &c, e);

	if (rc != ERR_OK)
		return rc;
	for (rc = cursor_first(c, &key, &value, e); rc == ERR_OK && goes_on;
	     rc = cursor_next(c, &key, &value, e)) {
		uint32_t first, last;
		struct word w;

		if (!read_key(key, &w, &first) || !add_entry(first, value, &bits)) {
			rc = damaged(e);
			break;
		}
		last = first == IS_LIST ? 0 : first;
		for (uint32_t n = bits_next(&bits, last); goes_on && n != BITS_END;
		     n = bits_next(&bits, n + 1)) {
			goes_on = each(context, &w, n);
			bits.words[n / 64] &= ~(UINT64_C(1) << (n % 64));
		}
	}
	cursor_close(c);
	bits_clear(&bits);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* ---- beginnings */

enum err_code
words_drop_prefixes(struct txn *t, uint16_t type, struct err *e)
{
	const struct word none = { type, WORD_PREFIX, { 0 } };
	struct span key, value;
	struct buf start;
	enum err_code rc = ERR_OK;

	buf_init(&start);
	put_head(&none, &start);
	while (rc == ERR_OK) {
		struct buf found;
		struct cursor *c;

		/* Seeks again after each deletion: a cursor is not valid after a write. */
		rc = cursor_open(t, TABLE_WORDS, &c, e);
		if (rc != ERR_OK)
			break;
		rc = cursor_seek(c, buf_span(&start), &key, &value, e);
		if (rc == ERR_OK && !span_starts_with(key, buf_span(&start)))
			rc = ERR_NOT_FOUND;
		buf_init(&found);
		if (rc == ERR_OK)
			buf_add(&found, key.data, key.size);
		cursor_close(c);
		if (rc == ERR_OK)
			rc = table_delete(t, TABLE_WORDS, buf_span(&found), e);
		buf_clear(&found);
	}
	buf_clear(&start);
	return rc == ERR_NOT_FOUND ? ERR_OK : rc;
}

/* The words with a common beginning, while the table is walked: one group for each length. */
struct gathering {
	unsigned char text[PREFIX_MOST];
	struct bits bits;
	uint64_t postings, words;
};

static enum err_code
put_bits(struct txn *t, const struct word *w, const struct bits *bits, struct err *e)
{
	struct buf numbers;
	enum err_code rc = ERR_OK;

	buf_init(&numbers);
	for (uint32_t n = bits_next(bits, 0); rc == ERR_OK && n != BITS_END; ) {
		uint32_t end = (n / POSTINGS_SPAN + 1) * POSTINGS_SPAN;

		buf_reset(&numbers);
		for (; n < end; n = bits_next(bits, n + 1))
			buf_add(&numbers, &n, sizeof n);
		rc = words_change(t, w, numbers_of(&numbers), (struct numbers){ 0 }, e);
	}
	buf_clear(&numbers);
	return rc;
}

/* Ends a group: stores its beginning, if that is worthwhile. */
static enum err_code
end_gathering(struct txn *t, uint16_t type, struct gathering *g, size_t size, struct err *e)
{
	const struct word w = { type, WORD_PREFIX, { g->text, size } };
	enum err_code rc = ERR_OK;

	if (g->postings > word_limits.prefix_postings && g->words > word_limits.prefix_words)
		rc = put_bits(t, &w, &g->bits, e);
	if (g->bits.count > 0)
		memset(g->bits.words, 0, g->bits.count * sizeof *g->bits.words);
	g->postings = g->words = 0;
	return rc;
}

static uint64_t
entry_count(uint32_t first, struct span value)
{
	uint64_t n = 0;

	if (first != IS_LIST)
		return chunk_count(value);
	for (size_t i = 0; i < value.size; i++)
		n += value.data[i] < 0x80;
	return n;
}

struct walk {
	struct txn *txn;
	uint16_t type;
	struct gathering of[PREFIX_MOST];
	struct buf last;                /* the word before */
};

/* Ends what the word does not begin like. */
static enum err_code
end_others(struct walk *k, struct span text, struct err *e)
{
	enum err_code rc = ERR_OK;

	for (size_t n = 1; rc == ERR_OK && n <= PREFIX_MOST; n++) {
		struct gathering *g = &k->of[n - 1];

		if (g->words == 0 || (text.size >= n && memcmp(text.data, g->text, n) == 0))
			continue;
		rc = end_gathering(k->txn, k->type, g, n, e);
	}
	return rc;
}

static void
gather(struct walk *k, struct span text, uint32_t first, struct span value)
{
	bool is_new = k->last.size == 0 || k->last.size != text.size ||
	              memcmp(k->last.data, text.data, text.size) != 0;
	uint64_t count = entry_count(first, value);

	for (size_t n = 1; n <= PREFIX_MOST && n <= text.size; n++) {
		struct gathering *g = &k->of[n - 1];

		memcpy(g->text, text.data, n);
		add_entry(first, value, &g->bits);
		g->postings += count;
		g->words += is_new;
	}
	if (is_new) {
		buf_reset(&k->last);
		buf_add(&k->last, text.data, text.size);
	}
}

/* Handles one entry: writes the groups that it completes, and then seeks again, since the cursor's
 * spans are not valid after a write. */
static enum err_code
walk_entry(struct walk *k, struct cursor *c, struct span *key, struct span *value, struct err *e)
{
	struct buf here;
	struct word w;
	uint32_t first;
	enum err_code rc;

	if (!read_key(*key, &w, &first))
		return damaged(e);
	buf_init(&here);
	buf_add(&here, key->data, key->size);
	read_key(buf_span(&here), &w, &first);
	rc = end_others(k, w.text, e);
	if (rc == ERR_OK)
		rc = cursor_seek(c, buf_span(&here), key, value, e);
	if (rc == ERR_OK)
		gather(k, w.text, first, *value);
	buf_clear(&here);
	return rc;
}

enum err_code
words_make_prefixes(struct txn *t, uint16_t type, struct err *e)
{
	const struct word none = { type, WORD_WHOLE, { 0 } };
	struct walk k = { .txn = t, .type = type };
	struct cursor *c = NULL;
	struct span key, value;
	struct buf start;
	enum err_code rc = words_drop_prefixes(t, type, e);

	buf_init(&start);
	put_head(&none, &start);
	if (rc == ERR_OK)
		rc = cursor_open(t, TABLE_WORDS, &c, e);
	if (rc == ERR_OK)
		rc = cursor_seek(c, buf_span(&start), &key, &value, e);
	while (rc == ERR_OK && span_starts_with(key, buf_span(&start))) {
		rc = walk_entry(&k, c, &key, &value, e);
		if (rc == ERR_OK)
			rc = cursor_next(c, &key, &value, e);
	}
	cursor_close(c);
	if (rc == ERR_OK || rc == ERR_NOT_FOUND)
		rc = end_others(&k, (struct span){ 0 }, e);
	for (size_t n = 0; n < PREFIX_MOST; n++)
		bits_clear(&k.of[n].bits);
	buf_clear(&k.last);
	buf_clear(&start);
	return rc;
}
