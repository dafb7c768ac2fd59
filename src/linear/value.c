/* Asks for a value: typed, or chosen by number from what the field may hold. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "linear/talk.h"
#include "record/kind.h"
#include "view/deed/begin.h"
#include "view/deed/deeds.h"
#include "view/list/lookup.h"

#define MOST_OFFERED 20

/* ---- one of what a reference or choice may be */

/* Adds a target that is missing, without leaving what one is at. False: none was added. */
static bool
add_target(struct talk *t, const struct field *f, const char *begun, struct buf *out)
{
	const struct directory *d = registry_directory(t->registry);
	const char **labels = mem_new(sizeof *labels * (f->target_count + 1));
	char *text = mem_text(begun);
	size_t chosen = 0;
	uint32_t number = 0;

	for (size_t i = 0; i < f->target_count; i++)
		labels[i] = f->targets[i]->label;
	if (f->target_count > 1)
		chosen = talk_ask_choice(t, _("Add which? Number:"), labels, f->target_count);
	if (chosen < f->target_count) {
		struct record *record = begin_record(t->registry, f->targets[chosen], NULL);

		deed_begin_with(record, text, d);
		number = visit_form(t, record);
	}
	if (number != 0) {
		buf_printf(out, "%s%s", f->target_count > 1 ? f->targets[chosen]->name : "",
		           f->target_count > 1 ? ":" : "");
		d->code(d->context, number, out);
	}
	free(text);
	free(labels);
	return number != 0;
}

static void
offer(struct talk *t, const struct lookup *l)
{
	for (size_t i = 0; i < l->shown_count && i < MOST_OFFERED; i++)
		talk_say(t, "%zu. %s%s%s", i + 1, l->shown[i]->code,
		         *l->shown[i]->title != '\0' ? "  " : "", l->shown[i]->title);
	if (l->shown_count == 0)
		talk_say(t, "%s", _("Nothing fits."));
	else if (l->shown_count > MOST_OFFERED)
		talk_say(t,
		         ngettext("%zu more fits; more letters narrow it.",
		                  "%zu more fit; more letters narrow it.",
		                  l->shown_count - MOST_OFFERED),
		         l->shown_count - MOST_OFFERED);
}

static const struct candidate *
numbered(const struct lookup *l, const char *answer)
{
	size_t most = l->shown_count < MOST_OFFERED ? l->shown_count : MOST_OFFERED;
	size_t n = talk_number(answer, most);

	return n == 0 ? NULL : l->shown[n - 1];
}

/* Narrows by a text until one is left or chosen. False: none is meant. */
static bool
pick(struct talk *t, const struct field *f, const char *begun, struct buf *out)
{
	bool may_add = f->type == FIELD_REFERENCE && !registry_is_read_only(t->registry);
	const struct candidate *taken = NULL;
	char *text = mem_text(begun);
	bool is_done = false, is_added = false;
	struct lookup *l;
	struct err e;

	if (lookup_open(t->registry, f, &l, &e) != ERR_OK) {
		talk_refuse(t, &e);
		free(text);
		return false;
	}
	while (!is_done) {
		const char *answer;

		lookup_narrow(l, text);
		taken = lookup_certain(l, text);
		if (taken != NULL)
			break;
		offer(t, l);
		answer =
			talk_ask(t,
		                 may_add ?
		                         _("Its number, other letters, + to add one, or nothing:") :
		                         _("Its number, other letters, or nothing:"));
		is_done = answer == NULL || *answer == '\0';
		if (is_done)
			break;
		taken = numbered(l, answer);
		if (taken == NULL && may_add && strcmp(answer, "+") == 0)
			is_added = add_target(t, f, text, out);
		is_done = taken != NULL || is_added;
		if (!is_done && strcmp(answer, "+") != 0) {
			free(text);
			text = mem_text(answer);
		}
	}
	if (taken != NULL) {
		talk_say(t, "= %s%s%s", taken->code, *taken->title != '\0' ? "  " : "",
		         taken->title);
		buf_text(out, taken->code);
	}
	lookup_close(l);
	free(text);
	return taken != NULL || is_added;
}

/* ---- sets */

/* The set without the member. */
static void
take_away(const char *old, const char *member, struct buf *out)
{
	while (*old != '\0') {
		size_t n = strcspn(old, ";");
		char *one = mem_textn(old, n);
		const char *start = one + strspn(one, " ");

		if (!text_same(start, member))
			buf_printf(out, "%s%s", out->size > 0 ? ";" : "", start);
		free(one);
		old += n + (old[n] == ';');
	}
}

/* "+letters" adds one, "-member" takes one away, all else is the whole set. */
static bool
change_set(struct talk *t, const struct field *f, const char *old, const char *answer,
           struct buf *out)
{
	bool is_given = true;
	struct buf member;

	buf_init(&member);
	if (*answer == '+' && (f->type == FIELD_REFERENCE || f->type == FIELD_CHOICE)) {
		is_given = pick(t, f, answer + 1 + strspn(answer + 1, " "), &member);
		buf_printf(out, "%s%s%s", old, *old != '\0' ? ";" : "", buf_string(&member));
	} else if (*answer == '+') {
		buf_printf(out, "%s%s%s", old, *old != '\0' ? ";" : "", answer + 1);
	} else if (*answer == '-') {
		take_away(old, answer + 1 + strspn(answer + 1, " "), out);
	} else {
		buf_text(out, answer);
	}
	buf_clear(&member);
	return is_given;
}

/* ---- any value */

static bool
is_picked(const struct field *f)
{
	return (f->type == FIELD_REFERENCE || f->type == FIELD_CHOICE) && f->many == MANY_ONE;
}

static char *
question_of(const struct field *f, const char *label, const char *old)
{
	const char *how = f->many == MANY_SET || f->many == MANY_LIST ?
	                          _(" (+ adds, - takes away)") :
	                  f->type == FIELD_REFERENCE ? _(" (a code or letters; ? lists)") :
	                                               "";

	if (*old == '\0')
		return mem_printf("%s%s:", label, how);
	return mem_printf(_("%s%s, now %s:"), label, how, old);
}

/* An answer as it was typed becomes a value's text. False: none was given after all. */
static bool
take_answer(struct talk *t, const struct field *f, const char *old, const char *answer,
            struct buf *out)
{
	if (strcmp(answer, "-") == 0)
		return true;
	if (f->many == MANY_SET || f->many == MANY_LIST)
		return change_set(t, f, old, answer, out);
	if (is_picked(f) || (lookup_has(f) && strcmp(answer, "?") == 0))
		return pick(t, f, strcmp(answer, "?") == 0 ? "" : answer, out);
	buf_text(out, answer);
	return true;
}

bool
talk_ask_value(struct talk *t, const struct field *f, const char *label, const char *old,
               struct buf *out)
{
	bool is_given = false;
	const char *answer;
	char *question, *help = field_help(f);

	if (*help != '\0')
		talk_say(t, "%s", help);
	free(help);
	if (f->type == FIELD_CHOICE && f->many == MANY_ONE)
		return pick(t, f, "", out);
	if (field_kind(f)->has_lines) {
		talk_say(t, "%s:", label);
		return talk_ask_lines(t, out);
	}
	question = question_of(f, label, old);
	answer = talk_ask(t, question);
	if (answer != NULL && *answer != '\0') {
		char *typed = mem_text(answer);

		is_given = take_answer(t, f, old, typed, out);
		free(typed);
	}
	free(question);
	return is_given;
}

const struct field *
talk_ask_field(struct talk *t, const struct fields *fields)
{
	const struct field **list = mem_new(sizeof *list * (fields->count + 1));
	const char **labels = mem_new(sizeof *labels * (fields->count + 1));
	const struct field *chosen = NULL;
	size_t count = 0, at;

	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		if (field_has_role(f, ROLE_CODE) || f->type == FIELD_TABLE ||
		    f->many == MANY_LANGUAGE)
			continue;
		list[count] = f;
		labels[count++] = f->label;
	}
	at = talk_ask_choice(t, _("Which field? Number:"), labels, count);
	if (at < count)
		chosen = list[at];
	free(labels);
	free(list);
	return chosen;
}
