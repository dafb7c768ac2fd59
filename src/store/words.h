/* words: (type, word) -> the records of the type that have the word. Beginnings that many words
 * share have an entry of their own, so that a search for one letter does not read a thousand words.
 * The empty word has every record of its type. */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include "store/postings.h"
#include "store/store.h"

#define WORD_MOST   60  /* bytes of a word that are kept */
#define PREFIX_MOST 4   /* bytes of a beginning */

enum word_kind { WORD_WHOLE, WORD_PREFIX };

struct word {
	uint16_t type;
	enum word_kind kind;
	struct span text;
};

/* When postings change their form. Tests set small limits before a store is filled. */
struct word_limits {
	size_t list_bytes;              /* of a list, then it becomes chunks */
	size_t chunk_numbers;           /* of a chunk, then it becomes bits */
	uint64_t prefix_postings;       /* of a beginning: it is stored if it also has */
	uint64_t prefix_words;          /* so many words */
};
extern struct word_limits word_limits;

/* Records that now have the word, and records that no longer do: sorted numbers, in neither, one or
 * both lists. */
enum err_code words_change(struct txn *t, const struct word *w, struct numbers add,
                           struct numbers gone, struct err *e);

/* Adds the records that have the word, or a word that begins with it, to out. *postings (may be
 * NULL) grows by how many were read. */
enum err_code words_read(struct txn *t, const struct word *w, struct bits *out, struct err *e);
enum err_code words_read_beginning(struct txn *t, uint16_t type, struct span text,
                                   struct bits *out, struct err *e);

/* Whether anything is stored for the word or beginning. */
enum err_code words_have(struct txn *t, const struct word *w, bool *out, struct err *e);

/* Removes all beginnings of the type's words, or rebuilds them from the words. */
enum err_code words_drop_prefixes(struct txn *t, uint16_t type, struct err *e);
enum err_code words_make_prefixes(struct txn *t, uint16_t type, struct err *e);

/* Calls each() with every posting of the table, in order, until it returns false: for verifying it.
 * ERR_STORE: an entry is damaged. */
enum err_code words_every(struct txn *t,
                          bool (*each)(void *context, const struct word *w, uint32_t number),
                          void *context, struct err *e);

#endif
