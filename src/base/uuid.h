/* Identities: 16 bytes, written as 8-4-4-4-12 hex digits (RFC 9562). */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include <stdbool.h>
#include <stdint.h>

#define UUID_SIZE 16
#define UUID_TEXT 37    /* bytes of the written form with its NUL */

struct uuid {
	unsigned char byte[UUID_SIZE];
};

struct uuid uuid_new(void);                     /* of this moment, and random */
bool uuid_parse(const char *text, struct uuid *out);
void uuid_format(const struct uuid *u, char out[UUID_TEXT]);
bool uuid_is_nil(const struct uuid *u);
bool uuid_equal(const struct uuid *a, const struct uuid *b);

/* A row's identity: 63 random bits, never 0; written as 16 hex digits. */
#define ROWID_TEXT 17
uint64_t rowid_new(void);
bool rowid_parse(const char *text, uint64_t *out);
void rowid_format(uint64_t id, char out[ROWID_TEXT]);

#endif
