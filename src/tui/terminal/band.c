/* Finds the band of lines whose scrolling saves the most bytes. */
#include <config.h>

#include "tui/terminal/band.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

#define PLACING 6               /* bytes, about, to go to a place on another row */
#define ERASING 5               /* to erase some, or the rest of a row */
#define SCROLLING 30            /* to set a region, scroll it, set it back, and go there and away */
#define PLAIN_ROWS 3            /* that curses wants to move together */
#define LEAST_ROWS 4            /* that change; a mark that moves changes two */

struct search {
	const struct cells *old, *new;
	int *unmoved;           /* row by row, what it takes when nothing is scrolled */
	/* Summed up over the rows above each: what is saved, less than nothing where it is lost, */
	int *emptied;           /* by blank rows, */
	int *moved;             /* by those that come from the distance that is tried */
	struct band *best;
	int most;
};

/* About how many bytes turn one row (NULL: a blank one) into another. Blanks in a run are
 * erased. */
static int
cost_of(const struct cells *size, const uint32_t *from, const uint32_t *to)
{
	int n = 0, blanks = 0;

	for (int i = 0; i < size->width; i++) {
		bool differs = to[i] != (from == NULL ? size->blank : from[i]);

		blanks = differs && to[i] == size->blank ? blanks + 1 : 0;
		n += differs && blanks <= ERASING;
	}
	return n == 0 ? 0 : n + PLACING;
}

static const uint32_t *
row_of(const struct cells *c, int row)
{
	return c->list + (ptrdiff_t)row * c->width;
}

static void
sum_moved(struct search *s, int by)
{
	for (int i = 0; i < s->new->rows; i++) {
		int from = i + by;
		int cost = from < 0 || from >= s->new->rows ? 0 :
		           cost_of(s->new, row_of(s->old, from), row_of(s->new, i));

		s->moved[i + 1] = s->moved[i] + s->unmoved[i] - cost;
	}
}

/* curses scrolls where so many lines move, and not more than that far: those that it would rather
 * write are none. */
static bool
is_worth_it(int kept, int by)
{
	return kept >= PLAIN_ROWS && kept >= abs(by);
}

static void
take_if_better(struct search *s, int saving, int top, int bottom, int by)
{
	if (saving <= s->most || !is_worth_it(bottom - top + 1 - abs(by), by))
		return;
	s->most = saving;
	*s->best = (struct band){ top, bottom, by };
}

/* Rows from `end` on are emptied; those above it move, from the best place on. What curses would
 * not scroll is passed over, though a larger one from the same end might do. */
static void
try_up(struct search *s, int distance)
{
	int top = 0;

	sum_moved(s, distance);
	for (int end = 1; end + distance <= s->new->rows; end++) {
		if (s->moved[end - 1] < s->moved[top])
			top = end - 1;
		take_if_better(s, s->moved[end] - s->moved[top] + s->emptied[end + distance] -
		               s->emptied[end], top, end + distance - 1, distance);
	}
}

/* Rows above `start` are emptied; those from it on move, down to the best place. */
static void
try_down(struct search *s, int distance)
{
	int behind = s->new->rows;

	sum_moved(s, -distance);
	for (int start = s->new->rows - 1; start >= distance; start--) {
		if (s->moved[start + 1] > s->moved[behind])
			behind = start + 1;
		take_if_better(s,
		               s->moved[behind] - s->moved[start] + s->emptied[start] -
		                       s->emptied[start - distance],
		               start - distance, behind - 1, -distance);
	}
}

bool
band_find(const struct cells *old, const struct cells *new, struct band *out)
{
	struct search s = { .old = old, .new = new, .best = out, .most = SCROLLING };
	size_t rows = (size_t)new->rows;
	int changed = 0;

	s.unmoved = mem_new(sizeof *s.unmoved * rows);
	s.emptied = mem_new(sizeof *s.emptied * (rows + 1));
	s.moved = mem_new(sizeof *s.moved * (rows + 1));
	for (int i = 0; i < new->rows; i++) {
		s.unmoved[i] = cost_of(new, row_of(old, i), row_of(new, i));
		s.emptied[i + 1] = s.emptied[i] + s.unmoved[i] - cost_of(new, NULL, row_of(new, i));
		changed += s.unmoved[i] > 0;
	}
	for (int distance = 1; changed >= LEAST_ROWS && distance < new->rows; distance++) {
		try_up(&s, distance);
		try_down(&s, distance);
	}
	free(s.unmoved);
	free(s.emptied);
	free(s.moved);
	return s.most > SCROLLING;
}

bool
band_is_plain(const struct band *b, const struct cells *old, const struct cells *new)
{
	int alike = 0, most = 0;

	for (int i = b->top; i <= b->bottom; i++) {
		int from = i + b->by;
		bool is_alike = from >= b->top && from <= b->bottom &&
		                cost_of(new, row_of(old, from), row_of(new, i)) == 0;

		alike = is_alike ? alike + 1 : 0;
		if (alike > most)
			most = alike;
	}
	return is_worth_it(most, b->by);
}

void
band_scroll(const struct band *b, const struct cells *screen, uint32_t *list)
{
	int kept = b->bottom - b->top + 1 - abs(b->by);
	int to = b->by > 0 ? b->top : b->top - b->by;
	int empty = b->by > 0 ? b->top + kept : b->top;
	size_t width = (size_t)screen->width;

	memmove(list + (size_t)to * width, list + (size_t)(to + b->by) * width,
	        (size_t)kept * width * sizeof *list);
	for (size_t i = (size_t)empty * width; i < (size_t)(empty + abs(b->by)) * width; i++)
		list[i] = screen->blank;
}
