/* Implements "find", which searches the records of every type. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>

#include "base/intl.h"
#include "base/print.h"
#include "command/command.h"
#include "exchange/writer.h"
#include "registry/select.h"


struct finding {
	struct registry *registry;
	const char *query;
	struct writer writer;
};

static void
put_type(const struct writer *w, const struct writer_column *c, const struct record *r,
         const struct row *row, struct buf *out)
{
	(void)c;
	(void)row;
	buf_text(out, is_for_people(w->format) ? r->type->label : r->type->name);
}

static void
put_title(const struct writer *w, const struct writer_column *c, const struct record *r,
          const struct row *row, struct buf *out)
{
	const struct finding *f = c->context;
	char *title = registry_title(f->registry, r);

	(void)w;
	(void)row;
	buf_text(out, title);
	free(title);
}

static void
put_found_in(const struct writer *w, const struct writer_column *c, const struct record *r,
             const struct row *row, struct buf *out)
{
	const struct finding *f = c->context;

	(void)w;
	(void)row;
	registry_found_in(f->registry, f->query, r, out);
}

static void
add_columns(struct finding *f)
{
	const struct writer_column people[] = {
		{ .name = _("Type"), .put = put_type },
		{ .name = _("Code"), .put = put_code_cell },
		{ .name = _("Title"), .fit = { .is_text = true, .is_flexible = true },
		  .put = put_title, .context = f },
		{ .name = _("Found in"), .fit = { .is_text = true }, .put = put_found_in,
		  .context = f },
	};
	const struct writer_column files[] = {
		{ .name = "type", .is_free_text = true, .put = put_type },
		{ .name = "code", .is_free_text = true, .put = put_code_cell },
		{ .name = "title", .is_free_text = true, .put = put_title, .context = f },
	};
	bool for_people = is_for_people(f->writer.format);

	for (size_t i = 0; i < (for_people ? 4 : 3); i++)
		writer_add(&f->writer, for_people ? people[i] : files[i]);
}

static enum err_code
print_hits(struct finding *f, const struct hit *hits, uint64_t count, struct err *e)
{
	enum err_code rc = ERR_OK;

	add_columns(f);
	writer_begin(&f->writer);
	for (uint64_t i = 0; rc == ERR_OK && i < count && !ferror(stdout); i++) {
		struct record *r;

		rc = registry_get_number(f->registry, hits[i].number, &r, e);
		if (rc == ERR_NOT_FOUND) {      /* removed meanwhile */
			rc = ERR_OK;
			continue;
		}
		if (rc != ERR_OK)
			break;
		writer_record(&f->writer, r);
		record_free(r);
	}
	writer_end(&f->writer);
	writer_clear(&f->writer);
	return rc;
}

static enum err_code
find_run(struct invocation *in, struct err *e)
{
	struct finding f = {
		.registry = in->registry,
		.writer = { .format = writer_format_named(option_choice(in, "format")),
		            .out = stdout, .directory = registry_directory(in->registry) },
	};
	const char *name = option_value(in, "type");
	bool only_count = option_value(in, "count") != NULL;
	const struct type *only = NULL;
	struct hit *hits = NULL;
	struct buf query;
	uint64_t count = 0;
	int64_t limit;
	enum err_code rc = name == NULL ? ERR_OK : get_type(in, name, &only, e);

	if (rc == ERR_OK)
		rc = get_disclosure(in, &f.writer.disclosure, e);
	if (rc == ERR_OK)
		rc = get_number(in, "limit", 0, INT64_MAX, -1, &limit, e);
	if (rc != ERR_OK)
		return rc;
	buf_init(&query);
	join_arguments(in, 0, &query);
	rc = registry_find(in->registry, buf_string(&query), only, only_count ? NULL : &hits,
	                   &count, e);
	f.query = buf_string(&query);
	if (rc == ERR_OK && only_count)
		print("%" PRIu64 "\n", count);
	else if (rc == ERR_OK)
		rc = print_hits(&f, hits,
		                limit >= 0 && count > (uint64_t)limit ? (uint64_t)limit : count, e);
	buf_clear(&query);
	free(hits);
	if (rc == ERR_OK && count == 0) {
		rc = ERR_NOT_FOUND;
		in->is_silent = true;
	}
	return rc;
}

const struct command find_command = {
	.arguments = "QUERY...",
	.help = N_("find records of every type"),
	.details = N_("First come those that have the words in their code, then those with the words in their "
	              "title, then the rest with the field in which they were found; of each, type by type in "
	              "the order of codes. The query language "
	              "is described in chancery-query(7). The status is 1 if nothing matches."),
	.least = 1, .most = -1,
	.need = NEED_STORE,
	.options = {
		{ "type", "TYPE", N_("only records of this type"), NULL },
		{ "limit", "N", N_("no more than N"), NULL },
		{ "count", NULL, N_("only say how many there are"), NULL },
		{ "format", NULL, N_("the format of what is written"), writer_names },
		{ "sensitive", NULL, N_("with sensitive fields and small counts"), NULL },
	},
	.run = find_run,
};
