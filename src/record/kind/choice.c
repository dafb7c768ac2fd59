/* Defines the kind "choice": one of the choices in the schema, stored by its permanent number. */
#include <config.h>

#include <inttypes.h>

#include "base/intl.h"
#include "base/suggest.h"
#include "record/kind.h"

/* In English by its name, which the completion of shells offers; else by its label. */
static const char *
listed(const struct choice *c)
{
	return intl_is_english() ? c->name : c->label;
}

static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	const struct choice *c = field_choice_named(f, text);
	struct suggest s;
	struct buf all;
	char hint[128];
	enum err_code rc;

	(void)d;
	(void)a;
	if (c != NULL) {
		out->number = c->number;
		return ERR_OK;
	}
	suggest_init(&s, text);
	buf_init(&all);
	for (size_t i = 0; i < f->choice_count; i++) {
		suggest_try(&s, f->choices[i].name);
		suggest_try(&s, f->choices[i].label);
		if (!f->choices[i].is_retired)
			buf_printf(&all, "%s%s", all.size > 0 ? ", " : "", listed(&f->choices[i]));
	}
	rc = err_set(e, ERR_DATA, _("\"%s\" is not one of: %s%s"), text, buf_string(&all),
	             suggest_text(&s, hint, sizeof hint));
	buf_clear(&all);
	return rc;
}

static void
format(int64_t number, const struct field *f, const struct directory *d, enum form_style style,
       struct buf *out)
{
	const struct choice *c = field_choice(f, (unsigned)number);

	(void)d;
	if (c == NULL)
		buf_printf(out, "?%" PRId64, number);
	else
		buf_text(out, style == FORM_FILE ? c->name : c->label);
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	if (v->number > 0 && v->number <= UINT16_MAX && field_choice(f, (unsigned)v->number) != NULL)
		return ERR_OK;
	return err_set(e, ERR_DATA, _("has an unknown choice (%" PRId64 ")"), v->number);
}

const struct kind kind_choice = {
	.width = 14,
	.parse = parse,
	.format = format,
	.check = check,
};
