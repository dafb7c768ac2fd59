/* Finds the files of a whole register: a folder of csv files, or the compiled-in starter
 * register. */
#include <config.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/builtin.h"
#include "base/file.h"
#include "base/intl.h"
#include "exchange/format.h"
#include "exchange/input.h"

/* "meeting.csv" or "meeting.agenda.csv" as type and table. False: it is no csv file. */
static enum err_code
source_of(const char *name, const struct schema *schema, struct import_source *out, bool *is_csv,
          struct err *e)
{
	size_t n = strlen(name);
	char *stem, *table;
	enum err_code rc;

	*is_csv = n > 4 && strcmp(name + n - 4, ".csv") == 0;
	if (!*is_csv)
		return ERR_OK;
	stem = mem_textn(name, n - 4);
	table = strchr(stem, '.');
	if (table != NULL)
		*table++ = '\0';
	*out = (struct import_source){ .format = import_format_named("csv"), .header_rows = 1 };
	rc = schema_find_type(schema, stem, &out->type, e);
	if (rc == ERR_OK && table != NULL) {
		rc = fields_get(&out->type->fields, out->type->name, table, &out->table, e);
		if (rc == ERR_OK && out->table->type != FIELD_TABLE)
			rc = err_set(e, ERR_USAGE, _("%s of %s is not a table"), table, stem);
	}
	free(stem);
	return rc == ERR_OK ? ERR_OK : err_prefix(e, "%s", name);
}

struct collection {
	struct import_source *list;
	size_t count, room;
};

static void
add_source(struct collection *c, struct import_source s, const char *name, FILE *in)
{
	MEM_ROOM(c->list, c->count, c->room);
	s.name = mem_text(name);
	s.in = in;
	c->list[c->count++] = s;
}

static enum err_code
add_builtins(const struct schema *schema, struct collection *c, struct err *e)
{
	static const char prefix[] = "register/";
	enum err_code rc = ERR_OK;

	for (const struct builtin *b = builtin_table; rc == ERR_OK && b->name != NULL; b++) {
		struct import_source s;
		bool is_csv;
		FILE *in;

		if (strncmp(b->name, prefix, sizeof prefix - 1) != 0)
			continue;
		rc = source_of(b->name + sizeof prefix - 1, schema, &s, &is_csv, e);
		if (rc == ERR_OK && is_csv)
			rc = input_open_text(b->text, b->size, &in, e);
		if (rc == ERR_OK && is_csv)
			add_source(c, s, b->name, in);
	}
	return rc;
}

static enum err_code
add_folder(const char *folder, const struct schema *schema, struct collection *c, struct err *e)
{
	struct dirent **names;
	int n = scandir(folder, &names, NULL, alphasort);
	enum err_code rc = ERR_OK;

	if (n < 0)
		return file_refuse(folder, errno, e);
	for (int i = 0; i < n; i++) {
		struct import_source s;
		bool is_csv = false;
		FILE *in;
		char *path = path_join(folder, names[i]->d_name);

		if (rc == ERR_OK)
			rc = source_of(names[i]->d_name, schema, &s, &is_csv, e);
		if (rc == ERR_OK && is_csv)
			rc = import_open(path, NULL, s.format, &in, e);
		if (rc == ERR_OK && is_csv)
			add_source(c, s, path, in);
		free(path);
		free(names[i]);
	}
	free(names);
	return rc;
}

enum err_code
import_sources_of(const char *folder, const struct schema *schema, struct import_source **out,
                  size_t *count, struct err *e)
{
	struct collection c = { 0 };
	enum err_code rc = folder == NULL ? add_builtins(schema, &c, e) :
	                                    add_folder(folder, schema, &c, e);

	if (rc == ERR_OK && c.count == 0)
		rc = err_set(e, ERR_USAGE, _("%s holds no csv files of a register"), folder);
	if (rc != ERR_OK) {
		import_sources_free(c.list, c.count);
		c = (struct collection){ 0 };
	}
	*out = c.list;
	*count = c.count;
	return rc;
}

void
import_sources_free(struct import_source *sources, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free((char *)(uintptr_t)sources[i].name);
		fclose(sources[i].in);
	}
	free(sources);
}
