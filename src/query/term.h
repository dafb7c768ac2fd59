/* A parsed query: a tree of terms. Private to query/. */
#ifndef QUERY_TERM_H
#define QUERY_TERM_H

#include "base/arena.h"
#include "query/path.h"

enum term_kind {
	TERM_AND, TERM_OR, TERM_NOT,
	TERM_WORDS,             /* every folded word starts a word of some text field */
	TERM_PHRASE,            /* the words stand side by side in one field */
	TERM_FIELD,             /* a field against values */
	TERM_ROWS,              /* one row for which the inner term holds */
	TERM_PARENT,            /* of a row: the record it stands in is one of the values */
	TERM_OVERDUE, TERM_MINE, TERM_TAGGED,
	TERM_CHANGED, TERM_BY,
	TERM_NOT_IN,            /* no row of another table has this row's party */
};

enum comparison { CMP_HAS, CMP_EXACT, CMP_LESS, CMP_LESS_EQUAL, CMP_GREATER, CMP_GREATER_EQUAL };

/* One of the values that a field is compared with. */
struct operand {
	const char *text;       /* as written */
	const char *folded;
	bool is_nothing;        /* field: */
	bool is_anything;       /* field:* */
	int64_t number;         /* of numbers, choices, dates */
	uint32_t target;        /* of a reference, once prepared; 0: no such record */
	const struct type *of;  /* TYPE:CODE */
	const struct field *field;      /* that it was read for; NULL: none */
};

struct term {
	enum term_kind kind;
	struct term *first;     /* the children, or the inner term */
	struct term *next;      /* among the children of its parent */
	struct path path;
	enum comparison comparison;
	struct operand *operands;
	size_t operand_count;
	const char *folded;     /* TERM_WORDS, TERM_PHRASE: words separated by blanks */
	const char *whole;      /* TERM_WORDS: the folded text as a whole, to compare with codes */
	/* TERM_NOT_IN */
	struct query_scope other;
	uint32_t *parties;
	size_t party_count, party_room;
};

struct query {
	struct arena arena;
	struct query_scope scope;
	struct term *root;      /* NULL: everything matches */
};

/* match.c */
bool term_matches(const struct term *t, const struct query_scope *scope,
                  const struct query_context *world, const struct record *r);
/* The record of the type that has the operand as its code. An unknown code is not an error, but
 * matches nothing: 0. */
uint32_t operand_target(const struct operand *o, const struct type *type,
                        const struct query_context *world);

/* values.c: how values compare */
enum err_code operand_read(const struct field *f, enum comparison comparison, struct operand *o,
                           struct arena *a, struct err *e);
bool operand_matches(const struct operand *o, enum comparison comparison, const struct field *f,
                     const struct value *v, const struct query_context *world, partial_date start);

/* words.c: folded texts */
const char *fold_words(struct arena *a, const char *text);
bool folded_has_words(const char *text, size_t size, const char *words);
bool folded_has_phrase(const char *text, size_t size, const char *words);
/* Calls each() with every text of the value, folded, until it returns true; returns that. With them
 * comes what the field's catalogue calls it in the language (NULL: in none). */
bool any_text(const struct field *f, const struct value *v, const char *language,
              bool (*each)(void *context, const char *text, size_t size), void *context);

#endif
