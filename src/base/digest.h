/* BLAKE2b (RFC 7693), from libsodium. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

#define DIGEST_SIZE 32

struct digest {
	unsigned char byte[DIGEST_SIZE];
};

struct digest digest_of(const void *data, size_t size);

/* Eight bytes that tell a damaged record from a whole one. */
uint64_t checksum_of(const void *data, size_t size);

#endif
