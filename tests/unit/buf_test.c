#include <config.h>

#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/keymap.h"
#include "test.h"

static void
test_grows(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b);
	for (int i = 0; i < 5000; i++)
		buf_printf(&b, "%d,", i);
	assert_int_equal(b.size, 10 * 2 + 90 * 3 + 900 * 4 + 4000 * 5);
	assert_string_equal(buf_string(&b) + b.size - 10, "4998,4999,");
	buf_reset(&b);
	assert_int_equal(b.size, 0);
	buf_clear(&b);
	assert_null(b.data);
}

static void
test_nul_not_counted(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b);
	assert_string_equal(buf_string(&b), "");
	buf_add(&b, "a\0b", 3);
	assert_int_equal(b.size, 3);
	assert_memory_equal(buf_string(&b), "a\0b", 4);
	assert_int_equal(b.size, 3);
	assert_int_equal(buf_span(&b).size, 3);
	buf_clear(&b);
}

static void
test_take(void **state)
{
	struct buf b;
	char *text;

	(void)state;
	buf_init(&b);
	buf_text(&b, "Dhaka");
	text = buf_take(&b);
	assert_string_equal(text, "Dhaka");
	assert_int_equal(b.size, 0);
	buf_text(&b, "again");
	assert_string_equal(text, "Dhaka");
	free(text);
	buf_clear(&b);
}

static void
test_end_line(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b);
	buf_text(&b, "Dhaka, BD  ");
	buf_end_line(&b);
	buf_text(&b, "  ");
	buf_end_line(&b);
	assert_string_equal(buf_string(&b), "Dhaka, BD\n\n");
	buf_reset(&b);
	buf_trim(&b);
	assert_int_equal(b.size, 0);
	buf_clear(&b);
}

static void
test_big_endian(void **state)
{
	static const uint64_t ascending[] = {
		0, 1, 0xFF, 0x100, 0xFFFF, 0x10000, 0xFFFFFFFF, UINT64_C(0x100000000), UINT64_MAX
	};
	struct buf before, after;

	(void)state;
	buf_init(&before);
	buf_init(&after);
	buf_be64(&before, 0);
	for (size_t i = 1; i < sizeof ascending / sizeof ascending[0]; i++) {
		buf_reset(&after);
		buf_be64(&after, ascending[i]);
		assert_true(memcmp(before.data, after.data, 8) < 0);
		assert_true(be64(after.data) == ascending[i]);
		buf_reset(&before);
		buf_add(&before, after.data, 8);
	}
	buf_reset(&after);
	buf_be16(&after, 0x1234);
	buf_be32(&after, 0x89ABCDEF);
	assert_memory_equal(after.data, "\x12\x34\x89\xAB\xCD\xEF", 6);
	assert_int_equal(be16(after.data), 0x1234);
	assert_int_equal(be32(after.data + 2), 0x89ABCDEF);
	buf_clear(&before);
	buf_clear(&after);
}

/* ---- arenas */

static void
test_arena(void **state)
{
	struct arena a;
	char *texts[400], expected[16];

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 400; i++)
		texts[i] = arena_printf(&a, "piece %d", i);
	for (int i = 0; i < 400; i++) {
		snprintf(expected, sizeof expected, "piece %d", i);
		assert_string_equal(texts[i], expected);
	}
	arena_clear(&a);
	assert_string_equal(arena_text(&a, "used again"), "used again");
	arena_clear(&a);
}

static void
test_arena_zeroed(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t size = 1; size < 10000; size = size * 3 + 1) {
		unsigned char *p = arena_new(&a, size);

		assert_int_equal((uintptr_t)p % sizeof(int64_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xAA, size);
	}
	arena_clear(&a);
}

static void
test_arena_textn(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_string_equal(arena_textn(&a, "Colombo", 3), "Col");
	assert_string_equal(arena_textn(&a, NULL, 0), "");
	arena_clear(&a);
}

/* ---- maps from bytes to numbers */

static void
test_keymap(void **state)
{
	struct keymap m;
	uint32_t found;

	(void)state;
	keymap_init(&m);
	assert_false(keymap_get(&m, "a", 1, &found));
	for (uint32_t i = 0; i < 5000; i++)
		assert_true(keymap_put(&m, &i, sizeof i, i * 7));
	for (uint32_t i = 0; i < 5000; i++) {
		assert_true(keymap_get(&m, &i, sizeof i, &found));
		assert_int_equal(found, i * 7);
	}
	assert_int_equal(m.count, 5000);
	found = 5000;
	assert_false(keymap_get(&m, &found, sizeof found, &found));
	keymap_clear(&m);
}

static void
test_keymap_keeps(void **state)
{
	struct keymap m;
	uint32_t found;
	char key[] = "code";

	(void)state;
	keymap_init(&m);
	assert_true(keymap_put(&m, key, 4, 1));
	assert_false(keymap_put(&m, key, 4, 2));
	assert_true(keymap_put(&m, key, 3, 3));
	assert_true(keymap_put(&m, "", 0, 4));
	memset(key, 'x', 4);            /* keys are copied */
	assert_true(keymap_get(&m, "code", 4, &found));
	assert_int_equal(found, 1);
	assert_true(keymap_get(&m, "cod", 3, &found));
	assert_int_equal(found, 3);
	assert_true(keymap_get(&m, "", 0, &found));
	assert_int_equal(found, 4);
	keymap_clear(&m);
	assert_false(keymap_get(&m, "code", 4, &found));
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "a buffer grows as it must", test_grows, NULL);
	suite_add(&s, "the NUL behind a buffer is not counted", test_nul_not_counted, NULL);
	suite_add(&s, "what is taken leaves an empty buffer", test_take, NULL);
	suite_add(&s, "a line ends without blanks", test_end_line, NULL);
	suite_add(&s, "bytes of numbers compare as the numbers", test_big_endian, NULL);
	suite_add(&s, "an arena's pieces do not touch", test_arena, NULL);
	suite_add(&s, "an arena's pieces are zeroed and aligned", test_arena_zeroed, NULL);
	suite_add(&s, "an arena's text is cut where asked", test_arena_textn, NULL);
	suite_add(&s, "a map finds each of its keys", test_keymap, NULL);
	suite_add(&s, "a key keeps its first number", test_keymap_keeps, NULL);
	return suite_run(&s, "buf");
}
