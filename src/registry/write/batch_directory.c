/* Resolves codes for a batch: first those that it has announced, then those in the store. */
#include <config.h>

#include "registry/read/read_internal.h"
#include "registry/write/batch_internal.h"

static enum err_code
batch_find(void *context, const struct type *type, const char *code, uint32_t *number,
           struct err *e)
{
	struct batch *b = context;
	const struct slot *s = batch_announced(b, type, code);

	if (s == NULL)
		return registry_find_code(b->registry, type, code, number, e);
	*number = s->number;
	return ERR_OK;
}

static enum err_code
batch_resolve(void *context, const struct field *f, const char *text, uint32_t *number,
              struct err *e)
{
	return resolve_with(batch_find, context, f, text, number, e);
}

static const struct type *
batch_code(void *context, uint32_t number, struct buf *code)
{
	struct batch *b = context;
	const struct directory *d = &b->registry->directory;
	const struct slot *s = batch_slot_of(b, number);
	struct record *r;

	if (s == NULL)
		return d->code(d->context, number, code);
	if (code != NULL && s->code != NULL) {
		buf_text(code, s->code);
	} else if (code != NULL && s->is_put && batch_decode(b, s, &r, NULL) == ERR_OK) {
		record_code(r, &b->directory, code);
		record_free(r);
	}
	return s->type;
}

static void
batch_title(void *context, uint32_t number, const char *language, struct buf *title)
{
	struct batch *b = context;
	const struct directory *d = &b->registry->directory;

	d->title(d->context, number, language, title);
}

static bool
batch_uuid(void *context, uint32_t number, struct uuid *out)
{
	struct batch *b = context;
	const struct directory *d = &b->registry->directory;
	const struct slot *s = batch_slot_of(b, number);

	if (s == NULL)
		return d->uuid(d->context, number, out);
	*out = s->uuid;
	return true;
}

static uint32_t
batch_number(void *context, const struct uuid *uuid)
{
	struct batch *b = context;
	const struct directory *d = &b->registry->directory;
	const struct slot *s = batch_slot_by(b, &b->uuids, uuid->byte, UUID_SIZE);

	return s != NULL ? s->number : d->number(d->context, uuid);
}

void
batch_directory_init(struct batch *b)
{
	b->directory = (struct directory){
		.context = b,
		.resolve = batch_resolve,
		.code = batch_code,
		.title = batch_title,
		.uuid = batch_uuid,
		.number = batch_number,
	};
}
