/* Notes what is wrong with the schema's files while they are built into types. */
#include <config.h>

#include <stdarg.h>

#include "schema/draft.h"

void
build_fault(struct build *b, int line, const char *format, ...)
{
	va_list args;
	struct err e;

	va_start(args, format);
	err_setv(&e, ERR_DATA, format, args);
	va_end(args);
	faults_add(b->faults, b->draft->file, line, "%s", e.text);
}
