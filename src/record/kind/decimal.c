/* Defines the kind "decimal": a number with at most six decimals, stored in millionths. */
#include <config.h>

#include <inttypes.h>

#include "base/intl.h"
#include "record/kind.h"

#define MILLIONTHS 1000000

bool
decimal_parse(const char *text, int64_t *out)
{
	bool is_negative = *text == '-';
	uint64_t n = 0;
	int places = -1;

	text += is_negative || *text == '+';
	if (*text < '0' || *text > '9')
		return false;
	for (; *text != '\0'; text++) {
		if (*text == '.' && places < 0) {
			places = 0;
			continue;
		}
		if (*text < '0' || *text > '9' || n > UINT64_C(900000000000000) || places >= 6)
			return false;
		n = n * 10 + (uint64_t)(*text - '0');
		places += places >= 0;
	}
	for (places = places < 0 ? 0 : places; places < 6; places++) {
		if (n > UINT64_C(900000000000000000))
			return false;
		n *= 10;
	}
	*out = is_negative ? -(int64_t)n : (int64_t)n;
	return true;
}

void
decimal_format(int64_t millionths, struct buf *out)
{
	uint64_t n = millionths < 0 ? 0 - (uint64_t)millionths : (uint64_t)millionths;
	size_t start;

	if (millionths < 0)
		buf_byte(out, '-');
	buf_printf(out, "%" PRIu64, n / MILLIONTHS);
	if (n % MILLIONTHS == 0)
		return;
	buf_printf(out, ".%06" PRIu64, n % MILLIONTHS);
	for (start = out->size; out->data[start - 1] == '0'; start--)
		continue;
	out->size = start;
}

static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	(void)f;
	(void)d;
	(void)a;
	if (!decimal_parse(text, &out->number))
		return err_set(e, ERR_DATA, _("\"%s\" is not a number with at most six decimals"), text);
	return ERR_OK;
}

static void
format(int64_t number, const struct field *f, const struct directory *d, enum form_style style,
       struct buf *out)
{
	(void)f;
	(void)d;
	(void)style;
	decimal_format(number, out);
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	return kind_check_range(f, v->number, MILLIONTHS, e);
}

const struct kind kind_decimal = {
	.example = "12.5",
	.width = 10,
	.json = JSON_AS_REAL,
	.parse = parse,
	.format = format,
	.check = check,
};
