#include <config.h>

#include "reading.h"

#include <string.h>

#include "fuzz.h"

/* More items than any input has lines: reading must end. */
#define MOST_ITEMS 100000

struct tally {
	size_t items, refusals, cells, bytes;
};

static void
count_item(const struct item *item, struct tally *t)
{
	t->items++;
	for (size_t i = 0; i < item->count; i++) {
		t->cells++;
		t->bytes += strlen(item->cells[i].name) + strlen(item->cells[i].text);
	}
	for (size_t i = 0; i < item->table_count; i++) {
		for (size_t j = 0; j < item->tables[i].count; j++)
			t->cells += item->tables[i].rows[j].count;
	}
	require(item_text(item, "no such cell of any name") == NULL || item->count > 0, "cells");
}

static struct tally
read_all(struct reader *r)
{
	struct tally t = { 0 };
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc != ERR_NOT_FOUND; i++) {
		const struct item *item;
		int line = 0;
		struct err e;

		require(i < MOST_ITEMS, "reading ends");
		rc = reader_next(r, &item, &line, &e);
		require((rc == ERR_OK) == (item != NULL), "an item or a refusal");
		require(line >= 0, "a line");
		if (rc == ERR_OK)
			count_item(item, &t);
		t.refusals += rc == ERR_DATA;
	}
	return t;
}

void
read_twice(struct reader *r)
{
	struct tally first = read_all(r), second;

	reader_rewind(r);
	second = read_all(r);
	require(memcmp(&first, &second, sizeof first) == 0, "the second reading gives the same");
	reader_free(r);
}
