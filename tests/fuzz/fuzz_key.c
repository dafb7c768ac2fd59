/* Any bytes as what a terminal sends, in pieces and pauses that the input chooses. */
#include <config.h>

#include "fuzz.h"
#include "tui/terminal/key.h"

#define DELAY 300

static size_t
take_all(struct key_reader *r, int64_t now)
{
	struct key k;
	char name[16];
	size_t n = 0;

	while (key_reader_next(r, now, &k)) {
		require(k.code > 0 && k.code <= K_TICK, "a key");
		key_label(k.code, name);
		require(++n <= KEY_BYTES, "no more keys than bytes");
	}
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct key_reader r;
	int64_t now = 1000;

	if (size == 0)
		return 0;
	key_reader_init(&r, DELAY, data[0] % 2 == 0);
	for (size_t at = 1; at + 1 < size; ) {
		size_t n = 1 + data[at] % 16, left = size - at - 1;

		now += data[at] / 16 * 100;
		n = n < left ? n : left;
		take_all(&r, now);
		at += 1 + key_reader_feed(&r, data + at + 1, n, now);
		take_all(&r, now);
		require(key_reader_wait(&r, now) <= DELAY, "the wait is the delay at most");
	}
	for (int i = 0; r.count > 0; i++) {
		now += DELAY;
		require(take_all(&r, now) > 0 || r.count == 0, "in the end every byte is taken");
		require(i <= KEY_BYTES, "and soon");
	}
	require(key_reader_wait(&r, now) == -1, "nothing is waited for");
	return 0;
}
