/* Implements "count", which counts records by what they have. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "command/command.h"
#include "exchange/tabular.h"
#include "figures/count.h"

static const char *const sorts[] = { "value", "-count", NULL };

struct counting {
	struct invocation *in;
	struct count_question question;
	struct count_path paths[MOST_COUNT_PATHS];
	char *names;                    /* the text of --by, taken apart */
	int64_t limit;
	struct counts counts;
};

static enum err_code
read_paths(struct counting *c, const struct query_scope *scope, struct err *e)
{
	const char *by = option_value(c->in, "by");
	enum err_code rc = ERR_OK;
	char *name;

	if (by == NULL)
		return err_set(e, ERR_USAGE, _("--by says what to count by: --by start.year"));
	c->names = mem_text(by);
	c->question.paths = c->paths;
	for (char *next = c->names; rc == ERR_OK && (name = strsep(&next, ",")) != NULL; ) {
		if (c->question.path_count == MOST_COUNT_PATHS)
			return err_set(e, ERR_USAGE, _("more than %d paths"), MOST_COUNT_PATHS);
		rc = count_path_parse(name, scope, &c->paths[c->question.path_count++], e);
	}
	return rc;
}

static enum err_code
read_question(struct counting *c, struct err *e)
{
	enum err_code rc = get_type(c->in, c->in->arguments[0], &c->question.type, e);

	if (rc == ERR_OK)
		rc = read_paths(c, &(struct query_scope){ registry_schema(c->in->registry),
		                                          c->question.type, NULL },
		                e);
	if (rc == ERR_OK)
		rc = get_number(c->in, "limit", 0, INT64_MAX, INT64_MAX, &c->limit, e);
	if (rc == ERR_OK)
		rc = get_date(c->in, "as-of", &c->question.as_of, e);
	if (rc == ERR_OK)
		rc = get_query(c->in, 1, c->question.type, NULL, &c->question.query, e);
	return rc;
}

/* ---- what is written: for each path a column for files and one for people */

static void
put_count(struct tabular *t, uint64_t count)
{
	char *text = mem_printf("%" PRIu64, count);

	tabular_put(t, text);
	free(text);
}

/* How many records there are: those in several lines are one each. */
static void
put_total(const struct counting *c, struct tabular *t)
{
	for (size_t i = 0; i < c->question.path_count; i++) {
		tabular_put(t, "");
		tabular_put(t, i > 0 ? "" : c->counts.are_overlapping ?
		                            _("Total (each record once)") : _("Total"));
	}
	put_count(t, c->counts.records);
}

static void
put_counts(const struct counting *c, enum tabular_format format)
{
	const struct query_scope scope = { registry_schema(c->in->registry), c->question.type, NULL };
	struct tabular_column columns[2 * MOST_COUNT_PATHS + 1] = { 0 };
	struct buf labels[MOST_COUNT_PATHS];
	size_t paths = c->question.path_count;
	struct tabular *t;

	for (size_t i = 0; i < paths; i++) {
		buf_init(&labels[i]);
		path_label(&c->paths[i].path, &scope, &labels[i]);
		columns[2 * i] = (struct tabular_column){ .name = c->paths[i].name };
		columns[2 * i + 1] = (struct tabular_column){ .name = "", .is_people_only = true,
			                                      .label = buf_string(&labels[i]) };
	}
	columns[2 * paths] = (struct tabular_column){ .name = "count", .label = _("Count"),
		                                      .kind = TABULAR_NUMBER };
	t = tabular_begin(stdout, format, columns, 2 * paths + 1);
	for (size_t i = 0; i < c->counts.count && i < (uint64_t)c->limit; i++) {
		const struct count_line *line = &c->counts.list[i];

		for (size_t j = 0; j < paths; j++) {
			tabular_put(t, line->keys[j]);
			tabular_put(t, line->labels[j]);
		}
		put_count(t, line->count);
	}
	if (format == TABULAR_TABLE && option_value(c->in, "total") != NULL && c->counts.count > 0)
		put_total(c, t);
	tabular_end(t);
	for (size_t i = 0; i < paths; i++)
		buf_clear(&labels[i]);
}

static enum err_code
count_run(struct invocation *in, struct err *e)
{
	struct counting c = { .in = in };
	enum err_code rc = read_question(&c, e);

	if (rc == ERR_OK)
		rc = counts_read(in->registry, &c.question, &c.counts, e);
	if (rc == ERR_OK) {
		if (strcmp(option_choice(in, "sort"), "-count") == 0)
			counts_sort(&c.counts);
		put_counts(&c, tabular_named(option_choice(in, "format")));
	}
	if (rc == ERR_OK && c.counts.count == 0) {
		rc = ERR_NOT_FOUND;
		in->is_silent = true;
	}
	counts_clear(&c.counts);
	query_free(c.question.query);
	free(c.names);
	return rc;
}

const struct command count_command = {
	.arguments = "TYPE [QUERY...]",
	.help = N_("how many records there are of each value of a field"),
	.details = N_("A path leads to the value: process, state.region, attendance.party; behind a date or a period"
	              " .year, .quarter, .month or .decade says how much of it. Several paths give a line for"
	              " each combination. A record with several values is counted in each of their lines. A date"
	              " of which too little is known has a line of its own. The status is 1 if nothing"
	              " matches."),
	.least = 1, .most = -1,
	.need = NEED_STORE,
	.options = {
		{ "by", "PATH,PATH", N_("what to count by: process,start.year"), NULL },
		{ "sort", NULL, N_("by the values, or by the counts, the greatest first"), sorts },
		{ "limit", "N", N_("no more than N lines"), NULL },
		{ "total", NULL, N_("a last line of the table with how many records there are"), NULL },
		{ "as-of", "DATE", N_("only rows that were in force on that date"), NULL },
		{ "format", NULL, N_("the format of what is written"), tabular_names },
	},
	.run = count_run,
};
