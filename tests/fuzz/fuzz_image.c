/* Any bytes as the compiled draft of a record type: they are refused, or written back as they were. */
#include <config.h>

#include <string.h>

#include "fuzz.h"
#include "schema/draft.h"
#include "settings/image.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct type_draft draft = { 0 };
	struct arena arena;
	struct conf_image image = { .arena = &arena };
	struct buf again;
	struct err e;

	arena_init(&arena);
	buf_init(&again);
	cbor_open(&image.cbor, data, size);
	if (conf_image_get(&image, schema_type_keys, &draft)) {
		size_t used = (size_t)(image.cbor.at - data);

		conf_image_put(schema_type_keys, &draft, &again);
		/* A text that is not UTF-8 is refused when it is written. */
		require(cbor_refusal(&again, &e) != ERR_OK ||
		                (again.size == used &&
		                 memcmp(again.data, data, used) == 0),
		        "what was read is written as it was");
	}
	buf_clear(&again);
	arena_clear(&arena);
	return 0;
}
