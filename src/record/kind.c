/* Finds the kind of a field, and holds what several kinds share. */
#include <config.h>

#include "record/kind.h"

#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/intl.h"

const struct kind *
field_kind(const struct field *f)
{
#define KIND_ROW(id, symbol, name, shape, many) [FIELD_##id] = &kind_##symbol,
	static const struct kind *const kinds[FIELD_TYPE_COUNT] = { FIELD_TYPE_LIST(KIND_ROW) };
#undef KIND_ROW

	return kinds[f->type];
}

char *
field_help(const struct field *f)
{
	const char *example = field_kind(f)->example;

	if (f->help != NULL)
		return mem_text(f->help);
	return example == NULL ? mem_text("") : mem_printf(_("For example: %s"), example);
}

enum err_code
kind_parse_number(bool (*parse)(const char *text, int32_t *out), const char *text,
                  const char *sentence, struct value *out, struct err *e)
{
	int32_t number;

	if (!parse(text, &number))
		return err_set(e, ERR_DATA, sentence, text);
	out->number = number;
	return ERR_OK;
}

/* "19/04/11", "19-04-11": slashes, dots, or a day or two digits of a year where the year should be. */
static bool
is_doubtful_date(const char *text)
{
	size_t digits = strspn(text, "0123456789");

	if (digits == 4 && text[digits] == '-')
		return false;
	return digits > 0 && text[digits] != '\0' && strchr("/.-", text[digits]) != NULL &&
	       text[strspn(text, "0123456789/.- :")] == '\0';
}

enum err_code
kind_refuse_date(const char *text, const char *sentence, struct err *e)
{
	if (!is_doubtful_date(text))
		return err_set(e, ERR_DATA, sentence, text);
	return err_set(e, ERR_DATA,
	               _("\"%s\" may mean several days: write 2011-04-19, 2011-04, 2011 or 19 apr"
	                 " 2011; in an import the map says how dates are written (start as"
	                 " %%d/%%m/%%Y)"),
	               text);
}

enum err_code
kind_check_text(bool (*is_right)(const char *text), const struct value *v, const char *sentence,
                struct err *e)
{
	return is_right(v->text) ? ERR_OK : err_set(e, ERR_DATA, sentence, v->text);
}

void
kind_format_date(int64_t number, const struct field *f, const struct directory *d,
                 enum form_style style, struct buf *out)
{
	char text[DATE_TEXT];

	(void)d;
	(void)style;
	field_kind(f)->format_date((int32_t)number, text);
	buf_text(out, text);
}
