#include <config.h>

#include "store/words.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"
#include "vault.h"

/* The limits are so tiny that lists become chunks, chunks become bits, and all of them empty again;
 * the numbers lie on both sides of where chunks end. */
static const struct word_limits tiny = { 8, 5, 6, 2 };

#define WORDS 12
#define ROUNDS 60

static const char *const texts[WORDS] = {
	"", "a", "ab", "abc", "abcd", "abcde", "abd", "b", "ba", "原", "原村", "z",
};

static uint32_t
random_number(struct chance *c)
{
	static const uint32_t bases[] = { 1, 60000, POSTINGS_SPAN - 10, 2 * POSTINGS_SPAN - 3, 900000 };

	return bases[chance(c, 5)] + chance(c, 30);
}

static struct word
word_at(size_t i, enum word_kind kind)
{
	return (struct word){ 7, kind, { (const unsigned char *)texts[i], strlen(texts[i]) } };
}

static void
assert_same_bits(const struct bits *a, const struct bits *b)
{
	assert_int_equal(bits_number(a), bits_number(b));
	for (uint32_t n = bits_next(a, 0); n != BITS_END; n = bits_next(a, n + 1))
		assert_true(bits_has(b, n));
}

/* A sorted run of numbers that are in the set, or are not. */
static size_t
choose(const struct bits *set, bool in, struct chance *c, uint32_t *out)
{
	struct bits chosen = { 0 };
	size_t count = 0;

	for (int i = 0; i < 20; i++) {
		uint32_t n = random_number(c);

		if (bits_has(set, n) == in)
			bits_set(&chosen, n);
	}
	for (uint32_t n = bits_next(&chosen, 0); n != BITS_END; n = bits_next(&chosen, n + 1))
		out[count++] = n;
	bits_clear(&chosen);
	return count;
}

static void
change_one(struct txn *t, size_t i, struct bits *set, struct chance *c)
{
	const struct word w = word_at(i, WORD_WHOLE);
	uint32_t add[20], gone[20];
	struct numbers more = { add, choose(set, false, c, add) };
	struct numbers less = { gone, choose(set, true, c, gone) };
	struct err e;

	/* Sometimes all of it goes. */
	if (chance(c, 8) == 0) {
		static uint32_t every[4096];

		less = (struct numbers){ every, 0 };
		more.count = 0;
		for (uint32_t n = bits_next(set, 0); n != BITS_END; n = bits_next(set, n + 1))
			every[less.count++] = n;
	}
	assert_int_equal(words_change(t, &w, more, less, &e), ERR_OK);
	for (size_t j = 0; j < more.count; j++)
		bits_set(set, more.list[j]);
	for (size_t j = 0; j < less.count; j++)
		set->words[less.list[j] / 64] &= ~(UINT64_C(1) << (less.list[j] % 64));
}

static void
check_one(struct txn *t, size_t i, struct bits *sets)
{
	const struct word w = word_at(i, WORD_WHOLE);
	struct bits whole = { 0 }, beginning = { 0 }, expected = { 0 };
	bool has;
	struct err e;

	assert_int_equal(words_read(t, &w, &whole, &e), ERR_OK);
	assert_same_bits(&whole, &sets[i]);
	assert_int_equal(words_have(t, &w, &has, &e), ERR_OK);
	assert_int_equal(has, bits_number(&sets[i]) > 0);
	for (size_t j = 0; j < WORDS; j++) {
		if (strncmp(texts[j], texts[i], strlen(texts[i])) == 0)
			bits_or(&expected, &sets[j]);
	}
	assert_int_equal(words_read_beginning(t, 7, w.text, &beginning, &e), ERR_OK);
	assert_same_bits(&beginning, &expected);
	bits_clear(&whole);
	bits_clear(&beginning);
	bits_clear(&expected);
}

/* Beginnings are made from the words; from then on they are kept by whoever changes words. */
static void
test_words(void **state)
{
	struct vault *v = *state;
	struct bits sets[WORDS] = { { 0 } };
	struct store *store = vault_open(v);
	struct chance c = { 11 };
	struct err e;

	word_limits = tiny;
	for (int round = 0; round < ROUNDS; round++) {
		struct txn *t = vault_write(store);

		assert_int_equal(words_drop_prefixes(t, 7, &e), ERR_OK);
		for (int i = 0; i < 6; i++) {
			size_t word = chance(&c, WORDS);

			change_one(t, word, &sets[word], &c);
		}
		if (round % 2 == 1)
			assert_int_equal(words_make_prefixes(t, 7, &e), ERR_OK);
		for (size_t i = 0; i < WORDS; i++)
			check_one(t, i, sets);
		assert_int_equal(store_commit(t, &e), ERR_OK);
	}
	for (size_t i = 0; i < WORDS; i++)
		bits_clear(&sets[i]);
	store_close(store);
}

static void
test_prefixes(void **state)
{
	struct vault *v = *state;
	const struct word a = { 9, WORD_PREFIX, { (const unsigned char *)"a", 1 } };
	const struct word b = { 9, WORD_PREFIX, { (const unsigned char *)"b", 1 } };
	const uint32_t numbers[] = { 1, 2, 3, 4, 70000 };
	struct store *store = vault_open(v);
	struct txn *t = vault_write(store);
	bool has;
	struct err e;

	word_limits = tiny;
	for (size_t i = 0; i < WORDS; i++) {
		struct word w = word_at(i, WORD_WHOLE);

		w.type = 9;
		assert_int_equal(words_change(t, &w, (struct numbers){ numbers, 5 },
		                              (struct numbers){ NULL, 0 }, &e), ERR_OK);
	}
	assert_int_equal(words_make_prefixes(t, 9, &e), ERR_OK);
	/* Six words begin with a, and only two with b. */
	assert_int_equal(words_have(t, &a, &has, &e), ERR_OK);
	assert_true(has);
	assert_int_equal(words_have(t, &b, &has, &e), ERR_OK);
	assert_false(has);
	assert_int_equal(words_drop_prefixes(t, 9, &e), ERR_OK);
	assert_int_equal(words_have(t, &a, &has, &e), ERR_OK);
	assert_false(has);
	store_end(t);
	store_close(store);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add_in(&s, "words are found by their beginnings whatever form they have", test_words,
	             vault_begin, vault_end);
	suite_add_in(&s, "what many words begin with is kept", test_prefixes, vault_begin,
	             vault_end);
	return suite_run(&s, "words");
}
