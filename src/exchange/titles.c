/* Finds records by their titles. */
#include <config.h>

#include "exchange/titles.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/keymap.h"
#include "base/text.h"

struct titles {
	struct registry *registry;
	const struct type **types;      /* whose titles are here */
	size_t count, room;
	struct keymap numbers;          /* type and folded title -> record */
	struct keymap doubtful;         /* those that several records have */
};

struct titles *
titles_new(struct registry *r)
{
	struct titles *t = mem_new(sizeof *t);

	t->registry = r;
	keymap_init(&t->numbers);
	keymap_init(&t->doubtful);
	return t;
}

void
titles_free(struct titles *t)
{
	if (t == NULL)
		return;
	keymap_clear(&t->numbers);
	keymap_clear(&t->doubtful);
	free(t->types);
	free(t);
}

/* Texts write one apostrophe in two ways, and names of States have many. */
static void
key_of(const struct type *type, const char *title, struct buf *key)
{
	static const char curved[] = "\u2019";
	struct buf straight;

	buf_init(&straight);
	for (const char *p = title; *p != '\0'; p++) {
		if (strncmp(p, curved, sizeof curved - 1) == 0) {
			buf_byte(&straight, '\'');
			p += sizeof curved - 2;
		} else {
			buf_byte(&straight, (unsigned char)*p);
		}
	}
	buf_be16(key, type->number);
	text_fold(buf_string(&straight), straight.size, key);
	buf_clear(&straight);
}

static void
add_title(struct titles *t, const struct record *r, const char *title)
{
	uint32_t other;
	struct buf key;

	if (title == NULL)
		return;
	buf_init(&key);
	key_of(r->type, title, &key);
	if (!keymap_put(&t->numbers, key.data, key.size, r->number) &&
	    keymap_get(&t->numbers, key.data, key.size, &other) && other != r->number)
		keymap_put(&t->doubtful, key.data, key.size, 0);
	buf_clear(&key);
}

static void
add_value(struct titles *t, const struct record *r, const struct value *v)
{
	if (v->kind == VALUE_TEXT)
		add_title(t, r, v->text);
	for (uint32_t i = 0; v->kind == VALUE_LANGUAGES && i < v->count; i++)
		add_title(t, r, v->translations[i].text);
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++) {
		if (v->items[i].kind == VALUE_TEXT)
			add_title(t, r, v->items[i].text);
	}
}

static bool
add_record(void *context, const struct record *r)
{
	static const enum role roles[] = { ROLE_TITLE, ROLE_ALIAS };
	struct titles *t = context;
	const struct field *title = r->type->fields.by_role[ROLE_TITLE];

	for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++) {
		const struct value *v = record_role(r, roles[i]);

		if (v != NULL)
			add_value(t, r, v);
	}
	if (title != NULL)
		add_title(t, r, value_shown(record_value(r, title), title,
		                            registry_schema(t->registry)->language).text);
	return true;
}

static enum err_code
read_type(struct titles *t, const struct type *type, struct err *e)
{
	for (size_t i = 0; i < t->count; i++) {
		if (t->types[i] == type)
			return ERR_OK;
	}
	MEM_ROOM(t->types, t->count, t->room);
	t->types[t->count++] = type;
	return registry_every(t->registry, type, add_record, t, e);
}

static enum err_code
find_one(struct titles *t, const struct field *reference, const char *title, uint32_t *number,
         struct err *e)
{
	bool is_doubtful = false;
	uint32_t unused, found;

	*number = 0;
	for (size_t i = 0; i < reference->target_count; i++) {
		const struct type *type = reference->targets[i];
		enum err_code rc = read_type(t, type, e);
		struct buf key;

		if (rc != ERR_OK)
			return rc;
		buf_init(&key);
		key_of(type, title, &key);
		if (keymap_get(&t->numbers, key.data, key.size, &found)) {
			is_doubtful = is_doubtful || *number != 0 ||
			              keymap_get(&t->doubtful, key.data, key.size, &unused);
			*number = found;
		}
		buf_clear(&key);
	}
	if (*number == 0)
		return err_set(e, ERR_DATA, _("no record is called \"%s\""), title);
	if (is_doubtful)
		return err_set(e, ERR_DATA, _("several records are called \"%s\": give the code"), title);
	return ERR_OK;
}

enum err_code
titles_resolve(struct titles *t, const struct field *reference, const char *text, struct buf *out,
               struct err *e)
{
	const struct directory *d = registry_directory(t->registry);
	char *copy = mem_text(text), *title;
	enum err_code rc = ERR_OK;
	bool is_first = true;

	for (char *next = copy; rc == ERR_OK && next != NULL; is_first = false) {
		const struct type *type;
		struct buf code;
		uint32_t number;

		title = reference->many == MANY_SET ? strsep(&next, ";") : next;
		next = title == next ? NULL : next;
		title += strspn(title, " ");
		for (size_t n = strlen(title); n > 0 && title[n - 1] == ' '; n--)
			title[n - 1] = '\0';
		if (*title == '\0')
			continue;
		rc = find_one(t, reference, title, &number, e);
		if (rc != ERR_OK)
			break;
		buf_init(&code);
		type = d->code(d->context, number, &code);
		buf_printf(out, "%s%s:%s", is_first ? "" : ";", type->name, buf_string(&code));
		buf_clear(&code);
	}
	free(copy);
	return rc;
}
