/* What a sort of reader does. Private to exchange/. */
#ifndef EXCHANGE_READER_H
#define EXCHANGE_READER_H

#include "exchange/item.h"

struct reader_ops {
	enum err_code (*next)(struct reader *r, const struct item **out, int *line, struct err *e);
	void (*rewind)(struct reader *r);
	void (*free)(struct reader *r);
};

struct reader {
	const struct reader_ops *ops;
	FILE *in;
	long size;                      /* bytes, or -1 */
	struct arena arena;             /* of the present item */
	struct err lost;                /* why the file can no longer be read; ERR_OK: it can */
	int names_line;                 /* the line that names the cells; 0: each item does */
};

void reader_init(struct reader *r, const struct reader_ops *ops, FILE *in);

#endif
