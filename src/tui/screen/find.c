/* Finds words: in a list while they are typed, and in the whole register. */
#include <config.h>

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/find.h"
#include "tui/screen/lines_screen.h"
#include "tui/screen/screens.h"
#include "view/list/list.h"

struct finding {
	struct list *list;
	enum err_code rc;               /* of the words as they are now */
	struct err e;
};

static void
narrow(void *context, const char *text)
{
	struct finding *f = context;

	f->rc = list_narrow(f->list, text, &f->e);
}

/* What does not edit the words moves among what was found. */
static void
step(void *context, struct key key)
{
	struct finding *f = context;
	bool moved;

	switch (key.code) {
	case K_DOWN: f->rc = list_move(f->list, 1, &moved, &f->e); break;
	case K_UP: f->rc = list_move(f->list, -1, &moved, &f->e); break;
	case K_PAGE_DOWN: f->rc = list_page(f->list, true, &moved, &f->e); break;
	case K_PAGE_UP: f->rc = list_page(f->list, false, &moved, &f->e); break;
	default: break;
	}
}

/* Where the mark goes when it is over. */
static const struct record *
found_record(struct finding *f, const char *words, const struct record *was)
{
	if (f->rc != ERR_OK)
		return was;
	if (list_current(f->list) != NULL)
		return list_current(f->list);
	f->rc = err_set(&f->e, ERR_NOT_FOUND, _("no record of this list has \"%s\""), words);
	return was;
}

static struct record *
copy_of(const struct record *r)
{
	return r == NULL ? NULL : record_copy(r);
}

bool
find_run(struct app *a, struct list *l, struct edit *words)
{
	struct finding f = { .list = l };
	const struct live live = { &f, narrow, step };
	struct record *was = copy_of(list_current(l)), *to;
	size_t line = l->current;
	bool is_given = app_ask_live(a, _("Find:"), words, &live) && *edit_text(words) != '\0';
	struct err e;

	to = copy_of(is_given ? found_record(&f, edit_text(words), was) : was);
	if (list_widen(l, to, line, &e) != ERR_OK)
		app_refuse(a, &e);
	if (is_given && f.rc != ERR_OK)
		app_refuse(a, &f.e);
	record_free(to);
	record_free(was);
	return is_given;
}

/* ---- everywhere */

void
find_everywhere(struct app *a)
{
	struct edit edit;

	edit_init(&edit, "", false);
	if (app_ask_text(a, _("Find in all the register:"), &edit) && *edit_text(&edit) != '\0') {
		app_push(a, report_screen(a, REPORT_FOUND,
		                          &(struct report_subject){ .text = edit_text(&edit) }));
	}
	edit_clear(&edit);
}
