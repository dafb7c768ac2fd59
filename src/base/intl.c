/* Looks up messages in the catalogues that are compiled into the program. */
#include <config.h>

#include "base/intl.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/plural.h"
#include "base/text.h"

#define MAGIC        0x950412DEu
#define HEADER_WORDS 5
#define MOST_SYSTEM  8          /* how many of the system's catalogues are held */

/* A catalogue being read: its tables hold the length and the offset of each text, the originals
 * sorted by their bytes. */
struct reading {
	const unsigned char *data;
	size_t size;
	uint32_t count, originals, translations;
};

static struct {
	struct reading catalogue;
	struct plural plural;           /* which form of a message a number takes */
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
text_at(const struct reading *c, uint32_t table, uint32_t index, uint32_t *size)
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

/* The translation; for plurals, all forms one after the other. */
static const char *
look_up(const struct reading *c, const char *message, uint32_t *size)
{
	uint32_t low = 0, high = c->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2, length;
		const char *original = text_at(c, c->originals, middle, &length);
		int order = original == NULL ? 0 : strcmp(message, original);

		if (original == NULL)
			return NULL;
		if (order == 0)
			return text_at(c, c->translations, middle, size);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static void
start_reading(struct reading *c, const unsigned char *data, size_t size)
{
	*c = (struct reading){ data, size, 0, 0, 0 };
	if (size < HEADER_WORDS * sizeof c->count || word_at(data, 0) != MAGIC)
		return;
	c->count = word_at(data, 8);
	c->originals = word_at(data, 12);
	c->translations = word_at(data, 16);
}

static const struct intl_catalogue *
catalogue_of(const char *language)
{
	const struct intl_catalogue *c = intl_catalogues;

	while (c->language != NULL && strcmp(c->language, language) != 0)
		c++;
	return c->language == NULL ? NULL : c;
}

bool
intl_knows(const char *language)
{
	return strcmp(language, "en") == 0 || catalogue_of(language) != NULL;
}

void
intl_languages(struct buf *out)
{
	buf_text(out, "en");
	for (const struct intl_catalogue *c = intl_catalogues; c->language != NULL; c++)
		buf_printf(out, ", %s", c->language);
}

bool
intl_is_english(void)
{
	return chosen.catalogue.count == 0;
}

void
intl_choose(const char *language)
{
	const struct intl_catalogue *c = catalogue_of(language);
	const char *header;
	uint32_t size;

	memset(&chosen, 0, sizeof chosen);
	if (c == NULL)
		return;
	start_reading(&chosen.catalogue, c->data, c->size);
	header = look_up(&chosen.catalogue, "", &size);
	plural_read(header == NULL ? "" : header, &chosen.plural);
}

const char *
intl_text(const char *message)
{
	uint32_t size;
	const char *found = *message == '\0' ? NULL : look_up(&chosen.catalogue, message, &size);

	return found != NULL && *found != '\0' ? found : message;
}

const char *
intl_plural(const char *one, const char *many, unsigned long n)
{
	uint32_t size;
	const char *found = look_up(&chosen.catalogue, one, &size), *end;

	if (found == NULL || *found == '\0')
		return n == 1 ? one : many;
	end = found + size;
	/* A catalogue that has too few forms gives its last one. */
	for (unsigned long form = plural_form(&chosen.plural, n); form > 0; form--) {
		const char *next = found + strlen(found) + 1;

		if (next > end)
			break;
		found = next;
	}
	return found;
}

/* ---- names, from catalogues of the system */

/* pt-BR is in the folder pt_BR. Anything that is not a language tag names no folder. */
static char *
system_path(const char *domain, const char *language)
{
	char *folder = mem_text(language), *path = NULL;

	for (char *p = folder; *p != '\0'; p++)
		*p = *p == '-' ? '_' : *p;
	if (strchr(folder, '/') == NULL && strchr(domain, '/') == NULL)
		path = mem_printf("/usr/share/locale/%s/LC_MESSAGES/%s.mo", folder, domain);
	free(folder);
	return path;
}

/* Read once; one that is not there is empty. */
static const struct reading *
system_catalogue(const char *domain, const char *language)
{
	static struct {
		char *path;
		struct reading catalogue;
	} held[MOST_SYSTEM];
	char *path = system_path(domain, language);
	struct buf bytes;
	size_t i = 0;

	if (path == NULL)
		return NULL;
	while (i < MOST_SYSTEM && held[i].path != NULL && strcmp(held[i].path, path) != 0)
		i++;
	if (i == MOST_SYSTEM || held[i].path != NULL) {
		free(path);
		return i == MOST_SYSTEM ? NULL : &held[i].catalogue;
	}
	held[i].path = path;
	buf_init(&bytes);
	if (file_read(path, &bytes, NULL) == ERR_OK)
		start_reading(&held[i].catalogue, bytes.data, bytes.size);
	else
		buf_clear(&bytes);
	return &held[i].catalogue;
}

/* NULL: there is no name, or it may not be shown. */
static const char *
fit_to_show(const char *name)
{
	return name != NULL && *name != '\0' &&
	       text_check(name, strlen(name), TEXT_LINE, NULL) == ERR_OK ? name : NULL;
}

const char *
intl_name(const char *domain, const char *language, const char *name)
{
	const struct reading *c = system_catalogue(domain, language);
	uint32_t size;

	return c == NULL || *name == '\0' ? NULL : fit_to_show(look_up(c, name, &size));
}

void
intl_names(const char *domain, const char *language,
           void (*each)(void *context, const char *english, const char *name), void *context)
{
	const struct reading *c = system_catalogue(domain, language);

	for (uint32_t i = 0; c != NULL && i < c->count; i++) {
		uint32_t size;
		const char *english = text_at(c, c->originals, i, &size);
		const char *name = fit_to_show(text_at(c, c->translations, i, &size));

		if (english != NULL && *english != '\0' && name != NULL)
			each(context, english, name);
	}
}
