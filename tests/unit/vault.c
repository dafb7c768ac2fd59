#include <config.h>

#include "vault.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"

struct store_options
vault_options(const struct vault *p)
{
	return (struct store_options){
		.path = p->store, .map_gib = 1, .readers = 16, .operator_name = "amina"
	};
}

int
vault_begin(void **state)
{
	struct vault *p = calloc(1, sizeof *p);
	struct store_options options;
	struct store *s;
	struct err e;

	p->folder = folder_new();
	p->store = path_join(p->folder, "store");
	p->data = path_join(p->store, "data.mdb");
	*state = p;
	options = vault_options(p);
	if (store_create(&options, &s, &e) != ERR_OK)
		return 1;
	store_close(s);
	return 0;
}

int
vault_end(void **state)
{
	struct vault *p = *state;

	folder_remove(p->folder);
	free(p->store);
	free(p->data);
	free(p);
	return 0;
}

struct store *
vault_open(const struct vault *p)
{
	struct store_options options = vault_options(p);
	struct store *s;
	struct err e;

	if (store_open(&options, &s, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return s;
}

struct txn *
vault_write(struct store *s)
{
	struct txn *t;
	struct err e;

	if (store_write(s, false, &t, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return t;
}

struct txn *
vault_read(struct store *s)
{
	struct txn *t;
	struct err e;

	assert_int_equal(store_read(s, &t, &e), ERR_OK);
	return t;
}

struct span
span_of(const char *text)
{
	return (struct span){ (const unsigned char *)text, strlen(text) };
}
