/* Records in: csv and JSON into the register, all or nothing. Every bad row is named by file, line,
 * field and reason. */
#ifndef EXCHANGE_IMPORT_H
#define EXCHANGE_IMPORT_H

#include "base/faults.h"
#include "exchange/item.h"
#include "exchange/map.h"
#include "registry/act.h"
#include "registry/registry.h"

struct import_format;

/* One file of an import. */
struct import_source {
	const char *name;               /* for messages */
	FILE *in;                       /* closed by the caller */
	const struct import_format *format;
	/* Of a file of cells: the last of its header rows names the columns (0: there are none); what
	 * stands between cells (NUL: found by looking); which column is which field (or NULL). */
	int header_rows;
	char separator;
	const struct column_map *map;
	const struct type *type;        /* NULL: each item says ("type") */
	const struct field *table;      /* of the type: the items are its rows; NULL: records */
};

/* What an import does, one after the other: which records there are, what they hold, and writing
 * it. */
enum import_phase { IMPORT_READS, IMPORT_CHECKS, IMPORT_WRITES, IMPORT_PHASES };

struct import_options {
	struct import_source *sources;
	size_t count;
	bool is_trial;                  /* --dry-run */
	bool may_update;                /* --update */
	bool replaces_rows;             /* --replace */
	/* What is new and likely to be there already, by the schema's "alike": --no-twins refuses it;
	 * else it is counted and, unless twins is NULL, added to those faults. */
	bool refuses_twins;
	struct faults *twins;
	enum act_kind act;
	const char *sentence;           /* of the act */
	/* Told now and then how far the whole is, 0 to 1 (below 0: unknown), with so many items of
	 * the phase done; or NULL. */
	void (*progress)(void *context, enum import_phase phase, double part, uint64_t items);
	void *context;
};

struct import_result {
	uint64_t added, changed, unchanged;     /* records */
	uint64_t items;
	uint64_t twins;                 /* records that are likely to be there already */
	uint64_t unmarked;              /* values that lost marks of the writing direction */
	uint32_t act;
};

/* ERR_DATA: something was refused, all of it is in the faults, nothing was changed.
 * ERR_CONFLICT: a record was changed since the version that the file names. */
enum err_code import_run(struct registry *r, const struct import_options *options,
                         struct import_result *result, struct faults *faults, struct err *e);

/* The files of a whole export in a folder, TYPE.csv and TYPE.TABLE.csv, or the compiled-in starter
 * register (folder NULL). *out and the streams are freed by import_sources_free(). ERR_USAGE: a
 * file is of no type, or there is none. */
enum err_code import_sources_of(const char *folder, const struct schema *schema,
                                struct import_source **out, size_t *count, struct err *e);
void import_sources_free(struct import_source *sources, size_t count);

/* Puts an item's cells into a record, as import does: for what `add -` and `set -` read. ERR_DATA
 * and ERR_USAGE with a sentence that names the field. Cells that name the record itself (type, id,
 * code of a computed code, version) are passed over. */
enum err_code item_apply(const struct item *item, struct record *record,
                         const struct directory *d, bool is_csv, struct err *e);

#endif
