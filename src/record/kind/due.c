/* Defines the kind "due": a date, or an offset such as "-6w" from the start of the record. */
#include <config.h>

#include "base/intl.h"
#include "record/kind.h"

static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	int32_t due;

	(void)f;
	(void)d;
	(void)a;
	if (!due_parse(text, &due) && !date_read(text, date_today(), &due))
		return kind_refuse_date(text,
		                        _("\"%s\" is neither a date nor an offset (2011-04-19, -6w)"), e);
	out->number = due;
	return ERR_OK;
}

static bool
days(int64_t number, partial_date start, partial_date *first, partial_date *last)
{
	partial_date due = due_date((int32_t)number, start);

	if (due == DATE_NONE)
		return false;
	*first = date_earliest(due);
	*last = date_latest(due);
	return true;
}

const struct kind kind_due = {
	.example = "-6w",
	.width = 10,
	.parse = parse,
	.format = kind_format_date,
	.format_date = due_format,
	.is_legal = due_is_legal,
	.days = days,
	.operand = &kind_date,
};
