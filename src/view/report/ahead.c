/* Compiles what lies ahead: what is due, what clashes, and the calendar. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date_words.h"
#include "base/intl.h"
#include "base/text.h"
#include "figures/calendar.h"
#include "figures/clash.h"
#include "view/report/report.h"

#define SOON_DAYS 30
#define LABEL_WIDTH 14
#define CLASH_LABEL_WIDTH 18
#define CODE_WIDTH 14
#define SERIES_WIDTH 10
#define WIDEST 500              /* lines that are wider are for who does not see columns */

struct ahead {
	struct registry *registry;
	const struct report_subject *subject;
	int width;
	struct sheet_lines *out;
	int label;                      /* columns of the dates */
};

/* Appends a cell of a line: filled up to its width, unless nobody sees columns. */
static void
put_cell(const struct ahead *a, const char *text, int width, struct buf *line)
{
	if (a->width > WIDEST)
		buf_printf(line, "%s  ", text);
	else
		text_pad(text, strlen(text), width > 0 ? width : 0, TEXT_UTF8, line);
}

/* A line that leads to a record: a label, and a text behind it. Both are freed. */
static struct sheet_line *
add_line(const struct ahead *a, char *label, char *text, uint32_t target)
{
	struct buf line, cut;

	buf_init(&line);
	buf_init(&cut);
	put_cell(a, label, a->label, &line);
	buf_text(&line, text);
	text_show(buf_string(&line), line.size, a->width, TEXT_UTF8, &cut);
	sheet_table_line(a->out, LINE_ROW, buf_string(&cut));
	sheet_leads_to(a->out, target);
	buf_clear(&cut);
	buf_clear(&line);
	free(label);
	free(text);
	return &a->out->list[a->out->count - 1];
}

/* The headings of the columns; there are none for who does not see columns. */
static void
add_headings(const struct ahead *a, const char *label, const char *text)
{
	struct buf line;

	if (a->width > WIDEST)
		return;
	buf_init(&line);
	put_cell(a, label, a->label, &line);
	buf_text(&line, text);
	sheet_table_line(a->out, LINE_COLUMNS, buf_string(&line));
	buf_clear(&line);
}

/* ---- what is due */

/* "Invitations (Seventh SOM, 10 December)  RO-BKK; ILO" */
static char *
due_what(const struct ahead *a, const struct due_item *item)
{
	const struct directory *d = registry_directory(a->registry);
	struct buf what;

	buf_init(&what);
	buf_text(&what, item->what);
	if (due_is_offset(item->written)) {
		char offset[DATE_TEXT];

		due_format(item->written, offset);
		buf_printf(&what, ", %s", offset);
	}
	if (*item->of != '\0')
		buf_printf(&what, " (%s)", item->of);
	for (size_t i = 0; i < item->owner_count; i++) {
		buf_text(&what, i == 0 ? "  " : "; ");
		d->code(d->context, item->owners[i], &what);
	}
	return buf_take(&what);
}

static void
add_due(const struct ahead *a, const struct due_item *item)
{
	char *end = due_end_text(item), *what = due_what(a, item);
	int ends = text_width(end, strlen(end));
	struct buf text;

	buf_init(&text);
	put_cell(a, item->code, CODE_WIDTH + 1, &text);
	put_cell(a, what, a->width - LABEL_WIDTH - CODE_WIDTH - 1 - ends - 1, &text);
	buf_printf(&text, "%s%s", a->width > WIDEST ? "" : " ", end);
	free(what);
	free(end);
	add_line(a, due_day_text(item), buf_take(&text), item->record);
}

static void
add_due_part(const struct ahead *a, const struct due_list *list, enum due_when when,
             const char *heading)
{
	bool is_first = true;

	for (size_t i = 0; i < list->count; i++) {
		if (list->list[i].when != when)
			continue;
		if (is_first)
			sheet_heading(a->out, heading);
		is_first = false;
		add_due(a, &list->list[i]);
	}
}

/* What one office owes, or (0) everybody. */
static enum err_code
add_due_of(const struct ahead *a, uint32_t office, struct due_list *list, struct err *e)
{
	partial_date today = date_today();
	const struct due_question q = { .query = a->subject->text, .today = today, .owner = office,
		                        .until = date_add(today, SOON_DAYS, 'd') };
	char *soon = mem_printf(ngettext("Within %d day", "Within %d days", SOON_DAYS), SOON_DAYS);
	enum err_code rc = due_read(a->registry, &q, list, e);

	if (rc == ERR_OK && list->count == 0)
		sheet_heading(a->out, _("Nothing is due."));
	if (rc == ERR_OK) {
		add_due_part(a, list, DUE_LATE, _("Late"));
		add_due_part(a, list, DUE_SOON, soon);
	}
	free(soon);
	return rc;
}

enum err_code
report_due(struct registry *r, const struct report_subject *subject, int width,
           struct sheet_lines *out, struct err *e)
{
	const struct ahead a = { r, subject, width, out, LABEL_WIDTH };
	uint32_t office = registry_my_office(r);
	struct due_list mine = { 0 }, all = { 0 };
	size_t late, soon;
	enum err_code rc = ERR_OK;

	if (office != 0) {
		sheet_heading(out, _("== Of my office"));
		rc = add_due_of(&a, office, &mine, e);
		sheet_heading(out, _("== Of all"));
	}
	if (rc == ERR_OK)
		rc = add_due_of(&a, 0, &all, e);
	late = due_count(&all, DUE_LATE);
	soon = due_count(&all, DUE_SOON);
	if (rc == ERR_OK)
		out->summary = mem_printf(_("%zu late, %zu due within %d days"), late, soon, SOON_DAYS);
	due_list_clear(&mine);
	due_list_clear(&all);
	return rc;
}

/* ---- clashes */

/* "Seventh SOM, Geneva, 10-11 Dec" */
static void
put_event(const struct ahead *a, const struct event *event, struct buf *out)
{
	const struct directory *d = registry_directory(a->registry);

	d->title(d->context, event->number, registry_schema(a->registry)->language, out);
	buf_text(out, ", ");
	days_short(event->start, event->end, out);
}

static void
add_clash(const struct ahead *a, const struct clashes *c, const struct clash *clash)
{
	const struct directory *d = registry_directory(a->registry);
	const struct event *one = &c->events.list[clash->one], *other = &c->events.list[clash->other];
	struct buf label, text, note;
	struct sheet_line *line;
	partial_date from, to;

	buf_init(&label);
	buf_init(&text);
	buf_init(&note);
	clash_days(c, clash, &from, &to);
	if (clash->kind == CLASH_POSSIBLE && from / 100 == to / 100 && from != to)
		days_short(from / 100 * 100, DATE_NONE, &label);
	else
		days_short(from, to, &label);
	if (clash->kind == CLASH_POSSIBLE)
		buf_printf(&label, " %s", _("possible"));
	put_cell(a, clash->one_code, CODE_WIDTH + 1, &text);
	put_cell(a, clash->other_code, CODE_WIDTH + 2, &text);
	buf_printf(&text, "%zu:", clash->party_count);
	for (size_t i = 0; i < clash->party_count; i++) {
		buf_byte(&text, ' ');
		d->code(d->context, clash->parties[i], &text);
	}
	put_event(a, one, &note);
	buf_text(&note, " / ");
	put_event(a, other, &note);
	line = add_line(a, buf_take(&label), buf_take(&text), one->number);
	line->other = other->number;
	line->note = buf_take(&note);
}

static void
add_clash_headings(const struct ahead *a)
{
	struct buf text;

	buf_init(&text);
	put_cell(a, _("Meetings"), 2 * CODE_WIDTH + 3, &text);
	buf_text(&text, _("For"));
	add_headings(a, _("Days"), buf_string(&text));
	buf_clear(&text);
}

static void
add_unknown(const struct ahead *a, const struct clashes *c)
{
	const struct directory *d = registry_directory(a->registry);

	for (size_t i = 0; i < c->unknown_count; i++) {
		struct buf code;
		char *text;

		buf_init(&code);
		d->code(d->context, c->unknown[i], &code);
		text = mem_printf(_("The parties of %s are not known."), buf_string(&code));
		if (i == 0)
			sheet_blank(a->out);
		sheet_text(a->out, text, a->width);
		sheet_leads_to(a->out, c->unknown[i]);
		free(text);
		buf_clear(&code);
	}
}

enum err_code
report_clashes(struct registry *r, const struct report_subject *subject, int width,
               struct sheet_lines *out, struct err *e)
{
	const struct ahead a = { r, subject, width, out, CLASH_LABEL_WIDTH };
	struct clash_question q = { .query = subject->text, .with_possible = true };
	struct clashes clashes;
	size_t sure = 0;
	enum err_code rc;

	report_days(subject, &q.from, &q.to);
	rc = clashes_find(r, &q, &clashes, e);
	if (rc == ERR_OK && clashes.count > 0)
		add_clash_headings(&a);
	for (size_t i = 0; rc == ERR_OK && i < clashes.count; i++) {
		add_clash(&a, &clashes, &clashes.list[i]);
		sure += clashes.list[i].kind == CLASH_SURE;
	}
	if (rc == ERR_OK) {
		if (clashes.count == 0)
			sheet_heading(out, _("Nothing clashes."));
		add_unknown(&a, &clashes);
		out->summary = mem_printf(ngettext("%zu clash, %zu possible", "%zu clashes, %zu possible",
		                                   sure),
		                          sure, clashes.count - sure);
	}
	clashes_clear(&clashes);
	return rc;
}

/* ---- the calendar */

static char *
calendar_label(const struct calendar_entry *entry)
{
	struct buf label;

	buf_init(&label);
	days_short(entry->start, entry->end, &label);
	if (date_is_whole(entry->start))
		buf_printf(&label, " %s", weekday_short(date_weekday(entry->start)));
	return buf_take(&label);
}

static char *
calendar_text(const struct ahead *a, const struct calendar_entry *entry)
{
	struct buf text;

	buf_init(&text);
	put_cell(a, entry->is_due ? _("due") : entry->series, SERIES_WIDTH, &text);
	buf_text(&text, entry->title);
	if (*entry->city != '\0')
		buf_printf(&text, ", %s", entry->city);
	if (entry->is_due)
		buf_printf(&text, ", %s", entry->code);
	if (entry->is_off)
		buf_printf(&text, " (%s)", entry->status);
	if (!date_is_whole(entry->start))
		buf_printf(&text, " (%s)", _("day not set"));
	if (entry->clashes && a->width > WIDEST)
		buf_printf(&text, " (%s)", _("clash"));
	return buf_take(&text);
}

/* "Days  Process  Meeting, place" */
static void
add_calendar_headings(const struct ahead *a, const struct type *type)
{
	const struct field *series = type->fields.by_role[ROLE_SERIES];
	struct buf text;

	buf_init(&text);
	put_cell(a, series == NULL ? "" : series->label, SERIES_WIDTH, &text);
	buf_printf(&text, _("%s, place"), type->label);
	add_headings(a, _("Days"), buf_string(&text));
	buf_clear(&text);
}

static void
add_entry(const struct ahead *a, const struct calendar_entry *entry, int *year)
{
	struct sheet_line *line;

	if (entry->start / 10000 != *year) {
		char *heading;

		*year = (int)(entry->start / 10000);
		heading = mem_printf("-- %d --", *year);
		sheet_table_line(a->out, LINE_COLUMNS, heading);
		free(heading);
	}
	line = add_line(a, calendar_label(entry), calendar_text(a, entry), entry->record);
	line->mark = entry->clashes ? '&' : 0;
	line->from = entry->start;
	line->to = entry->is_due ? DATE_NONE : entry->end;
}

enum err_code
report_calendar(struct registry *r, const struct report_subject *subject, int width,
                struct sheet_lines *out, struct err *e)
{
	const struct ahead a = { r, subject, width, out, LABEL_WIDTH };
	struct calendar_question q = { .type = type_of_events(registry_schema(r)), .today = date_today(),
		                       .query = subject->text, .with_due = !subject->is_brief };
	struct calendar calendar = { 0 };
	int year;
	enum err_code rc;

	if (q.type == NULL)
		return err_set(e, ERR_USAGE, _("no type of the schema has a start"));
	report_days(subject, &q.from, &q.to);
	year = (int)(q.from / 10000);
	rc = calendar_read(r, &q, &calendar, e);
	if (rc == ERR_OK && calendar.count > 0)
		add_calendar_headings(&a, q.type);
	for (size_t i = 0; rc == ERR_OK && i < calendar.count; i++)
		add_entry(&a, &calendar.list[i], &year);
	if (rc == ERR_OK) {
		if (calendar.count == 0)
			sheet_heading(out, _("Nothing meets, and nothing is due."));
		out->summary = mem_printf(_("%zu meet, %zu due; %zu clash"), calendar.events, calendar.due,
		                          calendar.clashing);
	}
	calendar_clear(&calendar);
	return rc;
}

/* ---- which days */

void
report_days(const struct report_subject *subject, partial_date *from, partial_date *to)
{
	*from = subject->day == DATE_NONE ? date_today() : date_earliest(subject->day);
	*to = date_add(*from, REPORT_DAYS, 'd');
}
