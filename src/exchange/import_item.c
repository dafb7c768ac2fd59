/* What all passes of an import do with an item: find its code and its fields, and note why it is
 * refused. */
#include <config.h>

#include "exchange/import_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "exchange/format.h"

#define MOST_FAULTS 1000        /* that are kept: a wrong column has one a row */

void
import_note_twin(struct import *m, const char *sentence)
{
	m->result->twins++;
	if (m->options->refuses_twins)
		import_refuse(m, sentence);
	else if (m->options->twins != NULL && m->options->twins->count < MOST_FAULTS)
		faults_add(m->options->twins, m->source->name, m->line, "%s", sentence);
}

void
import_refuse(void *context, const char *sentence)
{
	struct import *m = context;

	if (m->faults->count < MOST_FAULTS)
		faults_add(m->faults, m->source->name, m->line, "%s", sentence);
	else
		m->untold++;
}

size_t
import_fault_count(const struct import *m)
{
	return m->faults->count + m->untold;
}

/* A column that is no field is told once, not for every row. */
static void
refuse_name(void *context, const char *name, const char *sentence)
{
	struct import *m = context;
	char *key = mem_printf("%p %s", (const void *)m->source, name);

	if (keymap_put(&m->unknown, key, strlen(key), 0)) {
		int line = m->line, names = reader_names_line(m->reader);

		m->line = names > 0 ? names : line;
		import_refuse(m, sentence);
		m->line = line;
	}
	free(key);
}

/* The cell of the code, by the field's name or its label. */
const char *
import_code_of(const struct type *type, const struct item *item)
{
	for (size_t i = 0; i < item->count; i++) {
		const char *language;

		if (column_field(&type->fields, item->cells[i].name, &language) == type_code(type))
			return item->cells[i].text;
	}
	return NULL;
}

struct cells_context
import_context_for(struct import *m, struct record *r)
{
	return (struct cells_context){
		.fields = &r->type->fields,
		.owner = r->type->name,
		.values = r->values,
		.arena = &r->arena,
		.directory = batch_directory(m->batch),
		.titles = m->titles,
		.unmarked = &m->result->unmarked,
		.is_csv = m->source->format->is_cells,
		.refuse = import_refuse,
		.refuse_name = refuse_name,
		.context = m,
	};
}
