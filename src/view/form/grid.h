/* Returns entered line by line: one record for each value of the part of the code that the schema's
 * "grid" names, all other parts being the same; last time's figures stand beside. */
#ifndef VIEW_GRID_H
#define VIEW_GRID_H

#include "registry/registry.h"

#define GRID_MOST 8     /* figures of a line */

struct grid_line {
	uint32_t target;                        /* what the line is of: a category, say */
	char *code, *title;
	uint32_t record;                        /* 0: none yet */
	int64_t now[GRID_MOST], last[GRID_MOST];        /* -1: none */
	bool is_changed;
};

struct grid {
	struct registry *registry;
	const struct type *type;
	const struct field *over;               /* the part that the lines run over */
	const struct field *period;             /* the part that is a period, or NULL */
	const struct field *figures[GRID_MOST];
	size_t figure_count;
	struct record *frame;                   /* holds the other parts' values */
	struct grid_line *lines;
	size_t count, room;
	bool is_changed;
};

/* ERR_USAGE: the type has no grid. frame: a record of the type in which the parts but `over` are
 * set; the grid takes it over. Lines are those that this period or the one before has. */
enum err_code grid_open(struct registry *r, struct record *frame, struct grid **out,
                        struct err *e);
void grid_close(struct grid *g);

/* Another line. The index of the line, also if there is one already. */
size_t grid_add(struct grid *g, uint32_t target);

void grid_put(struct grid *g, size_t line, size_t figure, int64_t n);   /* -1: none */
int64_t grid_total(const struct grid *g, size_t figure, bool last);

/* All changed lines in one act. ERR_DATA with what is wrong. */
enum err_code grid_save(struct grid *g, size_t *saved, struct err *e);

#endif
