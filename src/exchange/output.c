/* Decides what of a record may leave the register, and as what text. */
#include <config.h>

#include "exchange/output.h"

bool
is_disclosed(const struct field *f, const struct disclosure *d)
{
	return d->sensitive || !f->is_sensitive;
}

void
file_text(const struct value *v, const struct field *f, const struct directory *d,
          const struct disclosure *disclosure, struct buf *out)
{
	if (!disclosure->sensitive && value_is_small_count(v, f))
		buf_printf(out, "<%d", SMALL_COUNT);
	else
		value_format(v, f, d, FORM_FILE, "en", out);
}

struct path_text {
	const struct directory *directory;
	const struct disclosure *disclosure;
	struct buf *out;
};

/* The members of one value are separated already, and what they hold is escaped. */
static void
put_value(void *context, const struct record *r, const struct field *f, const struct value *v)
{
	const struct path_text *t = context;
	struct buf text;

	buf_init(&text);
	if (f->part_count > 0)
		record_code(r, t->directory, &text);
	else
		file_text(v, f, t->directory, t->disclosure, &text);
	if (t->out->size > 0 && text.size > 0)
		buf_byte(t->out, ';');
	if (v->kind == VALUE_LIST)
		buf_add(t->out, text.data, text.size);
	else
		member_escape(buf_string(&text), t->out);
	buf_clear(&text);
}

void
file_path(const struct path *p, const struct query_context *world, const struct record *r,
          const struct row *row, const struct disclosure *disclosure, struct buf *out)
{
	struct path_text t = { world->directory, disclosure, out };

	if (p->is_count)
		buf_printf(out, "%zu", path_number(p, world, r, row));
	else
		path_values(p, world, r, row, put_value, &t);
}
