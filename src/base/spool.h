/* Bytes that are stored and read back in roughly the same order: in memory while they are few, and
 * then in an unnamed file. */
#ifndef BASE_SPOOL_H
#define BASE_SPOOL_H

#include "base/buf.h"
#include "base/err.h"

struct spool;

/* folder: for the temporary file; copied. */
struct spool *spool_new(const char *folder);
void spool_free(struct spool *s);       /* NULL is allowed */

/* Puts bytes behind all others; *offset is where. ERR_FULL: there is no room. */
enum err_code spool_add(struct spool *s, struct span bytes, uint64_t *offset, struct err *e);

/* What was put there, good until the next call of either. ERR_STORE: it cannot be read. */
enum err_code spool_get(struct spool *s, uint64_t offset, size_t size, struct span *out,
                        struct err *e);

#endif
