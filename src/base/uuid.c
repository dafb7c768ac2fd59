/* Makes, reads and formats the identities of records and rows. */
#include <config.h>

#include "base/uuid.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include "base/clock.h"

/* Version 7 of RFC 9562: milliseconds, a counter within them, and random bits. Identities made
 * together are neighbours in the store, so that many are written to the same pages. */
struct uuid
uuid_new(void)
{
	static int64_t last;
	static unsigned counter;
	int64_t now = clock_now();
	struct uuid u;

	if (now > last) {
		last = now;
		counter = 0;
	} else if (++counter > 0x0FFF) {
		last++;
		counter = 0;
	}
	randombytes_buf(u.byte, sizeof u.byte);
	for (int i = 0; i < 6; i++)
		u.byte[i] = (unsigned char)(last >> (40 - 8 * i));
	u.byte[6] = (unsigned char)(0x70 | counter >> 8);
	u.byte[7] = (unsigned char)counter;
	u.byte[8] = (unsigned char)((u.byte[8] & 0x3F) | 0x80);
	return u;
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
uuid_parse(const char *text, struct uuid *out)
{
	if (strlen(text) != UUID_TEXT - 1)
		return false;
	for (int i = 0, n = 0; text[i] != '\0'; i++) {
		if (i == 8 || i == 13 || i == 18 || i == 23) {
			if (text[i] != '-')
				return false;
			continue;
		}
		if (hex_digit(text[i]) < 0)
			return false;
		out->byte[n / 2] = (unsigned char)(out->byte[n / 2] << 4 | hex_digit(text[i]));
		n++;
	}
	return true;
}

void
uuid_format(const struct uuid *u, char out[UUID_TEXT])
{
	char *p = out;

	for (int i = 0; i < UUID_SIZE; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*p++ = '-';
		p += sprintf(p, "%02x", u->byte[i]);
	}
}

bool
uuid_is_nil(const struct uuid *u)
{
	static const struct uuid nil;

	return uuid_equal(u, &nil);
}

bool
uuid_equal(const struct uuid *a, const struct uuid *b)
{
	return memcmp(a->byte, b->byte, UUID_SIZE) == 0;
}

uint64_t
rowid_new(void)
{
	uint64_t id = 0;

	while (id == 0) {
		randombytes_buf(&id, sizeof id);
		id &= INT64_MAX;
	}
	return id;
}

bool
rowid_parse(const char *text, uint64_t *out)
{
	uint64_t id = 0;

	if (strlen(text) != ROWID_TEXT - 1)
		return false;
	for (const char *p = text; *p != '\0'; p++) {
		if (hex_digit(*p) < 0)
			return false;
		id = id << 4 | (uint64_t)hex_digit(*p);
	}
	*out = id;
	return id != 0 && id <= INT64_MAX;
}

void
rowid_format(uint64_t id, char out[ROWID_TEXT])
{
	snprintf(out, ROWID_TEXT, "%016" PRIx64, id);
}
