/* Keeps the compiled form of a schema: its drafts as CBOR. It is valid for the text that it was
 * made from and for the version of the program that knows its keys. It is derived, and ignored
 * where it does not fit. */
#include <config.h>

#include "schema/draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "settings/image.h"

static void
put_drafts(const struct schema_sources *sources, struct buf *out)
{
	struct arena arena;
	struct faults faults;

	arena_init(&arena);
	faults_init(&faults);
	cbor_put_uint(out, sources->count);
	for (size_t i = 0; i < sources->count; i++) {
		struct type_draft draft;

		schema_read_draft(&sources->list[i], &arena, &faults, &draft);
		cbor_put_text(out, sources->list[i].name, strlen(sources->list[i].name));
		conf_image_put(schema_type_keys, &draft, out);
	}
	faults_clear(&faults);
	arena_clear(&arena);
}

static void
put_digest(const struct digest *digest, struct buf *out)
{
	cbor_put_bytes(out, digest->byte, DIGEST_SIZE);
}

/* An array: digests of the tables of keys, of the text and of the drafts, and the drafts as bytes. */
void
schema_compile(const struct schema_sources *sources, struct buf *out)
{
	struct buf packed, drafts;
	struct digest digest;

	buf_init(&packed);
	buf_init(&drafts);
	schema_sources_pack(sources, &packed);
	put_drafts(sources, &drafts);
	cbor_put_array(out, 4);
	digest = conf_image_layout(schema_type_keys);
	put_digest(&digest, out);
	digest = digest_of(packed.data, packed.size);
	put_digest(&digest, out);
	digest = digest_of(drafts.data, drafts.size);
	put_digest(&digest, out);
	cbor_put_bytes(out, drafts.data, drafts.size);
	buf_clear(&drafts);
	buf_clear(&packed);
}

static bool
is_digest(struct span bytes, const struct digest *digest)
{
	return bytes.size == DIGEST_SIZE && memcmp(bytes.data, digest->byte, DIGEST_SIZE) == 0;
}

/* The bytes of the drafts, if all that stands before them fits. */
static bool
open_compiled(struct span compiled, const struct digest *text, struct span *drafts)
{
	struct span layout, of_text, of_drafts;
	struct digest digest = conf_image_layout(schema_type_keys);
	struct cbor c;
	size_t count;

	cbor_open(&c, compiled.data, compiled.size);
	if (!cbor_get_array(&c, &count) || count != 4 || !cbor_get_bytes(&c, &layout) ||
	    !is_digest(layout, &digest) || !cbor_get_bytes(&c, &of_text) || !is_digest(of_text, text) ||
	    !cbor_get_bytes(&c, &of_drafts) || !cbor_get_bytes(&c, drafts) || !cbor_at_end(&c))
		return false;
	digest = digest_of(drafts->data, drafts->size);
	return is_digest(of_drafts, &digest);
}

static bool
get_draft(struct conf_image *image, struct type_draft *out)
{
	struct span file;

	if (!cbor_get_text(&image->cbor, &file))
		return false;
	out->file = arena_textn(image->arena, (const char *)file.data, file.size);
	out->is_read = true;
	return conf_image_get(image, schema_type_keys, out);
}

struct type_draft *
drafts_from_compiled(struct span compiled, const struct digest *text, struct arena *arena,
                     size_t *count)
{
	struct conf_image image = { .arena = arena };
	struct type_draft *drafts;
	struct span bytes;
	uint64_t n;

	if (compiled.size == 0 || !open_compiled(compiled, text, &bytes))
		return NULL;
	cbor_open(&image.cbor, bytes.data, bytes.size);
	if (!cbor_get_uint(&image.cbor, &n) || n > bytes.size)
		return NULL;
	drafts = mem_new(sizeof *drafts * (size_t)(n + 1));
	for (*count = 0; *count < n; (*count)++) {
		if (!get_draft(&image, &drafts[*count]))
			break;
	}
	if (*count == n && cbor_at_end(&image.cbor))
		return drafts;
	free(drafts);
	return NULL;
}
