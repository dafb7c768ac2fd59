#include <config.h>

#include "exchange/export.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "registry/select.h"

#define MOST_LANGUAGES 64

/* The languages in which some record has a text, besides English, for a column each. */
struct languages {
	const char *list[MOST_LANGUAGES];
	size_t count;
	struct arena arena;
};

struct exporting {
	struct registry *registry;
	const struct type *type;
	const struct field *table;
	struct query *query;
	const struct export_options *options;
	FILE *out;
	uint64_t count;
	struct languages *languages;    /* by the field's place */
};

/* ---- columns */

static int
compare_texts(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

static void
note_language(struct languages *l, const char *language)
{
	for (size_t i = 0; i < l->count; i++) {
		if (strcmp(l->list[i], language) == 0)
			return;
	}
	if (strcmp(language, "en") == 0 || l->count == MOST_LANGUAGES)
		return;
	l->list[l->count++] = arena_text(&l->arena, language);
	qsort(l->list, l->count, sizeof *l->list, compare_texts);
}

static bool
note_languages(void *context, const struct record *r)
{
	struct exporting *x = context;

	for (size_t i = 0; i < r->type->fields.count; i++) {
		const struct value *v = &r->values[i];

		for (uint32_t j = 0; v->kind == VALUE_LANGUAGES && j < v->count; j++)
			note_language(&x->languages[i], v->translations[j].language);
	}
	return true;
}

static void
put_header(struct exporting *x, const struct fields *fields)
{
	csv_put(x->out, x->table != NULL ? x->type->name : "id", false, true);
	csv_put(x->out, x->table != NULL ? "id" : type_code(x->type)->name, false, false);
	if (x->table == NULL && x->options->disclosure.versions)
		csv_put(x->out, "version", false, false);
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if (f == type_code(x->type) || f->type == FIELD_TABLE ||
		    !is_disclosed(f, &x->options->disclosure))
			continue;
		csv_put(x->out, f->name, false, false);
		for (size_t j = 0; x->table == NULL && j < x->languages[i].count; j++) {
			char *name = mem_printf("%s.%s", f->name, x->languages[i].list[j]);

			csv_put(x->out, name, false, false);
			free(name);
		}
	}
	fputc('\n', x->out);
}

/* ---- records */

static void
put_cells(struct exporting *x, const struct fields *fields, const struct value *values)
{
	const struct directory *d = registry_directory(x->registry);

	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];
		struct buf text;

		if (f == type_code(x->type) || f->type == FIELD_TABLE ||
		    !is_disclosed(f, &x->options->disclosure))
			continue;
		buf_init(&text);
		file_text(&values[i], f, d, &x->options->disclosure, &text);
		csv_put(x->out, buf_string(&text), field_shape(f) == SHAPE_TEXT, false);
		buf_clear(&text);
		for (size_t j = 0; x->table == NULL && j < x->languages[i].count; j++) {
			const char *there = "";

			for (uint32_t k = 0;
			     values[i].kind == VALUE_LANGUAGES && k < values[i].count; k++) {
				if (strcmp(values[i].translations[k].language,
				           x->languages[i].list[j]) == 0)
					there = values[i].translations[k].text;
			}
			csv_put(x->out, there, true, false);
		}
	}
	fputc('\n', x->out);
}

static void
put_csv_record(struct exporting *x, const struct record *r)
{
	char id[UUID_TEXT], *code = registry_code(x->registry, r);

	uuid_format(&r->uuid, id);
	csv_put(x->out, id, false, true);
	csv_put(x->out, code, true, false);
	if (x->options->disclosure.versions)
		fprintf(x->out, ",%" PRIu64, r->version);
	put_cells(x, &r->type->fields, r->values);
	free(code);
}

static void
put_json(struct exporting *x, json_t *object)
{
	if (x->options->format == EXPORT_JSON)
		fputs(x->count > 0 ? ",\n" : "[\n", x->out);
	json_put(x->out, object);
	if (x->options->format == EXPORT_JSONL)
		fputc('\n', x->out);
	json_decref(object);
}

static void
put_rows(struct exporting *x, const struct record *r)
{
	const struct directory *d = registry_directory(x->registry);
	const struct value *v = record_value(r, x->table);
	char *code = registry_code(x->registry, r);

	for (uint32_t i = 0; v->kind == VALUE_ROWS && i < v->count; i++) {
		char id[ROWID_TEXT];

		if (x->options->format != EXPORT_CSV) {
			put_json(x, json_row(r, x->table, &v->rows[i], d, &x->options->disclosure,
			                     NULL, 0));
		} else {
			rowid_format(v->rows[i].id, id);
			csv_put(x->out, code, true, true);
			csv_put(x->out, id, false, false);
			put_cells(x, x->table->table, v->rows[i].values);
		}
		x->count++;
	}
	free(code);
}

static bool
put_record(void *context, const struct record *r)
{
	struct exporting *x = context;

	if (x->table != NULL) {
		put_rows(x, r);
		return !ferror(x->out);
	}
	if (x->options->format == EXPORT_CSV)
		put_csv_record(x, r);
	else
		put_json(x, json_record(r, registry_directory(x->registry), &x->options->disclosure,
		                        NULL, 0));
	x->count++;
	if (x->options->progress != NULL && x->count % 1024 == 0)
		x->options->progress(x->options->context, x->count);
	return !ferror(x->out);
}

/* ---- the whole of one file */

static enum err_code
write_all(struct exporting *x, struct selection *s, struct err *e)
{
	const struct fields *fields = x->table != NULL ? x->table->table : &x->type->fields;
	enum err_code rc = ERR_OK;

	x->languages = mem_new(sizeof *x->languages * (x->type->fields.count + 1));
	if (x->options->format == EXPORT_CSV) {
		if (x->table == NULL)
			rc = selection_every(s, note_languages, x, e);
		put_header(x, fields);
	}
	if (rc == ERR_OK)
		rc = selection_every(s, put_record, x, e);
	if (x->options->format == EXPORT_JSON)
		fputs(x->count > 0 ? "\n]\n" : "[]\n", x->out);
	for (size_t i = 0; i < x->type->fields.count; i++)
		arena_clear(&x->languages[i].arena);
	free(x->languages);
	if (rc == ERR_OK && ferror(x->out))
		rc = err_set(e, ERR_FULL, _("the output cannot be written: %s"), strerror(errno));
	return rc;
}

enum err_code
export_type(struct registry *r, const struct type *type, const struct field *table,
            struct query *query, const struct export_options *options, FILE *out, uint64_t *count,
            struct err *e)
{
	struct exporting x = { .registry = r, .type = type, .table = table, .query = query,
	                       .options = options, .out = out };
	const struct select what = { .type = type, .query = query, .is_by_code_text = true };
	struct selection *s = NULL;
	enum err_code rc = ERR_OK;

	if (options->disclosure.sensitive)
		rc = registry_may(r, OPERATOR_ADMINISTRATOR, e);
	if (rc == ERR_OK)
		rc = registry_select(r, &what, &s, e);
	if (rc == ERR_OK)
		rc = write_all(&x, s, e);
	selection_free(s);
	*count += x.count;
	return rc;
}

enum err_code
export_all(struct registry *r, const struct export_options *options, FILE *out, uint64_t *count,
           struct err *e)
{
	const struct schema *schema = registry_schema(r);
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < schema->count; i++)
		rc = export_type(r, schema->types[i], NULL, NULL, options, out, count, e);
	return rc;
}

/* The name of the file, which the caller frees. */
static char *
file_name(const struct type *type, const struct field *table)
{
	return table == NULL ? mem_printf("%s.csv", type->name) :
	                       mem_printf("%s.%s.csv", type->name, table->name);
}

/* What a folder is exported into: a file for each type, and for each of its tables. */
struct export_file {
	const struct type *type;
	const struct field *table;
};

struct export_files {
	struct export_file *list;
	char **names;           /* ended by NULL */
	size_t count, room, name_room;
};

static void
add_file(struct export_files *f, const struct type *type, const struct field *table)
{
	MEM_ROOM(f->list, f->count, f->room);
	f->names = mem_room(f->names, f->count + 1, &f->name_room, sizeof *f->names);
	f->list[f->count] = (struct export_file){ type, table };
	f->names[f->count++] = file_name(type, table);
	f->names[f->count] = NULL;
}

static struct export_files
files_of(const struct schema *schema)
{
	struct export_files f = { .names = mem_new(sizeof *f.names), .name_room = 1 };

	for (size_t i = 0; i < schema->count; i++) {
		const struct type *t = schema->types[i];

		add_file(&f, t, NULL);
		for (size_t j = 0; j < t->fields.count; j++) {
			if (t->fields.list[j].type == FIELD_TABLE)
				add_file(&f, t, &t->fields.list[j]);
		}
	}
	return f;
}

static void
files_clear(struct export_files *f)
{
	for (size_t i = 0; i < f->count; i++)
		free(f->names[i]);
	free(f->names);
	free(f->list);
}

static enum err_code
export_file(struct registry *r, const struct export_file *file, const char *path,
            const struct export_options *options, uint64_t *count, struct err *e)
{
	struct safe_file *f;
	uint64_t rows = 0;
	enum err_code rc = safe_file_open(path, &f, e);

	if (rc != ERR_OK)
		return rc;
	rc = export_type(r, file->type, file->table, NULL, options, safe_file_stream(f),
	                 file->table == NULL ? count : &rows, e);
	if (rc == ERR_OK)
		return safe_file_commit(f, e);
	safe_file_abort(f);
	return rc;
}

enum err_code
export_folder(struct registry *r, const struct export_options *options, const char *folder,
              uint64_t *count, struct err *e)
{
	struct export_files files = files_of(registry_schema(r));
	struct safe_folder *f;
	enum err_code rc = safe_folder_open(folder, (const char *const *)files.names, &f, e);

	for (size_t i = 0; rc == ERR_OK && i < files.count; i++) {
		char *path = path_join(safe_folder_draft(f), files.names[i]);

		rc = export_file(r, &files.list[i], path, options, count, e);
		free(path);
	}
	if (rc == ERR_OK)
		rc = safe_folder_commit(f, e);
	else
		safe_folder_abort(f);
	files_clear(&files);
	return rc;
}
