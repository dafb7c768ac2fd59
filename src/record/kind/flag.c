/* Defines the kind "flag": yes or no. */
#include <config.h>

#include "base/intl.h"
#include "base/text.h"
#include "record/kind.h"

static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	static const struct { const char *text; int value; } words[] = {
		{ "yes", 1 }, { "true", 1 }, { "1", 1 }, { "y", 1 },
		{ "no", 0 }, { "false", 0 }, { "0", 0 }, { "n", 0 },
	};

	(void)f;
	(void)d;
	(void)a;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (text_same(text, words[i].text)) {
			out->number = words[i].value;
			return ERR_OK;
		}
	}
	if (text_same(text, _("yes")) || text_same(text, _("no"))) {
		out->number = text_same(text, _("yes"));
		return ERR_OK;
	}
	return err_set(e, ERR_DATA, _("\"%s\" is neither yes nor no"), text);
}

static void
format(int64_t number, const struct field *f, const struct directory *d, enum form_style style,
       struct buf *out)
{
	(void)f;
	(void)d;
	if (style == FORM_FILE)
		buf_text(out, number != 0 ? "yes" : "no");
	else
		buf_text(out, number != 0 ? _("yes") : _("no"));
}

static bool
is_legal(int64_t number)
{
	return number == 0 || number == 1;
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	(void)f;
	return is_legal(v->number) ? ERR_OK : err_set(e, ERR_DATA, _("is neither yes nor no"));
}

static void
encode(int64_t number, const struct directory *uuids, struct buf *out)
{
	(void)uuids;
	cbor_put_bool(out, number != 0);
}

static bool
decode(struct cbor *c, const struct directory *uuids, int64_t *out)
{
	bool flag = false, got = cbor_get_bool(c, &flag);

	(void)uuids;
	*out = flag;
	return got;
}

const struct kind kind_flag = {
	.width = 4,
	.json = JSON_AS_BOOLEAN,
	.parse = parse,
	.format = format,
	.check = check,
	.is_legal = is_legal,
	.encode = encode,
	.decode = decode,
};
