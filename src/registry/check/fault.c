/* Notes what the check has found. */
#include <config.h>

#include <stdarg.h>

#include "registry/check/check_internal.h"

void
fault(struct checking *c, const char *format, ...)
{
	struct err inner;
	va_list args;

	va_start(args, format);
	err_setv(&inner, ERR_FAULTY, format, args);
	va_end(args);
	faults_add(c->faults, NULL, 0, "%s", inner.text);
}
