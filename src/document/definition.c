/* Reads definitions of documents. */
#include <config.h>

#include "document/definition.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/builtin.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/suggest.h"
#include "settings/conf.h"

#define FOLDER "documents/"

#define P(name) offsetof(struct part, name)
static const struct conf_key part_keys[] = {
	{ .name = "kind",        .type = CONF_TEXT,  .offset = P(kind_name), .required = true },
	{ .name = "heading",     .type = CONF_LABEL, .offset = P(heading) },
	{ .name = "title",       .type = CONF_LABEL, .offset = P(title) },
	{ .name = "provisional", .type = CONF_LABEL, .offset = P(provisional) },
	{ .name = "lines",       .type = CONF_TEXTS, .offset = P(lines) },
	{ .name = "symbol",      .type = CONF_TEXT,  .offset = P(symbol) },
	{ .name = "fields",      .type = CONF_TEXTS, .offset = P(fields) },
	{ .name = "table",       .type = CONF_TEXT,  .offset = P(table) },
	{ .name = "columns",     .type = CONF_TEXTS, .offset = P(columns) },
	{ .name = "group",       .type = CONF_TEXT,  .offset = P(group) },
	{ .name = "below",       .type = CONF_TEXT,  .offset = P(below) },
	{ .name = "restricted",  .type = CONF_TEXT,  .offset = P(restricted) },
	{ .name = "type",        .type = CONF_TEXT,  .offset = P(type) },
	{ .name = "query",       .type = CONF_TEXT,  .offset = P(query) },
	{ .name = "sort",        .type = CONF_TEXT,  .offset = P(sort) },
	{ .name = "each",        .type = CONF_TEXT,  .offset = P(each) },
	{ .name = "field",       .type = CONF_TEXT,  .offset = P(field) },
	{ .name = "text",        .type = CONF_LABEL, .offset = P(text) },
	{ 0 }
};

#define D(name) offsetof(struct document, name)
static const struct conf_key document_keys[] = {
	{ .name = "name",  .type = CONF_TEXT,  .offset = D(name),      .required = true },
	{ .name = "type",  .type = CONF_TEXT,  .offset = D(type_name), .required = true },
	{ .name = "label", .type = CONF_LABEL, .offset = D(label),     .required = true },
	{ .name = "set",   .type = CONF_FLAG,  .offset = D(is_set) },
	{ .name = "each",  .type = CONF_TEXT,  .offset = D(each) },
	{ .name = "parts", .type = CONF_LIST,  .offset = D(parts), .count = D(part_count),
	  .keys = part_keys, .size = sizeof(struct part), .required = true },
	{ 0 }
};

/* ---- reading */

static bool
read_definition(const char *path, const char *text, struct arena *arena, struct document *out,
                struct faults *faults)
{
	size_t before = faults->count;
	struct conf c;

	*out = (struct document){ .file = arena_text(arena, path) };
	if (conf_open(&c, out->file, text, arena, faults))
		conf_read_group(&c, config_root_setting(&c.config), document_keys, out);
	conf_close(&c);
	return faults->count == before;
}

/* In the order of their names; one that is there already is replaced. */
static void
add_document(struct documents *d, const struct document *document)
{
	size_t i = 0;

	while (i < d->count && strcmp(d->list[i].name, document->name) < 0)
		i++;
	if (i < d->count && strcmp(d->list[i].name, document->name) == 0) {
		d->list[i] = *document;
		return;
	}
	MEM_ROOM(d->list, d->count, d->room);
	memmove(&d->list[i + 1], &d->list[i], (d->count - i) * sizeof *d->list);
	d->list[i] = *document;
	d->count++;
}

static void
add_text(struct documents *d, const char *path, const char *text, struct faults *faults)
{
	struct document document;

	if (read_definition(path, text, &d->arena, &document, faults))
		add_document(d, &document);
}

static void
add_file(struct documents *d, const char *path, struct faults *faults)
{
	struct buf text;
	struct err e;

	buf_init(&text);
	if (file_read(path, &text, &e) == ERR_OK)
		add_text(d, path, buf_string(&text), faults);
	else
		faults_add(faults, NULL, 0, "%s", e.text);
	buf_clear(&text);
}

static int
is_definition(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return n > 5 && entry->d_name[0] != '.' && strcmp(entry->d_name + n - 5, ".conf") == 0;
}

static void
add_folder(struct documents *d, const char *folder, struct faults *faults)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_definition, alphasort);

	for (int i = 0; i < count; i++) {
		char *path = path_join(folder, entries[i]->d_name);

		add_file(d, path, faults);
		free(path);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	else if (errno != ENOENT)
		faults_add(faults, folder, 0, "%s", strerror(errno));
}

static void
add_builtins(struct documents *d, struct faults *faults)
{
	arena_init(&d->arena);
	for (const struct builtin *b = builtin_table; b->name != NULL; b++) {
		if (strncmp(b->name, FOLDER, sizeof FOLDER - 1) == 0)
			add_text(d, b->name, b->text, faults);
	}
}

void
documents_load(const char *folder, const struct schema *schema, struct documents *out,
               struct faults *faults)
{
	*out = (struct documents){ 0 };
	add_builtins(out, faults);
	if (folder != NULL)
		add_folder(out, folder, faults);
	for (size_t i = 0; i < out->count; i++)
		document_fit(&out->list[i], out, schema, faults);
}

enum err_code
documents_check(const char *path, const struct schema *schema, struct faults *faults, struct err *e)
{
	struct documents d = { 0 };
	struct faults ignored;
	struct document document;
	struct buf text;
	enum err_code rc;

	buf_init(&text);
	faults_init(&ignored);
	rc = file_read(path, &text, e);
	if (rc == ERR_OK) {
		add_builtins(&d, &ignored);
		if (read_definition(path, buf_string(&text), &d.arena, &document, faults)) {
			add_document(&d, &document);
			document_fit(&document, &d, schema, faults);
		}
		documents_clear(&d);
	}
	faults_clear(&ignored);
	buf_clear(&text);
	return rc;
}

void
documents_clear(struct documents *d)
{
	free(d->list);
	arena_clear(&d->arena);
	*d = (struct documents){ 0 };
}

char *
documents_folder(const char *schema_folder)
{
	size_t n = schema_folder == NULL ? 0 : strlen(schema_folder);
	const char *slash;
	char *parent, *folder;

	while (n > 1 && schema_folder[n - 1] == '/')
		n--;
	if (n == 0)
		return NULL;
	parent = mem_textn(schema_folder, n);
	slash = strrchr(parent, '/');
	if (slash == NULL)
		folder = mem_text("documents");
	else
		folder = mem_printf("%.*s/documents", (int)(slash - parent), parent);
	free(parent);
	return folder;
}

enum err_code
documents_find(const struct documents *d, const char *name, const struct document **out,
               struct err *e)
{
	struct suggest s;
	char hint[128];

	*out = NULL;
	suggest_init(&s, name);
	for (size_t i = 0; i < d->count; i++) {
		if (d->list[i].type == NULL)
			continue;
		if (strcmp(d->list[i].name, name) == 0) {
			*out = &d->list[i];
			return ERR_OK;
		}
		suggest_try(&s, d->list[i].name);
	}
	return err_set(e, ERR_USAGE, _("there is no document \"%s\"%s"), name,
	               suggest_text(&s, hint, sizeof hint));
}

const char *
document_label(const struct document *d, const char *language)
{
	return conf_label_in(&d->label, language);
}
