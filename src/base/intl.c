#include <config.h>

#include "base/intl.h"

#include <stdint.h>
#include <string.h>

#define MAGIC        0x950412DEu
#define HEADER_WORDS 5

/* Of the chosen catalogue; the tables hold the length and the offset of each text, the originals
 * sorted by their bytes. */
static struct {
	const struct intl_catalogue *catalogue;
	uint32_t count, originals, translations;
	bool none_is_one;               /* nothing is said as one is, as in French */
} chosen;

/* msgfmt writes numbers with the low byte first, wherever it runs. */
static uint32_t
word_at(const unsigned char *data, size_t offset)
{
	const unsigned char *p = data + offset;

	return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}

/* A text of a table; NULL if the catalogue is not what it should be. */
static const char *
text_at(const struct intl_catalogue *c, uint32_t table, uint32_t index, uint32_t *size)
{
	size_t entry = table + (size_t)index * 8, start;

	if (entry + 8 > c->size)
		return NULL;
	*size = word_at(c->data, entry);
	start = word_at(c->data, entry + 4);
	if (start >= c->size || *size >= c->size - start || c->data[start + *size] != '\0')
		return NULL;
	return (const char *)c->data + start;
}

/* What stands for the message; of plurals, all forms one behind the other. */
static const char *
look_up(const char *message, uint32_t *size)
{
	uint32_t low = 0, high = chosen.count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2, length;
		const char *original = text_at(chosen.catalogue, chosen.originals, middle, &length);
		int order = original == NULL ? 0 : strcmp(message, original);

		if (original == NULL)
			return NULL;
		if (order == 0)
			return text_at(chosen.catalogue, chosen.translations, middle, size);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

void
intl_choose(const char *language)
{
	const struct intl_catalogue *c = intl_catalogues;
	const char *header;
	uint32_t size;

	memset(&chosen, 0, sizeof chosen);
	while (c->language != NULL && strcmp(c->language, language) != 0)
		c++;
	if (c->language == NULL || c->size < HEADER_WORDS * sizeof size ||
	    word_at(c->data, 0) != MAGIC)
		return;
	chosen.catalogue = c;
	chosen.count = word_at(c->data, 8);
	chosen.originals = word_at(c->data, 12);
	chosen.translations = word_at(c->data, 16);
	header = look_up("", &size);
	chosen.none_is_one = header != NULL && strstr(header, "n > 1") != NULL;
}

const char *
intl_text(const char *message)
{
	uint32_t size;
	const char *found = *message == '\0' ? NULL : look_up(message, &size);

	return found != NULL && *found != '\0' ? found : message;
}

const char *
intl_plural(const char *one, const char *many, unsigned long n)
{
	bool is_one = chosen.none_is_one ? n <= 1 : n == 1;
	uint32_t size;
	const char *found = look_up(one, &size);

	if (found == NULL || *found == '\0')
		return n == 1 ? one : many;
	if (!is_one && strlen(found) < size)
		found += strlen(found) + 1;
	return found;
}
