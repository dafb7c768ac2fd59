/* Remembers which records a batch has: those that it announced, and those of the store that it
 * changes. */
#include <config.h>

#include "registry/write/batch_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "record/coding.h"

struct slot *
batch_slot_by(const struct batch *b, const struct keymap *map, const void *key, size_t size)
{
	uint32_t index;

	return keymap_get(map, key, size, &index) ? &b->slots[index] : NULL;
}

struct slot *
batch_slot_of(const struct batch *b, uint32_t number)
{
	if (number >= b->first)
		return number < b->next ? &b->slots[b->fresh[number - b->first]] : NULL;
	return batch_slot_by(b, &b->numbers, &number, sizeof number);
}

struct slot *
batch_add_slot(struct batch *b, const struct type *type, uint32_t number, bool is_new,
               const struct uuid *uuid)
{
	struct slot *s;

	MEM_ROOM(b->slots, b->count, b->room);
	s = &b->slots[b->count];
	*s = (struct slot){ .type = type, .number = number, .is_new = is_new, .uuid = *uuid };
	if (number == 0) {
		b->fresh = mem_room(b->fresh, b->next - b->first, &b->fresh_room, sizeof *b->fresh);
		b->fresh[b->next - b->first] = (uint32_t)b->count;
		s->number = b->next++;
	} else {
		keymap_put(&b->numbers, &number, sizeof number, (uint32_t)b->count);
	}
	if (uuid_is_nil(&s->uuid))
		s->uuid = uuid_new();
	else
		keymap_put(&b->uuids, s->uuid.byte, UUID_SIZE, (uint32_t)b->count);
	b->count++;
	return s;
}

struct slot *
batch_existing_slot(struct batch *b, uint32_t number, struct err *e)
{
	struct slot *s = batch_slot_of(b, number);
	struct record *r;
	char *code;

	if (s != NULL)
		return s;
	if (registry_get_number(b->registry, number, &r, e) != ERR_OK)
		return NULL;
	s = batch_add_slot(b, r->type, number, false, &r->uuid);
	code = registry_code(b->registry, r);
	s->code = arena_text(&b->texts, code);
	free(code);
	record_free(r);
	return s;
}

void
batch_announced_key(const struct type *type, const char *code, struct buf *key)
{
	buf_be16(key, type->number);
	text_fold(code, strlen(code), key);
}

struct slot *
batch_announced(const struct batch *b, const struct type *type, const char *code)
{
	struct slot *s;
	struct buf key;

	buf_init(&key);
	batch_announced_key(type, code, &key);
	s = batch_slot_by(b, &b->codes, key.data, key.size);
	buf_clear(&key);
	return s;
}

enum err_code
batch_decode(const struct batch *b, const struct slot *s, struct record **out, struct err *e)
{
	struct span body;
	enum err_code rc = spool_get(b->bodies, s->offset, s->size, &body, e);

	if (rc == ERR_OK)
		rc = record_decode(s->type, body, out, e);
	if (rc != ERR_OK)
		return rc;
	(*out)->number = s->number;
	(*out)->uuid = s->uuid;
	return ERR_OK;
}
