/* Holds the conversations of view/deed/deeds.c on the screen, with windows and the message line. */
#include <config.h>

#include "tui/screen/face.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/screen/lookup.h"
#include "tui/screen/screens.h"
#include "tui/screen/undo_screen.h"

static struct app *
app_of(struct face *f)
{
	return ((struct tui_face *)f)->app;
}

static void
say(struct face *f, const char *sentence)
{
	app_say(app_of(f), "%s", sentence);
}

static void
refuse(struct face *f, const struct err *e)
{
	app_refuse(app_of(f), e);
}

static bool
ask_text(struct face *f, const char *question, const char *complaint, char **text)
{
	struct edit edit;
	bool is_given;

	if (complaint != NULL) {
		char *said = mem_printf(_("%s Space goes on."), complaint);

		app_ask_letter(app_of(f), said, LETTERS_GO_ON);
		free(said);
	}
	edit_init(&edit, *text, false);
	is_given = app_ask_text(app_of(f), question, &edit);
	if (is_given) {
		free(*text);
		*text = mem_text(edit_text(&edit));
	}
	edit_clear(&edit);
	return is_given;
}

static char
ask_letter(struct face *f, const char *question, enum letters letters)
{
	return app_ask_letter(app_of(f), question, letters);
}

static char
ask_over(struct face *f, enum report report, const struct record *record, const char *question,
         enum letters letters)
{
	struct app *a = app_of(f);
	char answer;

	app_push(a, report_screen(a, report, &(struct report_subject){ .record = record }));
	answer = app_ask_letter(a, question, letters);
	app_pop(a);
	return answer;
}

static bool
confirm_undo(struct face *f, const struct undo_plan *plan)
{
	return undo_confirm(app_of(f), plan);
}

static bool
look_up(struct face *f, const struct field *field, const char *text, struct buf *out)
{
	return lookup_choose(app_of(f), field, text, out);
}

static void
show_report(struct face *f, enum report report, const struct report_subject *subject)
{
	app_push(app_of(f), report_screen(app_of(f), report, subject));
}

static void
review(struct face *f, enum report report, const struct report_subject *subject)
{
	app_visit(app_of(f), report_screen(app_of(f), report, subject));
}

static void
show_record(struct face *f, uint32_t number)
{
	app_open_record(app_of(f), number);
}

static void
show_list(struct face *f, const struct type *type, const char *query)
{
	app_push(app_of(f), list_screen_limited(app_of(f), type, query));
}

/* An unfinished edit of the record is offered first. */
static void
edit(struct face *f, struct record *record)
{
	struct app *a = app_of(f);

	if (record->number != 0 && app_offer_draft(a, record->type, record->number))
		record_free(record);
	else
		app_push(a, form_screen(a, record));
}

static void
resume(struct face *f, struct draft *d)
{
	app_resume(app_of(f), d);
}

static const char *
key_of(struct face *f, enum action_id action)
{
	return app_key_of(app_of(f), action);
}

struct tui_face
tui_face(struct app *a)
{
	static const struct face_ops ops = {
		.say = say, .refuse = refuse, .ask_text = ask_text, .ask_letter = ask_letter,
		.ask_over = ask_over, .confirm_undo = confirm_undo, .look_up = look_up, .show_report = show_report,
		.review = review, .show_record = show_record, .show_list = show_list,
		.edit = edit, .resume = resume, .key_of = key_of,
	};

	return (struct tui_face){ .face = { .ops = &ops, .registry = a->registry }, .app = a };
}
