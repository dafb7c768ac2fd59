/* Scrolls and searches lines of text. */
#include <config.h>

#include "tui/widget/pager.h"

#include <string.h>

#include "tui/app/frame.h"

#define LABEL_COLUMN 3

void
pager_clear(struct pager *p)
{
	sheet_lines_clear(&p->lines);
}

/* Blank lines and the headings of columns are passed: there is nothing to do on them. */
static bool
is_stop(const struct pager *p, size_t line)
{
	enum line_kind kind = p->lines.list[line].kind;

	return kind != LINE_BLANK && kind != LINE_COLUMNS;
}

void
pager_settle(struct pager *p)
{
	size_t height = (size_t)app_body_height(),
	       last = p->lines.count > 0 ? p->lines.count - 1 : 0;

	if (p->current > last)
		p->current = last;
	if (p->top > p->current)
		p->top = p->current;
	if (p->current >= p->top + height)
		p->top = p->current - height + 1;
	if (p->top + height > p->lines.count)
		p->top = p->lines.count > height ? p->lines.count - height : 0;
}

static void
step(struct pager *p, bool down)
{
	size_t line = p->current;

	do {
		if (down ? line + 1 >= p->lines.count : line == 0)
			return;
		line += down ? 1 : (size_t)-1;
	} while (!is_stop(p, line));
	p->current = line;
}

bool
pager_act(struct pager *p, enum action_id action)
{
	size_t height = (size_t)app_body_height() - 1;

	if (p->lines.count == 0)
		return false;
	switch (action) {
	case ACTION_NEXT:
		step(p, true);
		break;
	case ACTION_PREVIOUS:
		step(p, false);
		/* The heading above the first value comes into sight with it. */
		if (p->current <= 1)
			p->top = 0;
		break;
	case ACTION_PAGE_DOWN:
		p->top += height;
		p->current = p->current + height < p->lines.count ? p->current + height :
		                                                    p->lines.count - 1;
		break;
	case ACTION_PAGE_UP:
		p->top = p->top > height ? p->top - height : 0;
		p->current = p->current > height ? p->current - height : 0;
		break;
	case ACTION_FIRST:
		p->top = p->current = 0;
		break;
	case ACTION_LAST:
		p->current = p->lines.count - 1;
		break;
	default:
		return false;
	}
	pager_settle(p);
	return true;
}

bool
pager_find(struct pager *p, const char *words, bool backwards)
{
	size_t n = p->lines.count;

	for (size_t i = 1; i <= n; i++) {
		size_t line = (p->current + (backwards ? n - i : i)) % n;

		if (text_has_words(p->lines.list[line].text, words) ||
		    text_has_words(p->lines.list[line].label, words)) {
			p->current = line;
			pager_settle(p);
			return true;
		}
	}
	return false;
}

/* Where the text of the line begins. */
static int
text_column(const struct sheet_line *l)
{
	switch (l->kind) {
	case LINE_HEADING: return LABEL_COLUMN - 2;
	case LINE_COLUMNS:
	case LINE_ROW:     return LABEL_COLUMN;
	case LINE_BELOW:   return LABEL_COLUMN + SHEET_BELOW;
	default:           return LABEL_COLUMN - 1 + sheet_label_room(l->label);
	}
}

/* A label that has its line for itself is not cut. */
static int
label_width(const struct sheet_line *l)
{
	return *l->text == '\0' ? term_columns() - LABEL_COLUMN : text_column(l) - LABEL_COLUMN - 1;
}

void
pager_draw(struct pager *p, int *y, int *x)
{
	int height = app_body_height(), width = term_columns();

	for (int i = 0; i < height && p->top + (size_t)i < p->lines.count; i++) {
		size_t line = p->top + (size_t)i;
		const struct sheet_line *l = &p->lines.list[line];
		int row = app_body_top() + i, text = text_column(l);

		if (line == p->current)
			term_put(row, 0, 1, ">", LOOK_PLAIN);
		if (l->mark != 0)
			term_put(row, 1, 1, (const char[]){ l->mark, '\0' }, LOOK_PLAIN);
		if (*l->label != '\0')
			term_put(row, LABEL_COLUMN, label_width(l), l->label, LOOK_PLAIN);
		if (text < width && *l->text != '\0')
			term_put(row, text, width - text, l->text,
			         l->kind == LINE_HEADING ? LOOK_STRONG : LOOK_PLAIN);
	}
	*y = app_body_top() + (int)(p->current - p->top);
	*x = 0;
}
