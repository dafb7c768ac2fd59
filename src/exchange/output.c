#include <config.h>

#include "exchange/output.h"

#include <string.h>

#include "base/text.h"

bool
is_disclosed(const struct field *f, const struct disclosure *d)
{
	return d->sensitive || !f->is_sensitive;
}

static bool
must_quote(const char *text)
{
	size_t n = strlen(text);

	return strpbrk(text, ",\"\r\n") != NULL ||
	       (n > 0 && (text[0] == ' ' || text[n - 1] == ' '));
}

static void
put_cell(FILE *out, const char *text, bool guarded)
{
	if (!must_quote(text)) {
		if (guarded)
			fputc('\'', out);
		fputs(text, out);
		return;
	}
	fputc('"', out);
	if (guarded)
		fputc('\'', out);
	for (; *text != '\0'; text++) {
		if (*text == '"')
			fputc('"', out);
		fputc(*text, out);
	}
	fputc('"', out);
}

void
csv_put(FILE *out, const char *text, bool guard, bool is_first)
{
	bool guarded = guard && *text != '\0' && strchr("=+-@\t\r'", *text) != NULL;
	struct buf safe;

	if (!is_first)
		fputc(',', out);
	buf_init(&safe);
	text_defuse(text, strlen(text), &safe);
	put_cell(out, buf_string(&safe), guarded);
	buf_clear(&safe);
}

void
file_text(const struct value *v, const struct field *f, const struct directory *d,
          const struct disclosure *disclosure, struct buf *out)
{
	if (!disclosure->sensitive && value_is_small_count(v, f))
		buf_printf(out, "<%d", SMALL_COUNT);
	else
		value_format(v, f, d, FORM_FILE, "en", out);
}
