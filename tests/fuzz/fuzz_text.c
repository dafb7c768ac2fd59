/* Any bytes as a text: what is accepted may be stored; whatever it is, it can be shown. */
#include <config.h>

#include <string.h>

#include "base/text.h"
#include "fuzz.h"

static void
accept(const char *text, size_t size, enum text_kind kind)
{
	struct buf once, twice;
	struct err e;

	buf_init(&once);
	buf_init(&twice);
	if (text_accept(text, size, kind, &once, &e) == ERR_OK) {
		require(text_check(buf_string(&once), once.size, kind, &e) == ERR_OK,
		        "what is accepted may be stored");
		require(text_accept(buf_string(&once), once.size, kind, &twice, &e) == ERR_OK,
		        "what is accepted is accepted again");
		require(strcmp(buf_string(&once), buf_string(&twice)) == 0,
		        "and does not change any more");
	} else {
		require(once.size == 0, "what is refused leaves nothing");
	}
	buf_clear(&once);
	buf_clear(&twice);
}

static void
fold(const char *text, size_t size)
{
	struct buf folded;

	buf_init(&folded);
	text_fold(text, size, &folded);
	for (size_t at = 0, start, before = 0;
	     text_word((const char *)folded.data, folded.size, &at, &start); before = at)
		require(start >= before && at > start && at <= folded.size,
		        "words follow each other");
	text_has_prefix((const char *)folded.data, folded.size, text, size < 3 ? size : 3);
	buf_clear(&folded);
}

static void
show(const char *text, size_t size, int width, enum text_charset charset)
{
	struct buf out;
	int used;

	buf_init(&out);
	used = text_show(text, size, width, charset, &out);
	require(used >= 0 && used <= width, "no more columns than there are");
	require(text_width((const char *)out.data, out.size) == used, "as many columns as it says");
	buf_reset(&out);
	text_pad(text, size, width, charset, &out);
	require(text_width((const char *)out.data, out.size) == width, "filled up to the width");
	for (size_t i = 0; i < out.size; i++)
		require(out.data[i] >= 0x20 && out.data[i] != 0x7F,
		        "nothing that drives a terminal");
	buf_clear(&out);
}

static void
wrap(const char *text, size_t size, int width)
{
	for (size_t at = 0, end, next; at < size; at = next) {
		next = text_wrap(text, size, at, width, &end);
		require(next > at && next <= size && end >= at && end <= next, "a wrapped line");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data + 1;
	int width;

	if (size == 0)
		return 0;
	width = data[0] % 32;
	size--;
	accept(text, size, TEXT_LINE);
	accept(text, size, TEXT_LONG);
	fold(text, size);
	show(text, size, width, TEXT_UTF8);
	show(text, size, width, TEXT_ASCII);
	wrap(text, size, width);
	return 0;
}
