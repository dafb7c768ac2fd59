/* Fills in the error codes and sentences that functions return. */
#include <config.h>

#include "base/err.h"

#include <stdio.h>
#include <string.h>

#define ERR_STATUS(name, status, text) [ERR_##name] = status,
static const int statuses[ERR_COUNT] = {
	ERR_LIST(ERR_STATUS)
};
#undef ERR_STATUS

/* A sentence cut by the buffer's end must not end inside a character. */
static void
cut_at_character(char *text, size_t size)
{
	size_t n = strlen(text);

	if (n + 1 < size)
		return;
	while (n > 0 && ((unsigned char)text[n - 1] & 0xC0) == 0x80)
		n--;
	if (n > 0 && (unsigned char)text[n - 1] >= 0xC0)
		n--;
	text[n] = '\0';
}

enum err_code
err_setv(struct err *e, enum err_code code, const char *format, va_list args)
{
	if (e != NULL) {
		e->code = code;
		e->column = 0;
		vsnprintf(e->text, sizeof e->text, format, args);
		cut_at_character(e->text, sizeof e->text);
	}
	return code;
}

enum err_code
err_set(struct err *e, enum err_code code, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	err_setv(e, code, format, args);
	va_end(args);
	return code;
}

enum err_code
err_prefix(struct err *e, const char *format, ...)
{
	char prefix[sizeof e->text / 2], text[sizeof e->text];
	va_list args;

	va_start(args, format);
	vsnprintf(prefix, sizeof prefix, format, args);
	va_end(args);
	cut_at_character(prefix, sizeof prefix);
	memcpy(text, e->text, sizeof text);
	return err_set(e, e->code, "%s: %s", prefix, text);
}

int
err_status(enum err_code code)
{
	return statuses[code];
}
