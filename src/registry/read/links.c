/* Lists what a record refers to. */
#include <config.h>

#include "registry/read/read_internal.h"


struct referring {
	enum err_code (*each)(void *context, const struct field *field, const struct field *column,
	                      uint32_t target);
	void *context;
};

/* A reference, or every member of a set of them. */
static enum err_code
of_value(const struct referring *r, const struct field *field, const struct field *column,
         const struct value *v)
{
	enum err_code rc = ERR_OK;

	if (v->kind == VALUE_NUMBER)
		return r->each(r->context, field, column, (uint32_t)v->number);
	for (uint32_t i = 0; rc == ERR_OK && v->kind == VALUE_LIST && i < v->count; i++)
		rc = r->each(r->context, field, column, (uint32_t)v->items[i].number);
	return rc;
}

static enum err_code
of_rows(const struct referring *r, const struct field *table, const struct value *v)
{
	enum err_code rc = ERR_OK;

	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
		for (size_t j = 0; rc == ERR_OK && j < table->table->count; j++) {
			const struct field *column = &table->table->list[j];

			if (column->type == FIELD_REFERENCE)
				rc = of_value(r, table, column, &v->rows[i].values[j]);
		}
	}
	return rc;
}

enum err_code
record_references(const struct record *record,
                  enum err_code (*each)(void *context, const struct field *field,
                                        const struct field *column, uint32_t target),
                  void *context)
{
	const struct referring r = { each, context };
	const struct fields *fields = &record->type->fields;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if (f->type == FIELD_REFERENCE)
			rc = of_value(&r, f, NULL, &record->values[i]);
		else if (f->type == FIELD_TABLE)
			rc = of_rows(&r, f, &record->values[i]);
	}
	return rc;
}
