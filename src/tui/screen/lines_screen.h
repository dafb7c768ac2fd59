/* Screens of lines that are compiled from the register. */
#ifndef TUI_LINES_SCREEN_H
#define TUI_LINES_SCREEN_H

#include "tui/app/app.h"
#include "view/report/report.h"

/* Where the lines come from; they are made anew when the screen's width or the register changes. */
struct lines_source {
	enum err_code (*build)(struct app *a, const struct lines_source *s, int width,
	                       struct sheet_lines *out, struct err *e);
	struct record *record;          /* that it is about, or NULL; the screen's own */
	uint32_t number;
	unsigned kind;
	/* What the keys do, where that is not what the kind says. */
	void (*explain)(struct app *a, struct sheet_lines *out, int width);
	bool is_report;
	enum report report;             /* if it is one */
	char *text;                     /* what was asked, or NULL; the screen's own */
	const struct field *table;      /* of a report about a row: its table */
	uint64_t row;
	partial_date day;               /* of a report of what lies ahead: see struct report_subject */
	bool is_brief;
};

struct screen *lines_screen(struct app *a, const char *title, const struct lines_source *source);

#endif
