/* Holds what both faces do alike in a conversation. */
#include <config.h>

#include "view/deed/face.h"

#include <stdarg.h>

void
face_say(struct face *f, const char *format, ...)
{
	struct err sentence;
	va_list args;

	va_start(args, format);
	err_setv(&sentence, ERR_OK, format, args);
	va_end(args);
	f->ops->say(f, sentence.text);
}

bool
face_ask_date(struct face *f, const char *question, const char *examples, bool may_be_empty,
              char **text, partial_date *date)
{
	const char *complaint = NULL;

	while (f->ops->ask_text(f, question, complaint, text)) {
		*date = DATE_NONE;
		if ((may_be_empty && **text == '\0') || date_read(*text, date_today(), date))
			return true;
		complaint = examples;
	}
	return false;
}

const char *
face_undo_key(struct face *f)
{
	return f->ops->key_of(f, ACTION_UNDO);
}
