/* Counts of records by what a path leads to: meetings by year, actions by status and process. */
#ifndef FIGURES_COUNT_H
#define FIGURES_COUNT_H

#include "query/path.h"
#include "registry/registry.h"

#define MOST_COUNT_PATHS 3

enum bucket { BUCKET_NONE, BUCKET_YEAR, BUCKET_QUARTER, BUCKET_MONTH, BUCKET_DECADE };

/* A path, and of a date or period how much of it: "start.year". */
struct count_path {
	struct path path;
	enum bucket bucket;
	const char *name;               /* as it was typed */
};

/* A line: how many records have these values. A record with several values is in several lines. */
struct count_line {
	char *keys[MOST_COUNT_PATHS];   /* as files have them; "": the record has no value */
	char *labels[MOST_COUNT_PATHS]; /* as people read them */
	uint64_t count;
};

struct counts {
	struct count_line *list;        /* by their keys */
	size_t count, room;
	uint64_t records;               /* each once */
	bool are_overlapping;           /* a record is in several lines */
};

struct count_question {
	const struct type *type;
	struct query *query;            /* borrowed; NULL: all records */
	partial_date as_of;             /* only rows in force then; DATE_NONE: all */
	const struct count_path *paths;
	size_t path_count;
};

/* ERR_USAGE: there is no such path, it is sensitive, or its field has no year. The text lives as long
 * as out. */
enum err_code count_path_parse(const char *text, const struct query_scope *scope,
                               struct count_path *out, struct err *e);

/* Cleared by counts_clear(), also after an error. */
enum err_code counts_read(struct registry *r, const struct count_question *q, struct counts *out,
                          struct err *e);
void counts_clear(struct counts *c);

/* By their counts, the greatest first. */
void counts_sort(struct counts *c);

#endif
