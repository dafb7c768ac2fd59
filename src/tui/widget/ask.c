/* Asks questions in the message line: a line of text, or a letter. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "tui/app/frame.h"
#include "tui/widget/ask.h"

/* Draws question and answer into the message line; the column of the cursor. */
static int
draw_question(struct app *a, const char *question, struct edit *edit)
{
	int label = text_width(question, strlen(question)) + 1;
	int width = term_columns() - label, column;
	struct buf shown;

	if (width < 10) {
		label = 0;
		width = term_columns();
	}
	buf_init(&shown);
	column = edit_show(edit, width, term_charset(), &shown);
	app_say(a, "%s%s%s", label > 0 ? question : "", label > 0 ? " " : "", buf_string(&shown));
	buf_clear(&shown);
	return label + column;
}

static bool
edit_key(struct edit *edit, struct key key)
{
	switch (key.code) {
	case K_LEFT: edit_left(edit); return true;
	case K_RIGHT: edit_right(edit); return true;
	case K_HOME: edit_home(edit); return true;
	case K_END: edit_end(edit); return true;
	case K_BACKSPACE: edit_back(edit); return true;
	case K_DELETE: edit_delete(edit); return true;
	case K_CTRL('U'): edit_empty(edit); return true;
	case K_ENTER: case '\n': case '\r':     /* pasted: a line has no breaks */
		return edit_insert(edit, ' ');
	default: return key.code >= ' ' && key.code < K_FIRST && edit_insert(edit, key.code);
	}
}

bool
app_ask_text(struct app *a, const char *question, struct edit *edit)
{
	return app_ask_live(a, question, edit, NULL);
}

/* What was typed since the text `told`, if it is over for now. */
static void
tell_typed(const struct live *live, struct edit *edit, struct buf *told)
{
	if (strcmp(buf_string(told), edit_text(edit)) == 0)
		return;
	buf_reset(told);
	buf_text(told, edit_text(edit));
	live->typed(live->context, buf_string(told));
}

bool
app_ask_live(struct app *a, const char *question, struct edit *edit, const struct live *live)
{
	struct buf told;
	bool is_given;

	buf_init(&told);
	for (;;) {
		struct key key;
		int column;
		bool is_changed;

		if (live != NULL && !term_has_keys())
			tell_typed(live, edit, &told);
		column = draw_question(a, question, edit);
		key = app_key(a, app_message_line(), column);
		is_given = key.code == K_ENTER && !key.is_pasted;
		a->key = key.code;
		if (is_given || key.code == K_HANG_UP || key.code == K_ESCAPE || key.code == K_F12)
			break;
		is_changed = edit_key(edit, key);
		if (is_changed)
			buf_reset(&a->complaint);
		else if (live != NULL) {
			tell_typed(live, edit, &told);
			live->key(live->context, key);
		}
	}
	if (live != NULL && is_given)
		tell_typed(live, edit, &told);
	buf_clear(&told);
	buf_reset(&a->message);
	buf_reset(&a->complaint);
	return is_given;
}

void
app_complain(struct app *a, struct edit *edit, const struct err *e)
{
	term_drop_keys();
	buf_reset(&a->complaint);
	buf_text(&a->complaint, e->text);
	if (e->column == 0)
		return;
	edit_home(edit);
	for (int i = 1; i < e->column; i++)
		edit_right(edit);
}

bool
app_ask_words(struct app *a, char **words)
{
	struct edit edit;
	bool is_given;

	edit_init(&edit, "", false);
	is_given = app_ask_text(a, _("Find:"), &edit);
	if (is_given) {
		free(*words);
		*words = mem_text(edit_text(&edit));
	}
	edit_clear(&edit);
	return is_given;
}

void
app_say_not_found(struct app *a, const char *words)
{
	if (words == NULL)
		app_say(a, _("Nothing was looked for yet: %s asks for words."),
		        app_key_of(a, ACTION_FIND));
	else
		app_say(a, _("No line has \"%s\"."), words);
}

char
app_ask_letter(struct app *a, const char *question, enum letters letters)
{
	term_drop_keys();
	for (;;) {
		struct key key;
		char answer;

		app_say(a, "%s", question);
		key = app_key(a, app_message_line(), text_width(question, strlen(question)));
		if (key.is_pasted)
			continue;
		if (key.code == K_HANG_UP || key.code == K_ESCAPE || key.code == K_F12) {
			buf_reset(&a->message);
			return letters_safe(letters);
		}
		answer = letters_answer(letters, key.code);
		if (answer != '\0') {
			buf_reset(&a->message);
			return answer;
		}
	}
}
