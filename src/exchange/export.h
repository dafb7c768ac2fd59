/* A register, a type or a table out into files that import takes back. */
#ifndef EXCHANGE_EXPORT_H
#define EXCHANGE_EXPORT_H

#include "exchange/writer.h"
#include "registry/registry.h"

struct export_options {
	const struct writer_format *format;
	struct disclosure disclosure;
	void (*progress)(void *context, uint64_t records);
	void *context;
};

/* The records of the type that match (query: borrowed, or NULL), by code; or the rows of one of its
 * tables, if table is not NULL. *count: how many were written. ERR_FULL: the disk is full. In
 * registry_at_one_moment() all of these may be told to begin again. */
enum err_code export_type(struct registry *r, const struct type *type, const struct field *table,
                          struct query *query, const struct export_options *options, FILE *out,
                          uint64_t *count, struct err *e);

/* Everything as JSON Lines, type by type. */
enum err_code export_all(struct registry *r, const struct export_options *options, FILE *out,
                         uint64_t *count, struct err *e);

/* Everything as a folder of csv files, which is made; an existing file of the same name is
 * replaced. */
enum err_code export_folder(struct registry *r, const struct export_options *options,
                            const char *folder, uint64_t *count, struct err *e);

#endif
