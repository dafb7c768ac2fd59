/* Defines the kind "integer". */
#include <config.h>

#include <inttypes.h>

#include "base/intl.h"
#include "base/number.h"
#include "record/kind.h"

static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	(void)f;
	(void)d;
	(void)a;
	return number_read(text, INT64_MIN, INT64_MAX, &out->number) ?
	               ERR_OK :
	               err_set(e, ERR_DATA, _("\"%s\" is not a whole number"), text);
}

static void
format(int64_t number, const struct field *f, const struct directory *d, enum form_style style,
       struct buf *out)
{
	(void)f;
	(void)d;
	(void)style;
	buf_printf(out, "%" PRId64, number);
}

enum err_code
kind_check_range(const struct field *f, int64_t number, int64_t unit, struct err *e)
{
	if (number < f->min)
		return err_set(e, ERR_DATA, _("is too small: at least %" PRId64), f->min / unit);
	if (number > f->max)
		return err_set(e, ERR_DATA, _("is too large: at most %" PRId64), f->max / unit);
	return ERR_OK;
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	return kind_check_range(f, v->number, 1, e);
}

const struct kind kind_integer = {
	.width = 8,
	.json = JSON_AS_INTEGER,
	.parse = parse,
	.format = format,
	.check = check,
};
