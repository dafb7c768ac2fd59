/* Any bytes as the map of an import: the first line is the headings of a file, the second its row, and
 * the rest is the map. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "exchange/headings.h"
#include "fuzz.h"

#define MOST_CELLS 8

static size_t
split(char *line, const char *cells[MOST_CELLS])
{
	size_t n = 0;

	for (char *next = line; next != NULL && n < MOST_CELLS; )
		cells[n++] = strsep(&next, ",");
	return n;
}

static void
read_row(const struct column_map *map, const char **texts, size_t count, const char **cells,
         size_t cell_count)
{
	struct heading_rules rules = { .type = schema_type(shipped_schema(), 7), .map = map };
	struct faults faults;
	struct headings *h;
	struct arena a;
	struct item item = { 0 };
	struct err e;

	faults_init(&faults);
	arena_init(&a);
	h = headings_new(texts, count, &rules, "fuzz", 1, &faults);
	if (headings_item(h, cells, cell_count, &a, &item, &e) == ERR_OK) {
		for (size_t i = 0; i < item.count; i++)
			require(item.cells[i].name != NULL && item.cells[i].text != NULL,
			        "a cell has a name and a text");
	}
	headings_free(h);
	arena_clear(&a);
	faults_clear(&faults);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = input_text(data, size), *next = text;
	char *first = strsep(&next, "\n"), *second = next == NULL ? NULL : strsep(&next, "\n");
	const char *texts[MOST_CELLS], *cells[MOST_CELLS];
	struct column_map map;
	struct err e;

	if (next != NULL && column_map_parse(next, "fuzz.map", &map, &e) == ERR_OK) {
		size_t count = split(first, texts), cell_count = split(second, cells);

		read_row(&map, texts, count, cells, cell_count);
		column_map_clear(&map);
	}
	free(text);
	return 0;
}
