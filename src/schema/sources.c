/* Reads schema files from the program itself, a folder, or a store's own copy. */
#include <config.h>

#include "schema/schema.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/builtin.h"
#include "base/cbor.h"
#include "base/file.h"
#include "base/intl.h"
#include "base/text.h"

static void
forget_source(struct schema_source *s)
{
	free(s->name);
	free(s->path);
	free(s->text);
}

/* The name of a file may contain any bytes, but not a name in the store. */
static char *
mended(const char *name)
{
	struct buf out;

	buf_init(&out);
	text_mend(name, strlen(name), &out);
	return buf_take(&out);
}

void
schema_sources_add(struct schema_sources *s, const char *path, const char *text)
{
	const char *slash = strrchr(path, '/'), *base = slash == NULL ? path : slash + 1;
	struct schema_source source = { mended(base), mem_text(path), mem_text(text) };
	size_t i = 0;

	while (i < s->count && strcmp(s->list[i].name, source.name) < 0)
		i++;
	if (i < s->count && strcmp(s->list[i].name, source.name) == 0) {
		forget_source(&s->list[i]);
		s->list[i] = source;
		return;
	}
	MEM_ROOM(s->list, s->count, s->room);
	memmove(&s->list[i + 1], &s->list[i], (s->count - i) * sizeof *s->list);
	s->list[i] = source;
	s->count++;
}

void
schema_sources_clear(struct schema_sources *s)
{
	for (size_t i = 0; i < s->count; i++)
		forget_source(&s->list[i]);
	free(s->list);
	*s = (struct schema_sources){ 0 };
}

static bool
is_schema_name(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && name[0] != '.' && strcmp(name + n - 5, ".conf") == 0;
}

static enum err_code
add_folder(const char *folder, struct schema_sources *s, struct err *e)
{
	DIR *dir = opendir(folder);
	enum err_code rc = ERR_OK;
	struct dirent *entry;

	if (dir == NULL)
		return file_refuse(folder, errno, e);
	while (rc == ERR_OK && (errno = 0, entry = readdir(dir)) != NULL) {
		struct buf text;
		char *path;

		if (!is_schema_name(entry->d_name))
			continue;
		buf_init(&text);
		path = path_join(folder, entry->d_name);
		rc = file_read(path, &text, e);
		if (rc == ERR_OK)
			schema_sources_add(s, path, buf_string(&text));
		free(path);
		buf_clear(&text);
	}
	if (rc == ERR_OK && errno != 0)
		rc = file_refuse(folder, errno, e);
	closedir(dir);
	return rc;
}

enum err_code
schema_sources_load(const char *folder, struct schema_sources *out, struct err *e)
{
	static const char prefix[] = "schema/";
	enum err_code rc = ERR_OK;

	*out = (struct schema_sources){ 0 };
	for (const struct builtin *b = builtin_table; b->name != NULL; b++) {
		if (strncmp(b->name, prefix, sizeof prefix - 1) == 0)
			schema_sources_add(out, b->name + sizeof prefix - 1, b->text);
	}
	if (folder != NULL && *folder != '\0')
		rc = add_folder(folder, out, e);
	if (rc != ERR_OK)
		schema_sources_clear(out);
	return rc;
}

/* An array: name, text, name, text, ... */
void
schema_sources_pack(const struct schema_sources *s, struct buf *out)
{
	cbor_put_array(out, s->count * 2);
	for (size_t i = 0; i < s->count; i++) {
		cbor_put_text(out, s->list[i].name, strlen(s->list[i].name));
		cbor_put_text(out, s->list[i].text, strlen(s->list[i].text));
	}
}

enum err_code
schema_sources_unpack(struct span packed, struct schema_sources *out, struct err *e)
{
	struct cbor c;
	size_t count;
	bool whole;

	*out = (struct schema_sources){ 0 };
	cbor_open(&c, packed.data, packed.size);
	whole = cbor_get_array(&c, &count) && count % 2 == 0;
	for (; whole && count > 0; count -= 2) {
		struct span name, text;

		whole = cbor_get_text(&c, &name) && cbor_get_text(&c, &text);
		if (whole) {
			char *n = mem_textn((const char *)name.data, name.size);
			char *t = mem_textn((const char *)text.data, text.size);

			schema_sources_add(out, n, t);
			free(n);
			free(t);
		}
	}
	if (whole && cbor_at_end(&c))
		return ERR_OK;
	schema_sources_clear(out);
	return err_set(e, ERR_STORE, _("the store's copy of its schema is damaged"));
}
