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
