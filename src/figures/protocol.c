/* Names parties as documents do, and puts them in order. */
#include <config.h>

#include "figures/protocol.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/builtin.h"
#include "base/text.h"

#define NAMES "names/un-names.tsv"

/* ---- names */

/* The n-th field of a line whose fields are separated by tabs; 0 bytes if there is none. */
static struct span
field_at(const char *line, size_t n)
{
	while (n > 0 && line[strcspn(line, "\t\n")] == '\t') {
		line += strcspn(line, "\t\n") + 1;
		n--;
	}
	return (struct span){ (const unsigned char *)line, n > 0 ? 0 : strcspn(line, "\t\n") };
}

static bool
is_text(struct span s, const char *text)
{
	return s.size == strlen(text) && memcmp(s.data, text, s.size) == 0;
}

bool
protocol_un_name(const char *code, const char *language, struct buf *out)
{
	const struct builtin *names = builtin_find(NAMES);
	const char *line = names == NULL ? "" : names->text;
	size_t column = 1;

	while (field_at(line, column).size > 0 && !is_text(field_at(line, column), language))
		column++;
	if (field_at(line, column).size == 0)
		return false;
	for (line += strcspn(line, "\n"); *line != '\0'; line += strcspn(line, "\n")) {
		struct span name;

		if (!is_text(field_at(++line, 0), code))
			continue;
		name = field_at(line, column);
		buf_add(out, name.data, name.size);
		return name.size > 0;
	}
	return false;
}

/* Whether the codes of the type are those of ISO 3166-1: its titles are translated by them. */
static bool
is_of_states(const struct type *type)
{
	const struct field *title = type->fields.by_role[ROLE_TITLE];

	return title != NULL && title->names != NULL && strcmp(title->names, "iso_3166-1") == 0;
}

static const char *
put_translation(const struct translation *t, const char *language, struct buf *out)
{
	buf_text(out, t->text);
	return translation_is_foreign(t, language) ? t->language : NULL;
}

const char *
protocol_name(const struct record *r, const struct directory *d, const char *language,
              struct buf *out)
{
	const struct field *own = r->type->fields.by_role[ROLE_PROTOCOL_NAME];
	const struct field *title = r->type->fields.by_role[ROLE_TITLE];
	struct translation t = { 0 };
	struct buf code;
	bool is_found;

	if (own != NULL)
		t = value_shown(record_value(r, own), own, language);
	if (t.text != NULL && !translation_is_foreign(&t, language))
		return put_translation(&t, language, out);
	buf_init(&code);
	record_code(r, d, &code);
	is_found = is_of_states(r->type) && protocol_un_name(buf_string(&code), language, out);
	buf_clear(&code);
	if (is_found)
		return NULL;
	if (t.text == NULL && title != NULL)
		t = value_shown(record_value(r, title), title, language);
	return t.text == NULL ? NULL : put_translation(&t, language, out);
}

/* ---- the order */

unsigned
capacity_of(const struct field *as, int64_t choice, bool is_member)
{
	unsigned others = CAPACITY_OTHER;

	for (size_t i = 0; as != NULL && i < as->choice_count; i++) {
		const struct choice *c = &as->choices[i];
		unsigned capacity;

		switch (c->role) {
		case CHOICE_ROLE_MEMBER:   capacity = CAPACITY_MEMBER; break;
		case CHOICE_ROLE_OBSERVER: capacity = CAPACITY_OBSERVER; break;
		case CHOICE_ROLE_PARTNER:  capacity = CAPACITY_PARTNER; break;
		case CHOICE_ROLE_GUEST:    capacity = CAPACITY_GUEST; break;
		case CHOICE_ROLE_HOST:     capacity = is_member ? CAPACITY_MEMBER : CAPACITY_HOST; break;
		default:                   capacity = others++; break;
		}
		if (c->number == choice)
			return capacity;
	}
	return others;
}

static size_t
kind_of(const struct field *column, const struct type *type)
{
	size_t i = 0;

	while (i < column->target_count && column->targets[i] != type)
		i++;
	return i;
}

static void
read_class(const struct record *r, struct party *out)
{
	const struct field *class = r->type->fields.by_role[ROLE_CLASS];
	const struct value *v = class == NULL ? NULL : record_value(r, class);

	if (v == NULL || v->kind != VALUE_NUMBER)
		return;
	while (out->class_place < class->choice_count &&
	       class->choices[out->class_place].number != v->number)
		out->class_place++;
	if (out->class_place < class->choice_count)
		out->class_label = class->choices[out->class_place].label;
}

void
party_read(struct registry *r, const struct field *column, const char *language, struct party *out)
{
	const struct directory *d = registry_directory(r);
	struct buf code, name, key;
	struct record *record;

	buf_init(&code);
	buf_init(&name);
	buf_init(&key);
	d->code(d->context, out->number, &code);
	if (registry_get_number(r, out->number, &record, NULL) == ERR_OK) {
		out->kind = kind_of(column, record->type);
		read_class(record, out);
		protocol_name(record, d, language, &name);
		record_free(record);
	}
	if (name.size == 0)
		buf_text(&name, buf_string(&code));
	text_fold(buf_string(&name), name.size, &key);
	out->code = buf_take(&code);
	out->name = buf_take(&name);
	out->key = buf_take(&key);
}

void
party_clear(struct party *p)
{
	free(p->code);
	free(p->name);
	free(p->key);
}

int
party_compare(const void *a, const void *b)
{
	const struct party *x = a, *y = b;
	int order;

	if (x->capacity != y->capacity)
		return x->capacity < y->capacity ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->class_place != y->class_place)
		return x->class_place < y->class_place ? -1 : 1;
	order = strcmp(x->key, y->key);
	return order != 0 ? order : strcmp(x->code, y->code);
}
