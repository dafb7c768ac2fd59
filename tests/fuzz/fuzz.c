#include <config.h>

#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

void
require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "this does not hold: %s\n", what);
	abort();
}

const struct schema *
shipped_schema(void)
{
	static struct schema *schema;
	struct schema_sources sources;
	struct faults faults;
	struct err e;

	if (schema != NULL)
		return schema;
	faults_init(&faults);
	require(schema_sources_load(NULL, &sources, &e) == ERR_OK, "the shipped schema is there");
	require(schema_load(&sources, "en", &schema, &faults, &e) == ERR_OK,
	        "the shipped schema is right");
	schema_sources_clear(&sources);
	return schema;
}

const struct type *
shipped_type(const uint8_t **data, size_t *size)
{
	const struct schema *s = shipped_schema();
	const struct type *t = s->types[*size == 0 ? 0 : **data % s->count];

	if (*size > 0) {
		(*data)++;
		(*size)--;
	}
	return t;
}

static enum err_code
resolve(void *context, const struct field *f, const char *text, uint32_t *number, struct err *e)
{
	(void)context;
	(void)f;
	*number = 0;
	return err_set(e, ERR_DATA, "there is no \"%s\"", text);
}

static const struct type *
code(void *context, uint32_t number, struct buf *out)
{
	(void)context;
	(void)number;
	(void)out;
	return NULL;
}

static void
title(void *context, uint32_t number, const char *language, struct buf *out)
{
	(void)context;
	(void)number;
	(void)language;
	(void)out;
}

/* The last four bytes of an identity are the number. */
static bool
uuid(void *context, uint32_t number, struct uuid *out)
{
	(void)context;
	*out = (struct uuid){ { 1 } };
	for (int i = 0; i < 4; i++)
		out->byte[12 + i] = (unsigned char)(number >> (24 - 8 * i));
	return number != 0;
}

static uint32_t
number(void *context, const struct uuid *u)
{
	(void)context;
	return be32(u->byte + 12);
}

const struct directory empty_directory = {
	.resolve = resolve, .code = code, .title = title, .uuid = uuid, .number = number,
};

static struct record *
get(void *context, uint32_t wanted)
{
	(void)context;
	(void)wanted;
	return NULL;
}

static enum err_code
every(void *context, const struct type *type,
      bool (*each)(void *each_context, const struct record *r), void *each_context, struct err *e)
{
	(void)context;
	(void)type;
	(void)each;
	(void)each_context;
	(void)e;
	return ERR_OK;
}

static bool
changed(void *context, const struct record *r, int64_t *when, const char **by)
{
	(void)context;
	(void)r;
	*when = INT64_C(1795492376123);
	*by = "amina";
	return true;
}

const struct query_context empty_context = {
	.directory = &empty_directory,
	.get = get,
	.every = every,
	.changed = changed,
	.my_office = 1,
	.today = 20261124,
};

char *
input_text(const uint8_t *data, size_t size)
{
	return mem_textn((const char *)data, size);
}
