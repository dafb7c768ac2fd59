/* Prints text for people, and makes control characters in it visible. */
#include <config.h>

#include "base/print.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>

#include "base/text.h"

/* The list is in a struct, so that several functions can take arguments from it in turn. */
struct arguments {
	va_list list;
};

enum length { LENGTH_INT, LENGTH_LONG, LENGTH_LONG_LONG, LENGTH_SIZE, LENGTH_MAX };

/* One conversion, "%-8.*s". */
struct conversion {
	char flags[8];
	int width, precision;           /* precision -1: none */
	enum length length;
	char kind;
};

static const char *
read_number(const char *p, struct arguments *a, int *out)
{
	if (*p == '*') {
		*out = va_arg(a->list, int);
		return p + 1;
	}
	for (*out = 0; *p >= '0' && *p <= '9'; p++)
		*out = *out * 10 + (*p - '0');
	return p;
}

static const char *
read_length(const char *p, enum length *out)
{
	*out = LENGTH_INT;
	if (*p == 'l' && p[1] == 'l') {
		*out = LENGTH_LONG_LONG;
		return p + 2;
	}
	switch (*p) {
	case 'l': *out = LENGTH_LONG; return p + 1;
	case 'z': *out = LENGTH_SIZE; return p + 1;
	case 'j': *out = LENGTH_MAX; return p + 1;
	default: return p;
	}
}

/* Reads a conversion after its percent sign; returns the rest of the format. */
static const char *
read_conversion(const char *p, struct arguments *a, struct conversion *c)
{
	size_t n = strspn(p, "-+ #0");

	*c = (struct conversion){ .precision = -1 };
	assert(n < sizeof c->flags);
	memcpy(c->flags, p, n);
	p = read_number(p + n, a, &c->width);
	if (*p == '.')
		p = read_number(p + 1, a, &c->precision);
	p = read_length(p, &c->length);
	c->kind = *p;
	return p + 1;
}

static intmax_t
take_signed(struct arguments *a, enum length length)
{
	switch (length) {
	case LENGTH_LONG: return va_arg(a->list, long);
	case LENGTH_LONG_LONG: return va_arg(a->list, long long);
	case LENGTH_SIZE: return va_arg(a->list, ssize_t);
	case LENGTH_MAX: return va_arg(a->list, intmax_t);
	default: return va_arg(a->list, int);
	}
}

static uintmax_t
take_unsigned(struct arguments *a, enum length length)
{
	switch (length) {
	case LENGTH_LONG: return va_arg(a->list, unsigned long);
	case LENGTH_LONG_LONG: return va_arg(a->list, unsigned long long);
	case LENGTH_SIZE: return va_arg(a->list, size_t);
	case LENGTH_MAX: return va_arg(a->list, uintmax_t);
	default: return va_arg(a->list, unsigned);
	}
}

static void
put_text(struct buf *out, const struct conversion *c, const char *text, size_t size)
{
	bool is_left = strchr(c->flags, '-') != NULL;
	struct buf shown;
	int gap;

	buf_init(&shown);
	text_reveal(text, size, TEXT_LINE, &shown);
	gap = c->width - text_width(buf_string(&shown), shown.size);
	for (int i = 0; !is_left && i < gap; i++)
		buf_byte(out, ' ');
	buf_add(out, shown.data, shown.size);
	for (int i = 0; is_left && i < gap; i++)
		buf_byte(out, ' ');
	buf_clear(&shown);
}

static void
put_conversion(struct buf *out, const struct conversion *c, struct arguments *a)
{
	char format[24], letter;
	const char *text;

	switch (c->kind) {
	case 's':
		text = va_arg(a->list, const char *);
		put_text(out, c, text, c->precision < 0 ? strlen(text) :
		                       strnlen(text, (size_t)c->precision));
		break;
	case 'c':
		letter = (char)va_arg(a->list, int);
		put_text(out, c, &letter, 1);
		break;
	case 'd':
	case 'i':
		snprintf(format, sizeof format, "%%%s*.*jd", c->flags);
		buf_printf(out, format, c->width, c->precision, take_signed(a, c->length));
		break;
	case 'u':
	case 'x':
	case 'X':
		snprintf(format, sizeof format, "%%%s*.*j%c", c->flags, c->kind);
		buf_printf(out, format, c->width, c->precision, take_unsigned(a, c->length));
		break;
	case 'f':
		snprintf(format, sizeof format, "%%%s*.*f", c->flags);
		buf_printf(out, format, c->width, c->precision, va_arg(a->list, double));
		break;
	case '%':
		buf_byte(out, '%');
		break;
	default:
		assert(!"a conversion that print() does not know");
	}
}

void
print_into(struct buf *out, const char *format, va_list args)
{
	struct arguments a;
	struct conversion c;

	va_copy(a.list, args);
	while (*format != '\0') {
		size_t n = strcspn(format, "%");

		buf_add(out, format, n);
		format += n;
		if (*format == '\0')
			break;
		format = read_conversion(format + 1, &a, &c);
		put_conversion(out, &c, &a);
	}
	va_end(a.list);
}

static void
print_args(FILE *out, const char *format, va_list args)
{
	struct buf line;

	buf_init(&line);
	print_into(&line, format, args);
	fwrite(buf_string(&line), 1, line.size, out);
	buf_clear(&line);
}

void
print(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_args(stdout, format, args);
	va_end(args);
}

void
print_to(FILE *out, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_args(out, format, args);
	va_end(args);
}

void
print_own(const char *text)
{
	fputs(text, stdout);
}
