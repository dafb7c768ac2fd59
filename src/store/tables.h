/* The tables of a store: one small file each, typed keys and values. Spans that a function gives
 * are borrowed from the map: they are good until the transaction writes or ends. ERR_NOT_FOUND says
 * that nothing is there and leaves the struct err alone. */
#ifndef STORE_TABLES_H
#define STORE_TABLES_H

#include "store/store.h"

#define TABLE_LIST(X) \
	X(META, "meta") X(RECORD, "record") X(UUID, "uuid") X(INDEX, "index") X(LINK, "link") \
	X(WORDS, "words") X(HISTORY, "history") X(JOURNAL, "journal") X(ACT, "act") \
	X(SENSITIVE, "sensitive") X(COLUMN, "column")

enum table {
#define TABLE_ENUM(id, name) TABLE_##id,
	TABLE_LIST(TABLE_ENUM)
#undef TABLE_ENUM
	TABLE_COUNT
};

/* ---- meta: a few named facts */

enum err_code meta_get(struct txn *t, const char *name, struct span *out, struct err *e);
enum err_code meta_put(struct txn *t, const char *name, struct span value, struct err *e);
/* A counter; 0 if it was never set. */
enum err_code meta_get_number(struct txn *t, const char *name, uint64_t *out, struct err *e);
enum err_code meta_put_number(struct txn *t, const char *name, uint64_t n, struct err *e);

/* ---- journal keys: where an entry stands. Origins are numbered in meta; 0 is this store. */

struct entry_key {
	uint16_t origin;
	uint64_t sequence;      /* from 1 */
};

#define ENTRY_KEY_SIZE 10
void entry_key_put(struct buf *b, struct entry_key k);
struct entry_key entry_key_get(const void *bytes);

/* ---- record: number -> envelope and body */

#define MOST_HEADS 8

struct stored {
	uint16_t type;
	struct uuid uuid;
	uint64_t version;
	struct entry_key heads[MOST_HEADS];     /* the journal entries that made it what it is */
	size_t head_count;
	bool is_removed;                        /* a tombstone: body is its last code as text */
	struct span body;                       /* CBOR */
};

/* ERR_STORE: the record's checksum does not fit its bytes. */
enum err_code records_get(struct txn *t, uint32_t number, struct stored *out, struct err *e);
enum err_code records_put(struct txn *t, uint32_t number, const struct stored *s, struct err *e);
enum err_code records_decode(struct span value, uint32_t number, struct stored *out,
                             struct err *e);
/* The number that the next new record takes. */
enum err_code records_next(struct txn *t, uint32_t *out, struct err *e);

/* ---- uuid -> record number */

enum err_code uuids_get(struct txn *t, const struct uuid *uuid, uint32_t *out, struct err *e);
enum err_code uuids_put(struct txn *t, const struct uuid *uuid, uint32_t number, struct err *e);

/* ---- index: (type, field, sort key, record number) -> nothing */

#define INDEX_PREFIX 4  /* bytes of type and field */
void index_prefix(struct buf *key, uint16_t type, uint16_t field);
enum err_code index_put(struct txn *t, uint16_t type, uint16_t field, struct span sort_key,
                        uint32_t number, struct err *e);
/* The same with the whole key: prefix, sort key, number. */
enum err_code index_put_key(struct txn *t, struct span key, struct err *e);
enum err_code index_delete(struct txn *t, uint16_t type, uint16_t field, struct span sort_key,
                           uint32_t number, struct err *e);
/* The first record with exactly this sort key. */
enum err_code index_find(struct txn *t, uint16_t type, uint16_t field, struct span sort_key,
                         uint32_t *number, struct err *e);

/* ---- column: (type, field, record number / 128) -> 128 sort-key prefixes of eight bytes each, in
 * the order of the numbers, so that thousands of records can be sorted without reading them */

#define COLUMN_RECORDS 128
#define COLUMN_BYTES (COLUMN_RECORDS * 8)
/* The first eight bytes of a sort key as a number, padded with zeros, which sorts as the key
 * does. */
uint64_t column_prefix(struct span sort_key);
enum err_code columns_get(struct txn *t, uint16_t type, uint16_t field, uint32_t chunk,
                          struct span *out, struct err *e);
enum err_code columns_put(struct txn *t, uint16_t type, uint16_t field, uint32_t chunk,
                          const void *bytes, struct err *e);

/* ---- link: (target, type, field, column, source) -> nothing: who refers to a record */

struct link {
	uint32_t target;
	uint16_t type, field, column;   /* of the source; column 0: not in a table */
	uint32_t source;
};

#define LINK_KEY_SIZE 14
enum err_code links_put(struct txn *t, const struct link *l, struct err *e);
enum err_code links_delete(struct txn *t, const struct link *l, struct err *e);
struct link link_get(const void *key);

/* ---- history: (record number, version) -> journal key */

enum err_code history_put(struct txn *t, uint32_t number, uint64_t version, struct entry_key key,
                          struct err *e);
enum err_code history_get(struct txn *t, uint32_t number, uint64_t version, struct entry_key *out,
                          struct err *e);

/* ---- journal: (origin, sequence) -> entry */

enum err_code journal_get(struct txn *t, struct entry_key key, struct span *out, struct err *e);
enum err_code journal_put(struct txn *t, struct entry_key key, struct span entry, struct err *e);
/* The last entry of an origin; sequence 0 and an empty span if there is none. */
enum err_code journal_last(struct txn *t, uint16_t origin, struct entry_key *key,
                           struct span *entry, struct err *e);

/* ---- act: number -> what was done by whom */

enum err_code acts_get(struct txn *t, uint32_t number, struct span *out, struct err *e);
enum err_code acts_put(struct txn *t, uint32_t number, struct span act, struct err *e);
enum err_code acts_last(struct txn *t, uint32_t *number, struct span *act, struct err *e);

/* ---- sensitive: (entry, digest) -> salt and value */

enum err_code sensitive_put(struct txn *t, struct entry_key key, struct span digest,
                            struct span value, struct err *e);
enum err_code sensitive_get(struct txn *t, struct entry_key key, struct span digest,
                            struct span *value, struct err *e);
enum err_code sensitive_delete(struct txn *t, struct entry_key key, struct span digest,
                               struct err *e);

/* ---- walking any table in the order of its keys */

struct cursor;

enum err_code cursor_open(struct txn *t, enum table table, struct cursor **out, struct err *e);
void cursor_close(struct cursor *c);    /* before its transaction ends; NULL is allowed */

/* Each moves the cursor and gives the entry there; ERR_NOT_FOUND past either end. */
enum err_code cursor_seek(struct cursor *c, struct span key, struct span *found,
                          struct span *value, struct err *e);     /* the first not before key */
enum err_code cursor_before(struct cursor *c, struct span key, struct span *found,
                            struct span *value, struct err *e);   /* the last before key */
enum err_code cursor_next(struct cursor *c, struct span *found, struct span *value,
                          struct err *e);
enum err_code cursor_prev(struct cursor *c, struct span *found, struct span *value,
                          struct err *e);
enum err_code cursor_first(struct cursor *c, struct span *found, struct span *value,
                           struct err *e);
enum err_code cursor_last(struct cursor *c, struct span *found, struct span *value,
                          struct err *e);

static inline bool
span_starts_with(struct span s, struct span prefix)
{
	if (s.size < prefix.size)
		return false;
	for (size_t i = 0; i < prefix.size; i++) {
		if (s.data[i] != prefix.data[i])
			return false;
	}
	return true;
}

/* Removes every entry of a table that is rebuilt from the records. */
enum err_code table_empty(struct txn *t, enum table table, struct err *e);
uint64_t table_count(struct txn *t, enum table table);

#endif
