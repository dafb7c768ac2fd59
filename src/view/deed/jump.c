/* Opens the record that a text means: its code, or words that only it is called by. Nothing is
 * guessed: where several have the words, all of them are shown. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "registry/select.h"
#include "view/deed/deeds.h"

/* The record that a text names: CODE of any type, or TYPE:CODE. */
static enum err_code
find_code(struct registry *r, const char *text, uint32_t *number, struct err *e)
{
	const struct schema *schema = registry_schema(r);
	const struct field any = { .type = FIELD_REFERENCE,
	                           .targets = (const struct type **)schema->types,
	                           .target_count = schema->count };
	const struct directory *d = registry_directory(r);

	return d->resolve(d->context, &any, text, number, e);
}

/* The type that the text names before a colon; *words is what stands behind it. NULL: none. */
static const struct type *
type_before(struct registry *r, const char *text, const char **words)
{
	const struct schema *schema = registry_schema(r);
	const char *colon = strchr(text, ':');
	size_t size = colon == NULL ? 0 : (size_t)(colon - text);

	*words = text;
	for (size_t i = 0; i < schema->count && colon != NULL; i++) {
		if (strlen(schema->types[i]->name) == size &&
		    memcmp(schema->types[i]->name, text, size) == 0) {
			*words = colon + 1;
			return schema->types[i];
		}
	}
	return NULL;
}

/* Whether the words are in the code or title, and not somewhere in the record. */
static bool
is_called(struct registry *r, const struct hit *hit, const char *words)
{
	struct record *record;
	struct buf fields;
	bool is_it;

	if (registry_get_number(r, hit->number, &record, NULL) != ERR_OK)
		return false;
	buf_init(&fields);
	registry_found_in(r, words, record, &fields);
	is_it = fields.size == 0;
	buf_clear(&fields);
	record_free(record);
	return is_it;
}

/* Opens the one record that is called so, or shows all that have the words. False: none has. */
static bool
open_by_words(struct face *f, const char *text)
{
	const char *words;
	const struct type *only = type_before(f->registry, text, &words);
	struct hit *hits = NULL;
	uint64_t count;
	bool is_one = false;

	if (registry_find(f->registry, words, only, NULL, &count, NULL) != ERR_OK || count == 0)
		return false;
	if (count == 1 && registry_find(f->registry, words, only, &hits, &count, NULL) == ERR_OK)
		is_one = count == 1 && is_called(f->registry, hits, words);
	if (is_one)
		f->ops->show_record(f, hits->number);
	else if (only != NULL)
		f->ops->show_list(f, only, words);
	else
		f->ops->show_report(f, REPORT_FOUND, &(struct report_subject){ .text = words });
	free(hits);
	return true;
}

void
deed_jump(struct face *f, const char *text)
{
	char *code = mem_text(text);
	uint32_t number;
	struct err e;

	if ((*code != '\0' ||
	     f->ops->ask_text(f, _("Open (a code, type:code, or words):"), NULL, &code)) &&
	    *code != '\0') {
		if (find_code(f->registry, code, &number, &e) == ERR_OK)
			f->ops->show_record(f, number);
		else if (!open_by_words(f, code))
			f->ops->refuse(f, &e);
	}
	free(code);
}
