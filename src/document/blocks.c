/* Gathers the blocks of a document. */
#include <config.h>

#include "document/blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

const char *const document_formats[] = { "text", "markdown", NULL };

static void
clear_block(struct block *b)
{
	for (size_t i = 0; b->head != NULL && i < b->columns; i++)
		free(b->head[i]);
	for (size_t i = 0; i < b->rows * b->columns; i++)
		free(b->cells[i]);
	free(b->head);
	free(b->cells);
	free(b->text);
}

void
blocks_clear(struct blocks *b)
{
	for (size_t i = 0; i < b->count; i++)
		clear_block(&b->list[i]);
	free(b->list);
	*b = (struct blocks){ 0 };
}

static char *
safe_text(const char *text)
{
	struct buf safe;

	buf_init(&safe);
	if (text != NULL)
		text_defuse(text, strlen(text), &safe);
	return buf_take(&safe);
}

static struct block *
add(struct blocks *b, enum block_kind kind)
{
	MEM_ROOM(b->list, b->count, b->room);
	b->list[b->count] = (struct block){ .kind = kind };
	return &b->list[b->count++];
}

void
blocks_text(struct blocks *b, enum block_kind kind, int level, const char *text)
{
	struct block *block;

	if (text == NULL || *text == '\0')
		return;
	block = add(b, kind);
	block->level = level;
	block->text = safe_text(text);
}

void
blocks_break(struct blocks *b)
{
	if (b->count > 0 && b->list[b->count - 1].kind != BLOCK_BREAK)
		add(b, BLOCK_BREAK);
}

struct block *
blocks_table(struct blocks *b, enum block_kind kind, const char *const *head, size_t columns)
{
	struct block *table = add(b, kind);

	table->columns = columns;
	if (head == NULL)
		return table;
	table->head = mem_new(sizeof *table->head * columns);
	for (size_t i = 0; i < columns; i++)
		table->head[i] = safe_text(head[i]);
	return table;
}

/* Only whole rows are counted; a row that is begun lies behind them. */
void
block_cell(struct block *table, const char *text)
{
	size_t at = table->rows * table->columns, column = 0;

	if (at + table->columns > table->room) {
		size_t room = table->room * 2 + table->columns * 8;

		table->cells = mem_grow(table->cells, room, sizeof *table->cells);
		memset(table->cells + table->room, 0, (room - table->room) * sizeof *table->cells);
		table->room = room;
	}
	while (table->cells[at + column] != NULL)
		column++;
	table->cells[at + column] = safe_text(text);
	table->rows += column + 1 == table->columns;
}
