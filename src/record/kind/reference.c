/* Defines the kind "reference": stored as a record number, written as an identity in the journal
 * and as a code for people. */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "record/kind.h"

static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	uint32_t number;
	enum err_code rc = d->resolve(d->context, f, text, &number, e);

	(void)a;
	if (rc == ERR_OK)
		out->number = number;
	return rc;
}

static void
format(int64_t number, const struct field *f, const struct directory *d, enum form_style style,
       struct buf *out)
{
	const struct type *type = d == NULL ? NULL : d->code(d->context, (uint32_t)number, NULL);

	if (type == NULL) {
		buf_text(out, "?");
		return;
	}
	if (style == FORM_FILE && f->target_count > 1)
		buf_printf(out, "%s:", type->name);
	d->code(d->context, (uint32_t)number, out);
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	(void)f;
	return v->number > 0 && v->number <= UINT32_MAX ? ERR_OK :
	       err_set(e, ERR_DATA, _("refers to nothing"));
}

static void
sort(const struct value *v, struct buf *out)
{
	buf_be32(out, (uint32_t)v->number);
}

static void
encode(int64_t number, const struct directory *uuids, struct buf *out)
{
	struct uuid uuid;

	if (uuids == NULL)
		cbor_put_int(out, number);
	else if (uuids->uuid(uuids->context, (uint32_t)number, &uuid))
		cbor_put_bytes(out, uuid.byte, UUID_SIZE);
	else
		cbor_put_null(out);
}

/* An identity whose record does not exist decodes to the number 0. */
static bool
decode(struct cbor *c, const struct directory *uuids, int64_t *out)
{
	struct span bytes;
	struct uuid uuid;

	if (uuids == NULL)
		return cbor_get_int(c, out) && *out > 0 && *out <= UINT32_MAX;
	*out = 0;
	if (cbor_get_null(c))
		return true;
	if (!cbor_get_bytes(c, &bytes) || bytes.size != UUID_SIZE)
		return false;
	memcpy(uuid.byte, bytes.data, UUID_SIZE);
	*out = uuids->number(uuids->context, &uuid);
	return true;
}

const struct kind kind_reference = {
	.width = 12,
	.parse = parse,
	.format = format,
	.check = check,
	.sort = sort,
	.encode = encode,
	.decode = decode,
};
