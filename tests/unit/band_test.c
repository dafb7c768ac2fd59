#include <config.h>

#include "tui/terminal/band.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "shelf.h"
#include "test.h"

/* Pictures: a letter is a row of that letter, a blank a blank row. */
#define WIDTH 40
#define BLANK ' '

static uint32_t *
paint(const char *picture, struct cells *out)
{
	size_t rows = strlen(picture);
	uint32_t *list = mem_new(sizeof *list * rows * WIDTH);

	for (size_t i = 0; i < rows * WIDTH; i++)
		list[i] = (uint32_t)picture[i / WIDTH];
	*out = (struct cells){ list, (int)rows, WIDTH, BLANK };
	return list;
}

static const struct band_row {
	const char *old, *new;
	struct band band;       /* by 0: none */
	bool is_plain;
	const char *says;
} band_rows[] = {
	{ "abcdef", "abcdef", { 0 }, false, "nothing changes" },
	{ "abcdef", "xbcdef", { 0 }, false, "one row does" },
	{ "abcdef", "uvwxyz", { 0 }, false, "nothing is kept" },
	{ "MabcdefS", "MbcdefgS", { 1, 6, 1 }, true, "a list goes on by a line" },
	{ "MabcdefS", "M0abcdeS", { 1, 6, -1 }, true, "and back" },
	{ "MabcdefghS", "MaceghijkS", { 2, 8, 3 }, false, "a list is narrowed" },
	{ "MaceghijkS", "MabcdefghS", { 3, 8, -3 }, false, "and widened" },
	{ "MabcdefS", "MacdefgS", { 2, 6, 1 }, true, "a line is taken out" },
	{ "MabcdefS", "Mabcdf S", { 0 }, false, "one of the last: too little changes" },
	{ "MabcdefS", "MaXYbcdS", { 2, 6, -2 }, true, "lines come in" },
	{ "MabcdefgS", "MaXbYcdeS", { 3, 7, -2 }, true, "here and there" },
};

static void
test_band(void **state)
{
	const struct band_row *row = *state;
	struct cells old, new;
	uint32_t *was = paint(row->old, &old), *will = paint(row->new, &new);
	struct band b = { 0 };

	assert_int_equal(band_find(&old, &new, &b), row->band.by != 0);
	if (row->band.by != 0) {
		assert_int_equal(b.by, row->band.by);
		assert_int_equal(b.top, row->band.top);
		assert_int_equal(b.bottom, row->band.bottom);
		assert_int_equal(band_is_plain(&b, &old, &new), row->is_plain);
	}
	free(was);
	free(will);
}

static size_t
differences(const struct cells *a, const struct cells *b)
{
	size_t n = 0;

	for (size_t i = 0; i < (size_t)a->rows * (size_t)a->width; i++)
		n += a->list[i] != b->list[i];
	return n;
}

/* Whatever stands there: a band is on the screen, and scrolling it leaves less to be sent. */
static void
test_chance(void **state)
{
	struct chance c = { 11 };
	char old_picture[13] = "", new_picture[13] = "";
	size_t found = 0;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct cells old, new;
		uint32_t *was, *will;
		struct band b;

		for (int i = 0; i < 12; i++) {
			old_picture[i] = (char)('a' + chance(&c, 6));
			new_picture[i] = (char)('a' + chance(&c, 6));
		}
		was = paint(old_picture, &old);
		will = paint(new_picture, &new);
		if (band_find(&old, &new, &b)) {
			size_t before = differences(&old, &new);

			found++;
			assert_true(b.top >= 0 && b.bottom < old.rows && b.top < b.bottom);
			assert_true(abs(b.by) >= 1 && abs(b.by) <= b.bottom - b.top);
			band_scroll(&b, &old, was);
			assert_true(differences(&old, &new) < before);
		}
		free(was);
		free(will);
	}
	assert_true(found > 100);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, band_rows, test_band);
	suite_add(&s, "a band is on the screen and saves", test_chance, NULL);
	return suite_run(&s, "band");
}
