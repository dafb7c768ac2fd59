/* New records, begun with what is known of them. */
#ifndef VIEW_BEGIN_H
#define VIEW_BEGIN_H

#include "registry/registry.h"

/* A new record of the type with its presets, and with what a limit (a query, or NULL) asks of all
 * that it shows: below "meeting:CP-20181116" it is of that meeting. The caller owns it. */
struct record *begin_record(struct registry *r, const struct type *type, const char *limit);

/* The next of the series that the record is in; of what a series is named by (a process), the next
 * after its last. ERR_USAGE: nothing comes after such a record. */
enum err_code begin_next(struct registry *r, const struct record *record, struct record **out,
                         struct err *e);

/* Another like the one that was saved last: with what its schema says is copied to the next, or, where it
 * says nothing of that, with all but its code. */
struct record *begin_another(struct registry *r, const struct record *last);

/* The record before a new one, by the reference that a "next" made; 0: it has none. */
uint32_t begin_previous(const struct record *r);

#endif
