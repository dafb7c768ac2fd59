/* Lists all reports: the heading of each, and the function that builds it. */
#include <config.h>

#include "view/report/report.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "view/report/paper.h"
#include "view/report/past.h"

static enum err_code
build_used_by(struct registry *r, const struct report_subject *s, int width,
              struct sheet_lines *out, struct err *e)
{
	return report_used_by(r, s->number, s->as_of, width, out, e);
}

static enum err_code
build_series(struct registry *r, const struct report_subject *s, int width, struct sheet_lines *out,
             struct err *e)
{
	return report_series(r, s->record, width, out, e);
}

static enum err_code
build_cover(struct registry *r, const struct report_subject *s, int width, struct sheet_lines *out,
            struct err *e)
{
	return report_cover(r, s->record, width, out, e);
}

static enum err_code
build_attendance(struct registry *r, const struct report_subject *s, int width, struct sheet_lines *out,
           struct err *e)
{
	return report_attendance(r, s->record, width, out, e);
}

static enum err_code
build_beside(struct registry *r, const struct report_subject *s, int width, struct sheet_lines *out,
             struct err *e)
{
	return report_beside(r, s->record, s->number, width, out, e);
}

static enum err_code
build_history(struct registry *r, const struct report_subject *s, int width,
              struct sheet_lines *out, struct err *e)
{
	return past_report(r, s->number, width, out, e);
}

static enum err_code
build_version(struct registry *r, const struct report_subject *s, int width,
              struct sheet_lines *out, struct err *e)
{
	(void)e;
	sheet_of(r, s->record, &(struct sheet_form){ .width = width + SHEET_LABEL }, out);
	return ERR_OK;
}

static enum err_code
build_row(struct registry *r, const struct report_subject *s, int width, struct sheet_lines *out,
          struct err *e)
{
	return report_row(r, s->record, s->table, s->row, width, out, e);
}

static enum err_code
build_act(struct registry *r, const struct report_subject *s, int width, struct sheet_lines *out,
          struct err *e)
{
	return report_act(r, s->number, width, out, e);
}

static enum err_code
build_found(struct registry *r, const struct report_subject *s, int width, struct sheet_lines *out,
            struct err *e)
{
	return report_found(r, s->text, width, out, e);
}

static enum err_code
build_log(struct registry *r, const struct report_subject *s, int width, struct sheet_lines *out,
          struct err *e)
{
	(void)s;
	return report_log(r, width, out, e);
}

static const struct {
	const char *title;              /* a format for a name, or a whole heading */
	enum err_code (*build)(struct registry *r, const struct report_subject *s, int width,
	                       struct sheet_lines *out, struct err *e);
} reports[REPORT_COUNT] = {
	[REPORT_USED_BY] = { N_("What refers to %s"), build_used_by },
	[REPORT_SERIES]  = { N_("The series of %s"), build_series },
	[REPORT_COVER]   = { N_("Who covers %s"), build_cover },
	[REPORT_ATTENDANCE]    = { N_("Who came to %s"), build_attendance },
	[REPORT_BESIDE]  = { N_("%s may be there already"), build_beside },
	[REPORT_PAPER]   = { N_("Print: %s"), report_paper },
	[REPORT_FOUND]   = { N_("Found: %s"), build_found },
	[REPORT_ROW]     = { "%s", build_row },
	[REPORT_HISTORY] = { N_("History of %s"), build_history },
	[REPORT_VERSION] = { "%s", build_version },
	[REPORT_ACT]     = { N_("What act %s changed"), build_act },
	[REPORT_LOG]     = { N_("What was done in the register"), build_log },
	[REPORT_DUE]     = { N_("What is due"), report_due },
	[REPORT_CLASHES] = { N_("Clashes  %s"), report_clashes },
	[REPORT_CALENDAR] = { N_("Calendar  %s"), report_calendar },
};

/* A new record may have no code yet: then its title names it, or its type. */
static char *
name_of(struct registry *r, const struct record *record)
{
	char *name = registry_code(r, record);

	if (*name == '\0') {
		free(name);
		name = registry_title(r, record);
	}
	if (*name == '\0') {
		free(name);
		name = mem_text(record->type->label);
	}
	return name;
}

/* "Meeting CP-20181116", "Meeting CP-20181116, which was removed". */
static char *
past_name(struct registry *r, uint32_t number)
{
	struct record *last;
	bool is_removed;
	char *code, *name;

	if (registry_last_known(r, number, &is_removed, &last, NULL) != ERR_OK)
		return mem_text("?");
	code = registry_code(r, last);
	name = mem_printf(is_removed ? _("%s %s, which was removed") : "%s %s", last->type->label,
	                  code);
	free(code);
	record_free(last);
	return name;
}

/* "Meeting CP-20181116, version 2 of 5". */
static char *
version_name(struct registry *r, const struct report_subject *s)
{
	struct record *last;
	bool is_removed;
	char *code = registry_code(r, s->record), *name;
	uint64_t count = s->record->version;

	if (registry_last_known(r, s->number, &is_removed, &last, NULL) == ERR_OK) {
		count = last->version + is_removed;
		record_free(last);
	}
	name = mem_printf(_("%s %s, version %" PRIu64 " of %" PRIu64), s->record->type->label, code,
	                  s->record->version, count);
	free(code);
	return name;
}

/* "Meeting CP-20181116  Attendance" */
static char *
row_title(struct registry *r, const struct report_subject *s)
{
	char *code = registry_code(r, s->record),
	     *name = mem_printf("%s %s  %s", s->record->type->label, code, s->table->label);

	free(code);
	return name;
}

/* "2026-11-28 to 2027-02-26" */
static char *
days_name(const struct report_subject *s)
{
	char first[DATE_TEXT], last[DATE_TEXT];
	partial_date from, to;

	report_days(s, &from, &to);
	date_format(from, first);
	date_format(to, last);
	return mem_printf(_("%s to %s"), first, last);
}

static char *
subject_name(struct registry *r, enum report report, const struct report_subject *s)
{
	switch (report) {
	case REPORT_FOUND:   return mem_text(s->text);
	case REPORT_HISTORY: return past_name(r, s->number);
	case REPORT_VERSION: return version_name(r, s);
	case REPORT_PAPER:   return paper_title(r, s);
	case REPORT_ROW:     return row_title(r, s);
	case REPORT_ACT:     return mem_printf("%u", (unsigned)s->number);
	case REPORT_CLASHES:
	case REPORT_CALENDAR: return days_name(s);
	default:             return s->record == NULL ? mem_text("") : name_of(r, s->record);
	}
}

char *
report_title(struct registry *r, enum report report, const struct report_subject *subject)
{
	char *name = subject_name(r, report, subject);
	char *title = mem_printf(_(reports[report].title), name);

	free(name);
	return title;
}

enum err_code
report_build(struct registry *r, enum report report, const struct report_subject *subject,
             int width, struct sheet_lines *out, struct err *e)
{
	struct report_subject s = *subject;

	if (s.number == 0 && s.record != NULL)
		s.number = s.record->number;
	return reports[report].build(r, &s, width, out, e);
}
