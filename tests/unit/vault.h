/* A store in a folder that goes away. Its writer is amina. */
#ifndef TESTS_UNIT_VAULT_H
#define TESTS_UNIT_VAULT_H

#include "store/store.h"
#include "test.h"

struct vault {
	char *folder, *store, *data;    /* the store's folder is in `folder`, its file is `data` */
};

/* cmocka's fixtures: *state is the vault, with an empty store in it that is closed. */
int vault_begin(void **state);
int vault_end(void **state);

struct store_options vault_options(const struct vault *v);
struct store *vault_open(const struct vault *v);
struct txn *vault_write(struct store *s);
struct txn *vault_read(struct store *s);

struct span span_of(const char *text);

#endif
