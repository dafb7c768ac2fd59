/* What the files of an import share. */
#ifndef EXCHANGE_IMPORTING_H
#define EXCHANGE_IMPORTING_H

#include "base/keymap.h"
#include "exchange/columns.h"
#include "exchange/import.h"
#include "registry/batch.h"

/* What a pass has read of a source: how many items and refused ones, and a sum of all they hold. */
struct passed {
	uint64_t items, refused, sum;
};

/* One go at an import: two when the register was changed while it was being prepared. */
struct import {
	struct registry *registry;
	const struct import_options *options;
	struct import_result *result;
	struct faults *faults;
	struct batch *batch;
	struct reader **readers;
	struct passed *first;           /* what the first pass has read, by source */
	uint32_t *numbers;              /* of the records, in the order of the items; 0: refused */
	size_t number_count, number_room, next_number;
	bool *is_new;
	size_t is_new_room;
	size_t conflicts;
	struct keymap computed;         /* codes that items give by their parts */
	struct keymap unknown;          /* names that are no fields, and were told */
	struct titles *titles;
	struct twins *twins;
	size_t untold;                  /* faults beyond those that are kept */
	int64_t told;                   /* when progress was, in ticks */
	enum import_phase phase;
	uint64_t in_phase;              /* items of it that are done */
	/* The item that is being read. */
	const struct import_source *source;
	const struct reader *reader;
	int line;
	/* The record whose rows are being read, the rows that the file has named so far, and the
	 * records whose other rows go. */
	struct record *open;
	struct keymap named;
	uint32_t *opened;
	size_t opened_count, opened_room;
};

/* ---- import.c */

/* A fault of the line that is being read. */
void import_refuse(void *context, const char *sentence);

/* What is on the line that is being read is likely to be there already. */
void import_note_twin(struct import *m, const char *sentence);

/* How many there are, those included that are not kept. */
size_t import_fault_count(const struct import *m);

/* The cell of the code, by the field's name or its label; NULL: there is none. */
const char *import_code_of(const struct type *type, const struct item *item);

struct cells_context import_context_for(struct import *m, struct record *r);

/* ---- put.c */

/* Puts an item's content into its record, or a row into the table of its record. */
void import_put_each(struct import *m, const struct item *item);
void import_put_row(struct import *m, const struct item *item);

/* Puts back the last record whose rows were read. With --replace the rows that the file did not
 * name go. */
void import_end_rows(struct import *m);

#endif
