/* What a conversation needs from the interface that it is held in: the screen or the prompt. Each
 * conversation is written once (view/deed/deeds.h) and held through these functions. */
#ifndef VIEW_FACE_H
#define VIEW_FACE_H

#include "base/letters.h"
#include "registry/registry.h"
#include "view/deed/undo.h"
#include "view/input/action.h"
#include "view/report/report.h"

struct draft;
struct face;

struct face_ops {
	/* A sentence for the operator. */
	void (*say)(struct face *f, const char *sentence);
	/* The same for a refusal: what was typed ahead is dropped. */
	void (*refuse)(struct face *f, const struct err *e);

	/* Asks for a line of text, which starts as *text and replaces it; free() frees it. complaint:
	 * why the last answer could not be taken, or NULL. False: the operator went back. */
	bool (*ask_text)(struct face *f, const char *question, const char *complaint, char **text);
	/* Asks for one of the letters. Going back and a lost line give the first, which is the safe
	 * one. */
	char (*ask_letter)(struct face *f, const char *question, enum letters letters);
	/* The same while a report about the record is shown, where the interface can do that. */
	char (*ask_over)(struct face *f, enum report report, const struct record *record,
	                 const char *question, enum letters letters);
	/* Asks whether that is to be taken back, with what becomes of the records before the question or
	 * in it. */
	bool (*confirm_undo)(struct face *f, const struct undo_plan *plan);
	/* Lets the operator choose what the field may hold, starting with text. The choice is appended
	 * to out, as a form takes it. False: none was made. */
	bool (*look_up)(struct face *f, const struct field *field, const char *text,
	                struct buf *out);

	/* Opens a report; what the subject points to is copied, and its date is the interface's. */
	void (*show_report)(struct face *f, enum report report,
	                    const struct report_subject *subject);
	/* The same, and goes on once the operator has left it. */
	void (*review)(struct face *f, enum report report, const struct report_subject *subject);
	void (*show_record)(struct face *f, uint32_t number);
	/* The records of the type that match the query. */
	void (*show_list)(struct face *f, const struct type *type, const char *query);
	/* Opens a form for the record, which it takes over. */
	void (*edit)(struct face *f, struct record *record);
	/* Opens the form that a draft was of, whose records it takes. */
	void (*resume)(struct face *f, struct draft *d);

	/* What to press or type for an action, to be named in a sentence; good until the next
	 * call. */
	const char *(*key_of)(struct face *f, enum action_id action);
};

/* The first member of what an interface knows of itself. */
struct face {
	const struct face_ops *ops;
	struct registry *registry;
};

void face_say(struct face *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Asks until the answer is a date, or empty where that is allowed; examples: the complaint about what
 * is not one. False: the operator went back. */
bool face_ask_date(struct face *f, const char *question, const char *examples, bool may_be_empty,
                   char **text, partial_date *date);

/* The key that undoes what was just said to be done. */
const char *face_undo_key(struct face *f);

#endif
