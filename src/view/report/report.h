/* Lines to read that are compiled from several records: each function appends to *out, for a screen
 * of that width. */
#ifndef VIEW_REPORT_H
#define VIEW_REPORT_H

#include "view/input/bindings.h"
#include "view/report/sheet.h"

/* The reports that both interfaces offer. Those from the history on are of the past: what their lines are about can
 * be opened and put back (view/deed/past_deeds.h). */
enum report {
	REPORT_USED_BY, REPORT_SERIES, REPORT_COVER, REPORT_ATTENDANCE, REPORT_BESIDE, REPORT_DUE,
	REPORT_CLASHES, REPORT_CALENDAR, REPORT_PAPER, REPORT_FOUND, REPORT_ROW, REPORT_HISTORY,
	REPORT_VERSION, REPORT_LOG, REPORT_ACT, REPORT_COUNT
};

/* What a report is about: what of it each asks for stands beside the member. */
struct report_subject {
	const struct record *record;    /* that it is about; of REPORT_VERSION, as it was then */
	uint32_t number;                /* a record's, where record is NULL or another's is meant; an
	                                   act's */
	const char *text;               /* what was looked for; the limit of what lies ahead; the
	                                   name of REPORT_PAPER's document, NULL: the first */
	partial_date as_of;             /* what was in force then; DATE_NONE: whenever */
	const struct field *table;      /* of REPORT_ROW: the table that the row is in */
	uint64_t row;                   /* its identity */
	partial_date day;               /* the first of REPORT_CALENDAR and REPORT_CLASHES; DATE_NONE: today */
	bool is_brief;                  /* of REPORT_CALENDAR: without what is due */
};

#define REPORT_DAYS 90  /* of the calendar and of clashes */

/* Whether the report is of what lies ahead: it can be limited by a query. */
static inline bool
report_is_ahead(enum report report)
{
	return report == REPORT_DUE || report == REPORT_CLASHES || report == REPORT_CALENDAR;
}

static inline bool
report_is_past(enum report report)
{
	return report >= REPORT_HISTORY;
}

/* Its heading; the caller frees it. */
char *report_title(struct registry *r, enum report report, const struct report_subject *subject);
enum err_code report_build(struct registry *r, enum report report,
                           const struct report_subject *subject, int width,
                           struct sheet_lines *out, struct err *e);

/* ---- each of them */

/* Everything that refers to the record, by type and field; of rows what they say of it. as_of: only
 * what was in force on the date (DATE_NONE: whenever). */
enum err_code report_used_by(struct registry *r, uint32_t number, partial_date as_of, int width,
                             struct sheet_lines *out, struct err *e);

/* The limit that shows what refers to the record by the referrer's field, such as
 * "attendance.party:state:LK"; the caller frees it. */
char *report_referring_query(struct registry *r, const struct referrer *ref, uint32_t target);

/* A row of the record on a page of its own. ERR_NOT_FOUND: it was removed since. */
enum err_code report_row(struct registry *r, const struct record *record, const struct field *table,
                         uint64_t row, int width, struct sheet_lines *out, struct err *e);

/* What was done in the register, the newest first; some hundreds of acts. The lines' keys are the
 * numbers of the acts. */
enum err_code report_log(struct registry *r, int width, struct sheet_lines *out, struct err *e);
/* The records that an act changed; some hundreds. The lines' keys are the numbers of the
 * records. */
enum err_code report_act(struct registry *r, uint32_t act, int width, struct sheet_lines *out,
                         struct err *e);

/* The records of a series in order: those whose series is this record, or this record's own. */
enum err_code report_series(struct registry *r, const struct record *record, int width,
                            struct sheet_lines *out, struct err *e);

/* Who covers the record: what sits in it, what covers it, and what stands above those. */
enum err_code report_cover(struct registry *r, const struct record *record, int width,
                           struct sheet_lines *out, struct err *e);

/* Who attended the record, who sent apologies, who did not come, in protocol order; and the members
 * of its series on the day that are not on the list. ERR_USAGE: such records have no attendance. */
enum err_code report_attendance(struct registry *r, const struct record *record, int width,
                          struct sheet_lines *out, struct err *e);

/* Two records side by side, field by field; what differs is marked. */
enum err_code report_beside(struct registry *r, const struct record *one, uint32_t other, int width,
                            struct sheet_lines *out, struct err *e);

/* What is late, and what is due within a month; of the operator's office first, if there is one.
 * subject->text limits the records. */
enum err_code report_due(struct registry *r, const struct report_subject *subject, int width,
                         struct sheet_lines *out, struct err *e);

/* The meetings on the same days that one State is expected at, sure and possible. */
enum err_code report_clashes(struct registry *r, const struct report_subject *subject, int width,
                             struct sheet_lines *out, struct err *e);

/* What meets and what is due, day by day. */
enum err_code report_calendar(struct registry *r, const struct report_subject *subject, int width,
                              struct sheet_lines *out, struct err *e);

/* The days that the calendar and clashes are of. */
void report_days(const struct report_subject *subject, partial_date *from, partial_date *to);

/* The records of all types that match the query, the nearest first; some hundreds. */
enum err_code report_found(struct registry *r, const char *query, int width,
                           struct sheet_lines *out, struct err *e);

/* What the keys do on a screen of that kind, by the menus that they are in, and what its marks mean. */
void report_keys(const struct bindings *b, unsigned kind, int width, struct sheet_lines *out);

#endif
