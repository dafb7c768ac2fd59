/* Reads and writes the file in which queries are kept under a name. */
#include <config.h>

#include "settings/queries.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/intl.h"

static const struct conf_key query_keys[] = {
	{ .name = "type",  .type = CONF_TEXT, .offset = offsetof(struct query_setting, type),
	  .required = true },
	{ .name = "name",  .type = CONF_TEXT, .offset = offsetof(struct query_setting, name),
	  .required = true },
	{ .name = "query", .type = CONF_TEXT, .offset = offsetof(struct query_setting, query),
	  .required = true },
	{ 0 }
};

static size_t
place_of(const struct settings *s, const char *type, const char *name)
{
	size_t i = 0;

	while (i < s->query_count && (strcmp(s->queries[i].type, type) != 0 ||
	                              strcmp(s->queries[i].name, name) != 0))
		i++;
	return i;
}

/* An empty query takes the name away. */
static void
put(struct settings *s, const struct query_setting *q)
{
	size_t i = place_of(s, q->type, q->name);
	struct query_setting *list;

	if (*q->query == '\0') {
		if (i < s->query_count)
			memmove(s->queries + i, s->queries + i + 1,
			        sizeof *s->queries * (--s->query_count - i));
		return;
	}
	if (i == s->query_count) {
		list = arena_new(s->arena, sizeof *list * (s->query_count + 1));
		if (s->query_count > 0)
			memcpy(list, s->queries, sizeof *list * s->query_count);
		s->queries = list;
		s->query_count++;
	}
	s->queries[i] = *q;
}

void
read_queries(struct conf *c, config_setting_t *setting, void *object)
{
	size_t n = conf_list_length(c, setting);

	for (size_t i = 0; i < n; i++) {
		struct query_setting q = { 0 };

		conf_read_group(c, config_setting_get_elem(setting, (unsigned)i), query_keys, &q);
		if (q.type != NULL && q.name != NULL && q.query != NULL)
			put(object, &q);
	}
}

const char *
settings_query(const struct settings *s, const char *type, const char *name)
{
	size_t i = place_of(s, type, name);

	return i < s->query_count ? s->queries[i].query : NULL;
}

/* ---- the operator's own file of them */

static void
add_text(config_setting_t *group, const char *name, const char *text)
{
	config_setting_set_string(config_setting_add(group, name, CONFIG_TYPE_STRING), text);
}

static enum err_code
write_own(const struct settings *own, const char *path, struct err *e)
{
	config_t config;
	config_setting_t *list;
	struct safe_file *file;
	enum err_code rc = safe_file_open(path, &file, e);

	if (rc != ERR_OK)
		return rc;
	config_init(&config);
	list = config_setting_add(config_root_setting(&config), "queries", CONFIG_TYPE_LIST);
	for (size_t i = 0; i < own->query_count; i++) {
		config_setting_t *group = config_setting_add(list, NULL, CONFIG_TYPE_GROUP);

		add_text(group, "type", own->queries[i].type);
		add_text(group, "name", own->queries[i].name);
		add_text(group, "query", own->queries[i].query);
	}
	fputs(_("# Limits that were kept by name, written by chancery.\n"), safe_file_stream(file));
	config_write(&config, safe_file_stream(file));
	config_destroy(&config);
	return safe_file_commit(file, e);
}

static enum err_code
make_folder(const char *path, struct err *e)
{
	char *folder = mem_textn(path, (size_t)(strrchr(path, '/') - path));
	enum err_code rc = directory_make(folder, e);

	free(folder);
	return rc;
}

enum err_code
settings_keep_query(struct settings *s, const char *type, const char *name, const char *query,
                    struct err *e)
{
	const struct query_setting q = { arena_text(s->arena, type), arena_text(s->arena, name),
	                                 arena_text(s->arena, query) };
	struct settings own = { .arena = s->arena };
	struct faults faults;
	enum err_code rc;

	if (s->captive)
		return err_set(e, ERR_DENIED, _("a captive session keeps no limits"));
	if (s->own_queries == NULL)
		return err_set(e, ERR_STORE, _("there is no home folder to keep limits in"));
	/* Another session may have kept queries since this one began. */
	faults_init(&faults);
	rc = read_path(&own, s->own_queries, false, &faults, e);
	if (rc == ERR_OK && faults.count > 0)
		rc = faults_err(&faults, ERR_STORE, e);
	faults_clear(&faults);
	if (rc == ERR_OK)
		rc = make_folder(s->own_queries, e);
	if (rc != ERR_OK)
		return rc;
	put(&own, &q);
	rc = write_own(&own, s->own_queries, e);
	if (rc == ERR_OK)
		put(s, &q);
	return rc;
}
