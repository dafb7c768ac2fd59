/* Implements "calendar", which says what meets, and what is due, day by day. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date_words.h"
#include "base/intl.h"
#include "base/print.h"
#include "base/text.h"
#include "command/command.h"
#include "command/days.h"
#include "exchange/tabular.h"
#include "figures/calendar.h"

static const char *const formats[] = { "text", "csv", "json", NULL };

/* ---- text: columns as wide as what they hold */

#define CELLS 5

/* "Thu-Fri"; of a partial date, that its day is not set. */
static void
put_weekdays(const struct calendar_entry *entry, struct buf *out)
{
	if (!date_is_whole(entry->start)) {
		buf_text(out, _("day not set"));
		return;
	}
	buf_text(out, weekday_short(date_weekday(entry->start)));
	if (entry->end != DATE_NONE && entry->end != entry->start && date_is_whole(entry->end))
		buf_printf(out, "-%s", weekday_short(date_weekday(entry->end)));
}

static void
put_place(const struct calendar_entry *entry, struct buf *out)
{
	if (entry->is_due) {
		buf_text(out, entry->code);
		return;
	}
	buf_text(out, entry->city);
	if (*entry->country != '\0')
		buf_printf(out, "%s%s", out->size > 0 ? ", " : "", entry->country);
	if (entry->is_off)
		buf_printf(out, "%s(%s)", out->size > 0 ? "  " : "", entry->status);
}

static void
fill_cells(const struct calendar_entry *entry, struct buf cells[CELLS])
{
	char start[DATE_TEXT];

	for (int i = 0; i < CELLS; i++)
		buf_init(&cells[i]);
	date_format(entry->start, start);
	buf_text(&cells[0], start);
	put_weekdays(entry, &cells[1]);
	buf_text(&cells[2], entry->is_due ? _("due") : entry->series);
	buf_text(&cells[3], entry->title);
	put_place(entry, &cells[4]);
}

static void
put_text(const struct calendar *c)
{
	struct buf (*cells)[CELLS] = mem_new(sizeof *cells * (c->count + 1));
	int widths[CELLS] = { 0 };

	for (size_t i = 0; i < c->count; i++) {
		fill_cells(&c->list[i], cells[i]);
		for (int j = 0; j < CELLS; j++) {
			int width = text_width(buf_string(&cells[i][j]), cells[i][j].size);

			widths[j] = width > widths[j] ? width : widths[j];
		}
	}
	for (size_t i = 0; i < c->count; i++) {
		int last = CELLS - 1;

		while (cells[i][last].size == 0)
			last--;
		for (int j = 0; j <= last; j++)
			print("%s%-*s", j > 0 ? "  " : "", j < last ? widths[j] : 0,
			      buf_string(&cells[i][j]));
		putchar('\n');
		for (int j = 0; j < CELLS; j++)
			buf_clear(&cells[i][j]);
	}
	free(cells);
}

/* ---- files */

static void
put_date(struct tabular *t, partial_date date)
{
	char text[DATE_TEXT] = "";

	if (date != DATE_NONE)
		date_format(date, text);
	tabular_put(t, text);
}

static void
put_table(const struct calendar *c, enum tabular_format format)
{
	static const struct tabular_column columns[] = {
		{ .name = "start", .kind = TABULAR_PLAIN },
		{ .name = "end", .kind = TABULAR_PLAIN },
		{ .name = "kind", .kind = TABULAR_PLAIN },
		{ .name = "type", .kind = TABULAR_PLAIN },
		{ .name = "code" },
		{ .name = "series" },
		{ .name = "title" },
		{ .name = "city" },
		{ .name = "country" },
		{ .name = "status", .kind = TABULAR_PLAIN },
		{ .name = "clashes", .kind = TABULAR_NUMBER },
	};
	struct tabular *t = tabular_begin(stdout, format, columns, sizeof columns / sizeof columns[0]);

	for (size_t i = 0; i < c->count; i++) {
		const struct calendar_entry *entry = &c->list[i];

		put_date(t, entry->start);
		put_date(t, entry->end);
		tabular_put(t, entry->is_due ? "due" : "event");
		tabular_put(t, entry->type->name);
		tabular_put(t, entry->code);
		tabular_put(t, entry->series);
		tabular_put(t, entry->title);
		tabular_put(t, entry->city);
		tabular_put(t, entry->country);
		tabular_put(t, entry->status_name);
		tabular_put(t, entry->clashes ? "1" : "0");
	}
	tabular_end(t);
}

/* ---- the command */

/* The first argument may be a type. */
static enum err_code
read_type(const struct invocation *in, struct calendar_question *q, int *first, struct err *e)
{
	const struct schema *schema = registry_schema(in->registry);

	*first = in->count > 0 &&
	         schema_find_type(schema, in->arguments[0], &q->type, NULL) == ERR_OK;
	if (*first == 0)
		q->type = type_of_events(schema);
	if (q->type == NULL)
		return err_set(e, ERR_USAGE, _("no type of the schema has a start"));
	if (!type_has_events(q->type))
		return err_set(e, ERR_USAGE, _("%s has no start, and is in no calendar"), q->type->name);
	return ERR_OK;
}

static enum err_code
read_month(const struct invocation *in, struct calendar_question *q, struct err *e)
{
	partial_date month;
	enum err_code rc = get_date(in, "month", &month, e);

	if (rc != ERR_OK || month == DATE_NONE)
		return rc;
	if (option_value(in, "from") != NULL || option_value(in, "to") != NULL)
		return err_set(e, ERR_USAGE, _("--month stands in place of --from and --to"));
	q->from = date_earliest(month);
	q->to = date_latest(month);
	return ERR_OK;
}

static enum err_code
read_question(const struct invocation *in, struct calendar_question *q, int *first, struct err *e)
{
	enum err_code rc = read_type(in, q, first, e);

	q->today = date_today();
	q->with_due = option_value(in, "due") != NULL;
	if (rc == ERR_OK)
		rc = get_days(in, &q->from, &q->to, e);
	if (rc == ERR_OK)
		rc = read_month(in, q, e);
	if (rc == ERR_OK)
		rc = get_party(in, q->type, &q->party, e);
	return rc;
}

static enum err_code
calendar_run(struct invocation *in, struct err *e)
{
	const char *format = option_choice(in, "format");
	struct calendar_question q = { 0 };
	struct calendar calendar = { 0 };
	struct buf query;
	int first;
	enum err_code rc = read_question(in, &q, &first, e);

	buf_init(&query);
	if (rc == ERR_OK) {
		join_arguments(in, first, &query);
		q.query = buf_string(&query);
		rc = calendar_read(in->registry, &q, &calendar, e);
	}
	if (rc == ERR_OK && strcmp(format, "text") == 0)
		put_text(&calendar);
	else if (rc == ERR_OK)
		put_table(&calendar, tabular_named(format));
	if (rc == ERR_OK && calendar.count == 0) {
		rc = ERR_NOT_FOUND;
		in->is_silent = true;
	}
	calendar_clear(&calendar);
	buf_clear(&query);
	return rc;
}

const struct command calendar_command = {
	.arguments = "[TYPE] [QUERY...]",
	.help = N_("what meets, day by day"),
	.details = N_("The type has records with a start: meetings, unless another is named. Partial dates stand at the"
	              " end of their month or year. The query language is described in chancery-query(7)."
	              " The status is 1 if there is nothing."),
	.least = 0, .most = -1,
	.need = NEED_STORE,
	.options = {
		{ "from", "DATE", N_("from that day on; today, unless it is said"), NULL },
		{ "to", "DATE", N_("up to that day; 90 days on, unless it is said"), NULL },
		{ "month", "DATE", N_("in that month or year: 2026-12"), NULL },
		{ "party", "PARTY", N_("only what this State (or organisation) is expected at"), NULL },
		{ "due", NULL, N_("also what is due"), NULL },
		{ "format", NULL, N_("the format of what is written"), formats },
	},
	.run = calendar_run,
};
