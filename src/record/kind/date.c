/* Defines the kind "date", which may be only a year, or a year and month. */
#include <config.h>

#include "base/intl.h"
#include "record/kind.h"

static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	partial_date date;

	(void)f;
	(void)d;
	(void)a;
	if (!date_read(text, date_today(), &date))
		return kind_refuse_date(text, _("\"%s\" is not a date (2011, 2011-04, 2011-04-19)"), e);
	out->number = date;
	return ERR_OK;
}

static bool
days(int64_t number, partial_date start, partial_date *first, partial_date *last)
{
	(void)start;
	*first = date_earliest((partial_date)number);
	*last = date_latest((partial_date)number);
	return true;
}

const struct kind kind_date = {
	.example = "2011-04-19",
	.width = 10,
	.parse = parse,
	.format = kind_format_date,
	.format_date = date_format,
	.is_legal = date_is_legal,
	.days = days,
};
