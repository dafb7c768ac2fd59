/* find: records of every type that match. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>

#include <jansson.h>

#include "base/charset.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/list.h"
#include "registry/select.h"

#define TYPE_WIDTH 12
#define CODE_WIDTH 20
#define FOUND_WIDTH 16

struct printing {
	struct invocation *in;
	int format;
	struct disclosure disclosure;   /* of JSON */
	struct sheet sheet;
	const char *query;
	struct sheet_column headings[4];
	uint64_t count;
};

static void
print_begin(struct printing *p)
{
	const struct sheet_column headings[] = {
		{ _("Type"), TYPE_WIDTH }, { _("Code"), CODE_WIDTH }, { _("Title"), 0 },
		{ _("Found in"), FOUND_WIDTH },
	};

	for (size_t i = 0; i < 4; i++)
		p->headings[i] = headings[i];
	if (p->format == LIST_CSV)
		fputs("type,code,title\n", stdout);
}

static void
print_json(const struct printing *p, const struct record *r)
{
	json_t *j = json_record(r, registry_directory(p->in->registry), &p->disclosure, NULL, 0);

	if (p->format == LIST_JSON)
		fputs(p->count > 0 ? ",\n" : "[\n", stdout);
	json_put(stdout, j);
	if (p->format == LIST_JSONL)
		fputc('\n', stdout);
	json_decref(j);
}

static void
print_line(struct printing *p, const struct record *r)
{
	char *code = registry_code(p->in->registry, r), *title = registry_title(p->in->registry, r);
	const char *cells[] = { p->format == LIST_CSV ? r->type->name : r->type->label, code,
		                title, "" };
	struct buf found;

	if (p->format == LIST_CSV) {
		for (size_t i = 0; i < 3; i++)
			csv_put(stdout, cells[i], true, i == 0);
		fputc('\n', stdout);
	} else {
		if (p->count == 0)
			sheet_begin(&p->sheet, stdout, p->headings, 4);
		buf_init(&found);
		registry_found_in(p->in->registry, p->query, r, &found);
		cells[3] = buf_string(&found);
		sheet_row(&p->sheet, cells);
		buf_clear(&found);
	}
	free(code);
	free(title);
}

static enum err_code
print_hits(struct printing *p, const struct hit *hits, uint64_t count, struct err *e)
{
	enum err_code rc = ERR_OK;

	charset_choose(p->format == LIST_TABLE ? CHARSET_FOR_PEOPLE :
	               p->format == LIST_CSV ? CHARSET_FOR_CSV : CHARSET_FOR_JSON);
	print_begin(p);
	for (uint64_t i = 0; rc == ERR_OK && i < count && !ferror(stdout); i++) {
		struct record *r;

		rc = registry_get_number(p->in->registry, hits[i].number, &r, e);
		if (rc == ERR_NOT_FOUND) {      /* removed meanwhile */
			rc = ERR_OK;
			continue;
		}
		if (rc != ERR_OK)
			break;
		if (p->format == LIST_JSON || p->format == LIST_JSONL)
			print_json(p, r);
		else
			print_line(p, r);
		p->count++;
		record_free(r);
	}
	if (p->format == LIST_JSON)
		fputs(p->count > 0 ? "\n]\n" : "[]\n", stdout);
	return rc;
}

static enum err_code
find_run(struct invocation *in, struct err *e)
{
	struct printing p = { .in = in };
	const char *name = option_value(in, "type");
	bool only_count = option_value(in, "count") != NULL;
	const struct type *only = NULL;
	struct hit *hits = NULL;
	struct buf query;
	uint64_t count = 0;
	int64_t limit;
	enum err_code rc = name == NULL ? ERR_OK : get_type(in, name, &only, e);

	if (rc == ERR_OK)
		rc = get_choice(in, "format", list_formats, &p.format, e);
	if (rc == ERR_OK)
		rc = get_disclosure(in, &p.disclosure, e);
	if (rc == ERR_OK)
		rc = get_number(in, "limit", 0, INT64_MAX, -1, &limit, e);
	if (rc != ERR_OK)
		return rc;
	buf_init(&query);
	join_arguments(in, 0, &query);
	rc = registry_find(in->registry, buf_string(&query), only, only_count ? NULL : &hits,
	                   &count, e);
	p.query = buf_string(&query);
	if (rc == ERR_OK && only_count)
		print("%" PRIu64 "\n", count);
	else if (rc == ERR_OK)
		rc = print_hits(&p, hits,
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
	.name = "find",
	.arguments = "QUERY...",
	.help = N_("find records of every type"),
	.details = N_("First come those that have the words in their code, then those with the words in their "
	              "title, then the rest with the field in which they were found; of each, type by type in "
	              "the order of codes. The query language "
	              "is described in chancery-query(7). The status is 1 if nothing matches."),
	.least = 1, .most = -1,
	.need = NEED_STORE,
	.options = {
		{ "type", "TYPE", N_("only records of this type"), 0 },
		{ "limit", "N", N_("no more than N"), 0 },
		{ "count", NULL, N_("only say how many there are"), 0 },
		{ "format", "FORMAT", N_("table, csv, json or jsonl"), 0 },
		{ "sensitive", NULL, N_("with sensitive fields and small counts"), 0 },
	},
	.run = find_run,
};
