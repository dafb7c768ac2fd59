/* Questions in the message line: each draws, reads keys, and returns when it is answered; a lost line
 * is "no". */
#ifndef TUI_ASK_H
#define TUI_ASK_H

#include "tui/app/app.h"

/* A line of text in the message line. False: Esc. The caller clears *edit. */
bool app_ask_text(struct app *a, const char *question, struct edit *edit);

/* What is wrong with the text is said beside the question that is asked next, until the text is
 * changed; the cursor stands where it is wrong. */
void app_complain(struct app *a, struct edit *edit, const struct err *e);

/* Asks the same, where something follows what is typed: `typed` is called with every new text once no
 * key is waiting, `key` with keys that do not edit it. */
struct live {
	void *context;
	void (*typed)(void *context, const char *text);
	void (*key)(void *context, struct key key);
};
bool app_ask_live(struct app *a, const char *question, struct edit *edit, const struct live *live);

/* Words to look for, instead of *words, which free() frees. False: Esc, and they are what they
 * were. */
bool app_ask_words(struct app *a, char **words);
/* That no line has them, or that there are none yet. */
void app_say_not_found(struct app *a, const char *words);

/* One of the letters; Esc and a lost line give the first, which is the safe one. */
char app_ask_letter(struct app *a, const char *question, enum letters letters);

#endif
