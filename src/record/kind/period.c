/* Defines the kind "period": the year, half-year, quarter or month of a statistical return. */
#include <config.h>

#include "base/intl.h"
#include "record/kind.h"

static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	(void)f;
	(void)d;
	(void)a;
	return kind_parse_number(period_parse, text,
	                         _("\"%s\" is not a period (2015, 2015-Q3, 2015-09)"), out, e);
}

static bool
days(int64_t number, partial_date start, partial_date *first, partial_date *last)
{
	(void)start;
	*first = period_first((int32_t)number);
	*last = period_last((int32_t)number);
	return true;
}

const struct kind kind_period = {
	.example = "2015-Q3",
	.width = 8,
	.parse = parse,
	.format = kind_format_date,
	.format_date = period_format,
	.is_legal = period_is_legal,
	.days = days,
};
