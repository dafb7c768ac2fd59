/* Shows what an undo takes back, before it asks. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "tui/screen/undo_screen.h"
#include "tui/widget/ask.h"

#define MOST_LINES 500          /* more than that nobody reads before the question */

/* ---- what does not fit into the question */

struct laying {
	struct sheet_lines *out;
	int width;
	size_t left;
};

static bool
lay_line(void *context, const char *line)
{
	struct laying *l = context;

	sheet_text(l->out, line, l->width);
	return --l->left > 0;
}

static enum err_code
build_plan(struct app *a, const struct lines_source *s, int width, struct sheet_lines *out,
           struct err *e)
{
	struct laying l = { out, width + SHEET_LABEL, MOST_LINES };
	const struct undo what = { .act = s->number };
	struct undo_plan plan;
	enum err_code rc = undo_plan(a->registry, &what, &plan, e);

	if (rc == ERR_OK) {
		sheet_heading(out, plan.heading);
		rc = undo_tell(a->registry, &plan, lay_line, &l, e);
	}
	undo_plan_clear(&plan);
	return rc;
}

static char
ask_below(struct app *a, const struct undo_plan *plan)
{
	const struct lines_source source = { .build = build_plan, .number = plan->what.act };
	char *question, answer;

	question = mem_printf(ngettext("Take back what was done to %llu record? (y/n)",
	                               "Take back what was done to %llu records? (y/n)",
	                               (unsigned long)undo_records(plan)),
	                      (unsigned long long)undo_records(plan));
	app_push(a, lines_screen(a, _("What is taken back"), &source));
	answer = app_ask_letter(a, question, LETTERS_NO_YES);
	app_pop(a);
	free(question);
	return answer;
}

/* ---- asking */

/* One record that fits is told in the question itself: that is fewer bytes than a screen. */
bool
undo_confirm(struct app *a, const struct undo_plan *plan)
{
	char *line = undo_line(a->registry, plan);
	char *question = mem_printf(_("Take back %s? (y/n)"), line);
	bool fits = undo_records(plan) == 1 &&
	            text_width(question, strlen(question)) < term_columns() - 1;
	char answer = fits ? app_ask_letter(a, question, LETTERS_NO_YES) : ask_below(a, plan);

	free(question);
	free(line);
	return answer == 'y';
}
