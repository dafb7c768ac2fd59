/* Stores what conf.c has read as CBOR and reads it back, by the same tables of keys. */
#include <config.h>

#include "settings/image.h"

#include <limits.h>
#include <string.h>

/* A key that fills the same member as the key before it is an alias. */
static bool
is_alias(const struct conf_key *keys, const struct conf_key *key)
{
	return key > keys && key->offset == key[-1].offset;
}

/* How many items an element of a list takes: its line and each member once. */
static size_t
items_of(const struct conf_key *keys)
{
	size_t count = 1;

	for (const struct conf_key *key = keys; key->name != NULL; key++)
		count += !is_alias(keys, key);
	return count;
}

static void *
member_of(const struct conf_key *key, const void *object)
{
	return (char *)(uintptr_t)object + key->offset;
}

/* ---- layout */

/* depth: of lists that may not nest, although their tables refer to themselves. */
static void
describe(const struct conf_key *keys, int depth, struct buf *out)
{
	for (const struct conf_key *key = keys; key->name != NULL; key++) {
		buf_text(out, key->name);
		buf_byte(out, (unsigned char)('a' + (int)key->type));
		buf_text(out, is_alias(keys, key) ? "=" : "");
		if (key->type == CONF_LIST && depth == 0) {
			buf_text(out, " (");
			describe(key->keys, depth + (key->nested != NULL), out);
			buf_text(out, ")");
		}
		buf_byte(out, '\n');
	}
}

struct digest
conf_image_layout(const struct conf_key *keys)
{
	struct buf text;
	struct digest digest;

	buf_init(&text);
	describe(keys, 0, &text);
	digest = digest_of(text.data, text.size);
	buf_clear(&text);
	return digest;
}

/* ---- writing */

static void
put_text(const char *text, struct buf *out)
{
	if (text == NULL)
		cbor_put_null(out);
	else
		cbor_put_text(out, text, strlen(text));
}

static void
put_label(const struct conf_label *label, struct buf *out)
{
	cbor_put_array(out, label->count * 2);
	for (size_t i = 0; i < label->count; i++) {
		put_text(label->languages[i], out);
		put_text(label->texts[i], out);
	}
}

static void
put_list(const struct conf_key *key, const void *object, struct buf *out)
{
	const char *array;
	size_t count;

	memcpy(&array, member_of(key, object), sizeof array);
	memcpy(&count, (const char *)object + key->count, sizeof count);
	cbor_put_array(out, count * items_of(key->keys));
	for (size_t i = 0; i < count; i++) {
		const void *element = array + i * key->size;

		cbor_put_int(out, *(const int *)element);
		conf_image_put(key->keys, element, out);
	}
}

static void
put_member(const struct conf_key *key, const void *object, struct buf *out)
{
	const void *member = member_of(key, object);
	const struct conf_texts *texts = member;
	const struct conf_numbers *numbers = member;

	switch (key->type) {
	case CONF_TEXT:
	case CONF_ANY_TEXT:
		put_text(*(const char *const *)member, out);
		break;
	case CONF_INT:
		cbor_put_int(out, *(const long *)member);
		break;
	case CONF_FLAG:
		cbor_put_bool(out, *(const bool *)member);
		break;
	case CONF_TEXTS:
		cbor_put_array(out, texts->count);
		for (size_t i = 0; i < texts->count; i++)
			put_text(texts->list[i], out);
		break;
	case CONF_LABEL:
		put_label(member, out);
		break;
	case CONF_NUMBERS:
		cbor_put_array(out, numbers->count);
		for (size_t i = 0; i < numbers->count; i++)
			cbor_put_uint(out, numbers->list[i]);
		break;
	case CONF_LIST:
		put_list(key, object, out);
		break;
	case CONF_OTHER:                /* its reader stores values where no table can find them */
		cbor_put_null(out);
		break;
	}
}

void
conf_image_put(const struct conf_key *keys, const void *object, struct buf *out)
{
	for (const struct conf_key *key = keys; key->name != NULL; key++) {
		if (!is_alias(keys, key))
			put_member(key, object, out);
	}
}

/* ---- reading */

static bool
get_text(struct conf_image *image, const char **out)
{
	struct span text;

	*out = NULL;
	if (cbor_get_null(&image->cbor))
		return true;
	if (!cbor_get_text(&image->cbor, &text) || memchr(text.data, '\0', text.size) != NULL)
		return false;
	*out = arena_textn(image->arena, (const char *)text.data, text.size);
	return true;
}

static bool
get_language(struct conf_image *image, const char **out)
{
	struct span text;

	if (!cbor_get_text(&image->cbor, &text) || memchr(text.data, '\0', text.size) != NULL)
		return false;
	for (size_t i = 0; i < image->language_count; i++) {
		if (strlen(image->languages[i]) == text.size &&
		    memcmp(image->languages[i], text.data, text.size) == 0) {
			*out = image->languages[i];
			return true;
		}
	}
	*out = arena_textn(image->arena, (const char *)text.data, text.size);
	if (image->language_count < sizeof image->languages / sizeof image->languages[0])
		image->languages[image->language_count++] = *out;
	return true;
}

static bool
get_label(struct conf_image *image, struct conf_label *out)
{
	size_t count;

	if (!cbor_get_array(&image->cbor, &count) || count % 2 != 0)
		return false;
	if (count == 0)
		return true;
	out->languages = arena_new(image->arena, sizeof *out->languages * count);
	out->texts = out->languages + count / 2;
	for (; out->count < count / 2; out->count++) {
		if (!get_language(image, &out->languages[out->count]) ||
		    !get_text(image, &out->texts[out->count]) || out->texts[out->count] == NULL)
			return false;
	}
	return true;
}

static bool
get_texts(struct conf_image *image, struct conf_texts *out)
{
	size_t count;

	if (!cbor_get_array(&image->cbor, &count))
		return false;
	if (count > 0)
		out->list = arena_new(image->arena, sizeof *out->list * count);
	for (; out->count < count; out->count++) {
		if (!get_text(image, &out->list[out->count]) || out->list[out->count] == NULL)
			return false;
	}
	return true;
}

static bool
get_numbers(struct conf_image *image, struct conf_numbers *out)
{
	size_t count;

	if (!cbor_get_array(&image->cbor, &count))
		return false;
	if (count > 0)
		out->list = arena_new(image->arena, sizeof *out->list * count);
	for (; out->count < count; out->count++) {
		uint64_t number;

		if (!cbor_get_uint(&image->cbor, &number) || number > UINT16_MAX)
			return false;
		out->list[out->count] = (uint16_t)number;
	}
	return true;
}

static bool
get_int(struct conf_image *image, long *out)
{
	int64_t number;

	if (!cbor_get_int(&image->cbor, &number))
		return false;
	*out = (long)number;
	return true;
}

static bool
get_list(struct conf_image *image, const struct conf_key *key, void *object)
{
	size_t items = items_of(key->keys), count;
	char *array;

	if (!cbor_get_array(&image->cbor, &count) || count % items != 0)
		return false;
	count /= items;
	/* A list that may not nest is empty inside itself, which bounds the recursion. */
	if (key->nested != NULL && image->depth > 0 && count > 0)
		return false;
	image->depth += key->nested != NULL;
	array = arena_new(image->arena, key->size * (count + 1));
	memcpy(member_of(key, object), &array, sizeof array);
	memcpy((char *)object + key->count, &count, sizeof count);
	for (size_t i = 0; i < count; i++) {
		char *element = array + i * key->size;
		int64_t line;

		if (key->initial != NULL)
			memcpy(element, key->initial, key->size);
		if (!cbor_get_int(&image->cbor, &line) || line < 0 || line > INT_MAX)
			return false;
		*(int *)(void *)element = (int)line;
		if (!conf_image_get(image, key->keys, element))
			return false;
	}
	image->depth -= key->nested != NULL;
	return true;
}

static bool
get_member(struct conf_image *image, const struct conf_key *key, void *object)
{
	void *member = member_of(key, object);

	switch (key->type) {
	case CONF_TEXT:
	case CONF_ANY_TEXT:
		return get_text(image, member);
	case CONF_INT:
		return get_int(image, member);
	case CONF_FLAG:
		return cbor_get_bool(&image->cbor, member);
	case CONF_TEXTS:
		return get_texts(image, member);
	case CONF_LABEL:
		return get_label(image, member);
	case CONF_NUMBERS:
		return get_numbers(image, member);
	case CONF_LIST:
		return get_list(image, key, object);
	case CONF_OTHER:
		return cbor_get_null(&image->cbor);
	}
	return false;
}

bool
conf_image_get(struct conf_image *image, const struct conf_key *keys, void *object)
{
	for (const struct conf_key *key = keys; key->name != NULL; key++) {
		if (!is_alias(keys, key) && !get_member(image, key, object))
			return false;
	}
	return true;
}
