/* The compiled form of what conf_read_group() made: the same tables of keys say how an object is
 * written in CBOR and read back, many times faster than its text. */
#ifndef SETTINGS_IMAGE_H
#define SETTINGS_IMAGE_H

#include "base/cbor.h"
#include "base/digest.h"
#include "settings/conf.h"

/* Appends the members of the object that the keys name, each as one item. */
void conf_image_put(const struct conf_key *keys, const void *object, struct buf *out);

/* A digest of the tables themselves, so that an object written by other tables is not read by
 * these. */
struct digest conf_image_layout(const struct conf_key *keys);

/* What is being read: texts and arrays go to the arena. */
struct conf_image {
	struct cbor cbor;
	struct arena *arena;
	const char *languages[16];      /* that labels share */
	size_t language_count;
	int depth;                      /* of lists that may not be nested */
};

/* Fills the members of the object, which is zeroed or initial. False: the bytes are not what
 * conf_image_put() makes of such an object. */
bool conf_image_get(struct conf_image *image, const struct conf_key *keys, void *object);

#endif
