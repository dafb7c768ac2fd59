/* What the commands about days share: "calendar" and "clashes". */
#ifndef COMMAND_DAYS_H
#define COMMAND_DAYS_H

#include "command/command.h"

/* The days of --from and --to: from today, 90 days, unless they are given. A partial date means all of
 * its days. ERR_USAGE: they are no dates, or the last is before the first. */
enum err_code get_days(const struct invocation *in, partial_date *from, partial_date *to,
                       struct err *e);

/* The record of --party, as the attendance of the type refers to parties; 0 if it was not given. */
enum err_code get_party(const struct invocation *in, const struct type *type, uint32_t *out,
                        struct err *e);

#endif
