/* One record, or row, of a file: texts by name, as value_parse() reads them. */
#ifndef EXCHANGE_ITEM_H
#define EXCHANGE_ITEM_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/err.h"

struct cell {
	const char *name;               /* "start", "title.fr", "id" */
	const char *text;               /* "" is an empty cell */
	bool is_title;                  /* of the record that is referred to, in place of its code */
};

/* A table of rows that stands in the item itself (JSON). */
struct item_table {
	const char *name;
	struct item *rows;
	size_t count;
};

struct item {
	int line;                       /* where it starts, from 1 */
	struct cell *cells;
	size_t count;
	struct item_table *tables;
	size_t table_count;
};

const char *item_text(const struct item *item, const char *name);       /* NULL: no such cell */

/* Goes on with a sum of all that items hold: another one, or another order, gives another sum. */
uint64_t item_sum(const struct item *item, uint64_t sum);

/* Something that items are read from. */
struct reader;

/* JSON Lines, one array of objects, or one object. */
struct reader *json_reader(FILE *in);

/* Before any JSON is read or written: makes a lack of memory end the program. The library would leave
 * out what it has no memory for, or call it a fault of the file. */
void json_begin(void);

/* The next item, good until the next call. ERR_NOT_FOUND: no more. ERR_DATA: this one cannot be
 * read; *line says where, and reading can go on. ERR_STORE: reading the file failed, which is told
 * without its name. */
enum err_code reader_next(struct reader *r, const struct item **out, int *line, struct err *e);
/* The line that names the cells of all items; 0: there is none, each item names its own. */
int reader_names_line(const struct reader *r);
void reader_rewind(struct reader *r);
void reader_free(struct reader *r);

/* How far it is, from 0 to 1; below 0 if that is not known. */
double reader_progress(const struct reader *r);

#endif
