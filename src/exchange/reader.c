/* Calls the reader of each input format, and reports its progress. */
#include <config.h>

#include "exchange/reader.h"

#include <stdlib.h>
#include <string.h>

#include "exchange/input.h"

const char *
item_text(const struct item *item, const char *name)
{
	for (size_t i = 0; i < item->count; i++) {
		if (strcmp(item->cells[i].name, name) == 0)
			return item->cells[i].text;
	}
	return NULL;
}

/* FNV-1a: <http://www.isthe.com/chongo/tech/comp/fnv/>. The NUL is part of it, and tells where a text
 * ends. */
static uint64_t
sum_text(const char *text, uint64_t sum)
{
	do
		sum = (sum ^ (unsigned char)*text) * 0x100000001b3;
	while (*text++ != '\0');
	return sum;
}

uint64_t
item_sum(const struct item *item, uint64_t sum)
{
	for (size_t i = 0; i < item->count; i++)
		sum = sum_text(item->cells[i].text, sum_text(item->cells[i].name, sum));
	for (size_t i = 0; i < item->table_count; i++) {
		const struct item_table *t = &item->tables[i];

		sum = sum_text(t->name, sum);
		for (size_t j = 0; j < t->count; j++) {
			for (size_t k = 0; k < t->rows[j].count; k++)
				sum = sum_text(t->rows[j].cells[k].text,
				               sum_text(t->rows[j].cells[k].name, sum));
		}
	}
	return (sum ^ item->count) * 0x100000001b3;
}

void
reader_init(struct reader *r, const struct reader_ops *ops, FILE *in)
{
	r->ops = ops;
	r->in = in;
	arena_init(&r->arena);
	r->size = fseek(in, 0, SEEK_END) == 0 ? ftell(in) : -1;
	r->lost.code = ERR_OK;
	input_rewind(in, &r->lost);
}

enum err_code
reader_next(struct reader *r, const struct item **out, int *line, struct err *e)
{
	if (r->lost.code == ERR_OK)
		return r->ops->next(r, out, line, e);
	*out = NULL;
	*line = 0;
	return err_set(e, r->lost.code, "%s", r->lost.text);
}

int
reader_names_line(const struct reader *r)
{
	return r->names_line;
}

void
reader_rewind(struct reader *r)
{
	r->lost.code = ERR_OK;
	input_rewind(r->in, &r->lost);
	r->ops->rewind(r);
}

void
reader_free(struct reader *r)
{
	if (r == NULL)
		return;
	arena_clear(&r->arena);
	r->ops->free(r);
}

double
reader_progress(const struct reader *r)
{
	return r->size > 0 ? (double)ftell(r->in) / (double)r->size : -1;
}
