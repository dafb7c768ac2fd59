/* Saying and asking, line by line; and what each place of the prompt face shares. */
#ifndef LINEAR_TALK_H
#define LINEAR_TALK_H

#include "base/letters.h"
#include "base/text.h"
#include "view/form/form.h"
#include "view/input/bindings.h"
#include "view/list/list.h"
#include "view/report/report.h"
#include "view/report/sheet.h"

#define DEEPEST 32      /* places that can be open inside each other */

struct draft;

struct talk {
	struct registry *registry;
	struct settings *settings;
	struct bindings *bindings;
	enum text_charset charset;
	partial_date as_of;             /* what is shown was in force then; DATE_NONE: whenever */
	struct record *last_saved;      /* for ditto; NULL: nothing yet */
	int depth;
	bool is_over;                   /* the input has ended */
	int failure;                    /* errno, if it could not be read on */
	bool goes_home;                 /* back to the start menu */
	const struct form *kept;        /* the last form that became a draft with what is in it */
	struct buf line;                /* the last that was read */
	char letter[8];                 /* what talk_key_of() answered with */
};

/* ---- saying: one line each, as print() shows what comes from outside */

void talk_say(struct talk *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The lines of a long text, set in, so that none passes for something else. */
void talk_more(struct talk *t, const char *text);
void talk_refuse(struct talk *t, const struct err *e);
/* "12. text"; the line breaks of a long text are blanks. */
void talk_item(struct talk *t, size_t number, const char *text);
/* Which lines of a sheet have a number. NULL instead of it: those that lead to a record or type. */
struct talk_numbering {
	bool (*has_number)(const void *context, const struct sheet_lines *lines, size_t index);
	const void *context;
	bool is_before;                 /* the number stands before the line, not behind it */
};
/* Lines of a sheet, with their numbers. */
void talk_sheet(struct talk *t, const struct sheet_lines *lines,
                const struct talk_numbering *numbering);
/* The line that has a number, or NULL. */
const struct sheet_line *talk_lead(const struct sheet_lines *lines,
                                   const struct talk_numbering *numbering, size_t number);
/* Whether it is the first line with its key, which is not 0. */
bool talk_begins_key(const struct sheet_lines *lines, size_t index);

/* ---- asking */

/* Says the question and reads a line, without blanks at its ends, good until the next. NULL: the
 * input has ended. */
const char *talk_ask(struct talk *t, const char *question);

/* One of the letters; an empty line, the end of the input and all else give the first, which is the
 * safe one. */
char talk_ask_letter(struct talk *t, const char *question, enum letters letters);

/* The number that the answer is, from 1 to most; 0: it is none of these. */
size_t talk_number(const char *text, size_t most);
/* One of the texts, by its number. count: none was chosen. */
size_t talk_ask_choice(struct talk *t, const char *title, const char *const *texts, size_t count);

/* Several lines up to one with a dot alone. False: the input has ended. */
bool talk_ask_lines(struct talk *t, struct buf *out);

/* A list to tick from: numbers and ranges ("2 5-9") turn ticks over, an empty line is the end.
 * False: nothing is meant (q). */
struct tick {
	const char *code, *title;
	bool is_on;
};
bool talk_tick(struct talk *t, const char *title, struct tick *ticks, size_t count);

/* ---- orders */

/* What was typed at a place's prompt: an action, and what stands behind it. */
struct order_given {
	enum action_id action;
	size_t number;                  /* that stands alone or first behind the action; 0: none */
	const char *rest;               /* all behind the action; good until the next line */
};

/* Asks until an order of the place's is understood: a number alone opens (or edits, in a form), an
 * empty line goes on, else the action's key or the beginning of its name. The end of the input goes
 * back. */
struct order_given talk_order(struct talk *t, unsigned place, const char *prompt);

/* What to type for an action: its letter, or its name if it has none; good until the next call. */
const char *talk_key_of(struct talk *t, enum action_id action);

/* The actions of the place with their keys and what they do. */
void talk_help(struct talk *t, unsigned place);

/* ---- places: each returns when one goes back from it */

void visit_start(struct talk *t);
void visit_list(struct talk *t, const struct type *type, const struct view *view,
                const char *limit);
void visit_tree(struct talk *t, const struct type *type);
void visit_grid(struct talk *t, const struct type *type);
void visit_record(struct talk *t, uint32_t number);
/* The same from a list: step() marks the next record of it, or the one before, and tells its number;
 * 0: there is none. */
struct neighbours {
	uint32_t (*step)(void *context, bool down);
	void *context;
};
void visit_record_among(struct talk *t, uint32_t number, const struct neighbours *around);
/* A new record or a read one, which it takes over. 0: none was saved. */
uint32_t visit_form(struct talk *t, struct record *record);
/* A row of the parent's; true: it was put into the form. */
bool visit_row(struct talk *t, struct form *parent, const struct field *table,
               const struct row *row, const struct row *like);
void visit_rows(struct talk *t, struct form *form, const struct field *table);

/* The subject is the caller's until the place is left. */
void visit_report(struct talk *t, enum report report, const struct report_subject *subject);
/* Says its lines and goes on. */
void say_report(struct talk *t, enum report report, const struct report_subject *subject);
void visit_drafts(struct talk *t);
/* The form that a draft was of, with the row that was open in it; takes the draft's records. */
void visit_draft(struct talk *t, struct draft *d);

/* Whether one more place may be opened; says so if not. */
bool talk_enter(struct talk *t);
void talk_leave(struct talk *t);
/* Whether the place must be left for one further out. */
static inline bool
talk_is_leaving(const struct talk *t)
{
	return t->is_over || t->goes_home;
}

/* ---- what several places do */

/* A value for the field: typed, or one of those that the field may hold, by its number. False: none
 * was given. old: what stands there, or "". */
bool talk_ask_value(struct talk *t, const struct field *f, const char *label, const char *old,
                    struct buf *out);

/* Lets one choose between what others and oneself have changed. False: not all is chosen. */
bool talk_settle(struct talk *t, const struct form_conflict *conflict);

/* Asks for one of the fields by its number; NULL: none. */
const struct field *talk_ask_field(struct talk *t, const struct fields *fields);

#endif
