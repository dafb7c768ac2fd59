/* The columns of a list are as wide as what they have to show, as far as the line has room. */
#include <config.h>

#include "record/fit.h"

#include "test.h"

#define MOST 5

/* Columns as a row of the table below has them. */
#define DATE   { .heading = 5, .need = 10, .form = 10 }
#define CODE   { .heading = 4, .need = 6, .form = 8 }
#define KIND   { .heading = 4, .need = 18, .form = 18, .brief = 8 }
#define COUNT  { .heading = 7, .need = 2 }
#define EMPTY  { .heading = 5, .form = 10 }
#define TITLE  { .heading = 5, .need = 60, .is_text = true, .is_flexible = true }
#define PLACE  { .heading = 5, .need = 14, .is_text = true }
#define OWNERS { .heading = 6, .need = 50, .is_text = true }
#define ALPHA3 { .heading = 7, .need = 3, .form = 3, .is_text = true }

static const struct line_case {
	const char *says;
	int line;
	struct fit fits[MOST];
	int widths[MOST];
} cases[] = {
	{ "where all of it fits, nothing is cut, and the texts share the rest", 112,
	  { DATE, KIND, TITLE, PLACE }, { 10, 18, 63, 15 } },
	{ "short labels of choices come before a text is made narrow", 77,
	  { DATE, KIND, TITLE, PLACE }, { 10, 8, 39, 14 } },
	{ "a text that needs less than its share gets what it needs", 77,
	  { DATE, TITLE, PLACE }, { 10, 49, 14 } },
	{ "of two texts that are cut the flexible one gets twice as much", 77,
	  { CODE, TITLE, OWNERS }, { 8, 43, 22 } },
	{ "the last columns are left out before the flexible text is too narrow", 37,
	  { DATE, CODE, TITLE, PLACE }, { 10, 0, 25, 0 } },
	{ "an empty column gives its room to what is cut", 50,
	  { EMPTY, TITLE }, { 5, 43 } },
	{ "and has room for a value where nothing is cut", 80,
	  { EMPTY, TITLE }, { 10, 68 } },
	{ "a heading is cut before a column is left out", 38,
	  { DATE, COUNT, TITLE }, { 10, 4, 20 } },
	{ "a short text does not get more than it can hold", 80,
	  { ALPHA3, TITLE }, { 7, 71 } },
	{ "a width that was set by hand stays, whatever is in the column", 60,
	  { { .heading = 5, .need = 14, .is_text = true, .asked = 6 }, TITLE }, { 6, 52 } },
	{ "the first column stays on the narrowest line", 8,
	  { DATE, TITLE }, { 8, 0 } },
};

static void
line_is_shared_out(void **state)
{
	const struct line_case *c = *state;
	size_t count = 0;
	int widths[MOST];

	while (count < MOST && c->fits[count].heading > 0)
		count++;
	fit_columns(c->fits, count, 2, c->line, widths);
	for (size_t i = 0; i < count; i++) {
		if (widths[i] != c->widths[i])
			fail_msg("column %zu: %d and not %d", i, widths[i], c->widths[i]);
	}
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, cases, line_is_shared_out);
	return suite_run(&s, "fit");
}
