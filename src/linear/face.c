/* Holds the conversations of view/deed/deeds.c at the prompt, line by line. */
#include <config.h>

#include "linear/face.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"

#define MOST_UNDO_LINES 20      /* of an undo that are told before the question */

static struct talk *
talk_of(struct face *f)
{
	return ((struct linear_face *)f)->talk;
}

static void
say(struct face *f, const char *sentence)
{
	talk_say(talk_of(f), "%s", sentence);
}

static void
refuse(struct face *f, const struct err *e)
{
	talk_refuse(talk_of(f), e);
}

/* What the text starts as stands in brackets, and an empty line takes it. */
static bool
ask_text(struct face *f, const char *question, const char *complaint, char **text)
{
	char *shown = **text == '\0' ? mem_text(question) : mem_printf("%s [%s]", question, *text);
	const char *answer;

	if (complaint != NULL)
		say(f, complaint);
	answer = talk_ask(talk_of(f), shown);
	if (answer != NULL && *answer != '\0') {
		free(*text);
		*text = mem_text(answer);
	}
	free(shown);
	return answer != NULL;
}

static char
ask_letter(struct face *f, const char *question, enum letters letters)
{
	return talk_ask_letter(talk_of(f), question, letters);
}

/* Lines that were said stay before one's eyes or ears as it is. */
static char
ask_over(struct face *f, enum report report, const struct record *record, const char *question,
         enum letters letters)
{
	(void)report;
	(void)record;
	return ask_letter(f, question, letters);
}

struct undo_saying {
	struct face *face;
	uint64_t left;
};

static bool
say_line(void *context, const char *line)
{
	struct undo_saying *s = context;

	say(s->face, line);
	return --s->left > 0;
}

static bool
confirm_undo(struct face *f, const struct undo_plan *plan)
{
	struct undo_saying s = { f, MOST_UNDO_LINES };
	uint64_t records = undo_records(plan), more = records - MOST_UNDO_LINES;
	struct err e;

	face_say(f, "= %s", plan->heading);
	if (undo_tell(f->registry, plan, say_line, &s, &e) != ERR_OK) {
		refuse(f, &e);
		return false;
	}
	if (records > MOST_UNDO_LINES)
		face_say(f, ngettext("... and %" PRIu64 " record more",
		                     "... and %" PRIu64 " records more", more), more);
	return ask_letter(f, _("Take this back? (y/n)"), LETTERS_NO_YES) == 'y';
}

static bool
look_up(struct face *f, const struct field *field, const char *text, struct buf *out)
{
	return talk_ask_value(talk_of(f), field, field->label, text, out);
}

static void
show_report(struct face *f, enum report report, const struct report_subject *subject)
{
	visit_report(talk_of(f), report, subject);
}

static void
review(struct face *f, enum report report, const struct report_subject *subject)
{
	say_report(talk_of(f), report, subject);
}

static void
show_record(struct face *f, uint32_t number)
{
	visit_record(talk_of(f), number);
}

static void
show_list(struct face *f, const struct type *type, const char *query)
{
	visit_list(talk_of(f), type, NULL, query);
}

static void
edit(struct face *f, struct record *record)
{
	visit_form(talk_of(f), record);
}

static void
resume(struct face *f, struct draft *d)
{
	visit_draft(talk_of(f), d);
}

static const char *
key_of(struct face *f, enum action_id action)
{
	return talk_key_of(talk_of(f), action);
}

struct linear_face
linear_face(struct talk *t)
{
	static const struct face_ops ops = {
		.say = say, .refuse = refuse, .ask_text = ask_text, .ask_letter = ask_letter,
		.ask_over = ask_over, .confirm_undo = confirm_undo, .look_up = look_up, .show_report = show_report,
		.review = review, .show_record = show_record, .show_list = show_list,
		.edit = edit, .resume = resume, .key_of = key_of,
	};

	return (struct linear_face){ .face = { .ops = &ops, .registry = t->registry }, .talk = t };
}
