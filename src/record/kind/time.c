/* Defines the kind "time": a time of day, stored in minutes since midnight. */
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
	return kind_parse_number(time_parse, text, _("\"%s\" is not a time of day (14:30)"), out, e);
}

static bool
is_legal(int64_t number)
{
	return number >= 0 && number < 24 * 60;
}

const struct kind kind_time = {
	.example = "14:30",
	.width = 5,
	.parse = parse,
	.format = kind_format_date,
	.format_date = time_format,
	.is_legal = is_legal,
};
