/* The query language of chancery-query(7): parsed against a type, matched against records. Knows
 * records, not where they are kept: what must be fetched goes through a struct query_context. */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include "base/bits.h"
#include "base/date.h"
#include "record/overdue.h"
#include "record/record.h"

struct query;

/* What is matched: records of a type, or rows of one of its tables. */
struct query_scope {
	const struct schema *schema;
	const struct type *type;
	const struct field *table;      /* NULL: records */
};

/* Parses the text. ERR_USAGE with the column of the mistake: it does not parse, or names an unknown
 * field or choice. An empty text matches everything. *out is freed by query_free(); it does not
 * need the text. */
enum err_code query_parse(const char *text, const struct query_scope *scope, struct query **out,
                          struct err *e);
/* Adds a condition: what matches must also match this text. ERR_USAGE as above; the query is then
 * unchanged. */
enum err_code query_narrow(struct query *q, const char *text, struct err *e);
void query_free(struct query *q);       /* NULL is allowed */
bool query_is_empty(const struct query *q);

/* Gives a new record what the query asks of every one: of "meeting:CP-20181116 kind:decision" both.
 * Only references and choices that must have one value. */
void query_prefill(const struct query *q, struct record *r, const struct directory *d);

/* What a query may need to ask. Borrowed by the functions below. */
struct query_context {
	void *context;
	const struct directory *directory;
	/* A record by its number, which the caller frees; NULL if there is none. */
	struct record *(*get)(void *context, uint32_t number);
	/* Calls each() for every record of the type until it returns false. */
	enum err_code (*every)(void *context, const struct type *type,
	                       bool (*each)(void *each_context, const struct record *r),
	                       void *each_context, struct err *e);
	/* When and by whom the record was changed last; false if that is unknown. */
	bool (*changed)(void *context, const struct record *r, int64_t *when, const char **by);
	bool (*is_tagged)(void *context, const struct record *r);      /* or NULL */
	const char *language;           /* in which catalogues name things, too; NULL: none */
	uint32_t my_office;             /* record number; 0: none */
	partial_date today;
	partial_date as_of;             /* only rows in force then are considered; DATE_NONE: all */
};

/* Looks up in advance what matching needs: the record numbers of codes, the members of not-in:.
 * Must be called before query_match(), and again when the store has changed. */
enum err_code query_prepare(struct query *q, const struct query_context *world, struct err *e);

/* Whether the record, or the row of it if the scope is a table, matches. */
bool query_match(const struct query *q, const struct query_context *world, const struct record *r,
                 const struct row *row);

/* ---- planning: which records may match, as indexes tell */

/* What indexes can answer: each adds record numbers to *out. */
struct query_index {
	void *context;
	size_t word_most;               /* bytes of a word that are indexed; 0: no words are */
	enum err_code (*all)(void *context, const struct type *type, struct bits *out,
	                     struct err *e);
	/* Records with a word (folded) that begins so. */
	enum err_code (*words)(void *context, const struct type *type, struct span beginning,
	                       struct bits *out, struct err *e);
	/* Records whose indexed field has a sort key that is not before `from` and before `to`
	 * (each empty: open). */
	enum err_code (*range)(void *context, const struct field *f, struct span from,
	                       struct span to, struct bits *out, struct err *e);
	/* Records that refer to the target by the field, or by the column of that table. */
	enum err_code (*referrers)(void *context, uint32_t target, const struct field *f,
	                           const struct field *column, struct bits *out, struct err *e);
	enum err_code (*tagged)(void *context, struct bits *out, struct err *e);
};

struct answer {
	struct bits bits;               /* no record outside of it matches; freed by who asked */
	bool is_all;                    /* nothing is known: bits are empty */
	bool is_exact;                  /* every record of it matches */
};

/* Asks the indexes. The query must have been prepared. Answers about rows give the records that
 * contain them, and are never exact. */
enum err_code query_plan(const struct query *q, const struct query_context *world,
                         const struct query_index *index, struct answer *out, struct err *e);

/* Loads a schema with schema_load(), and then checks what needs the query language: presets that
 * are not values of their fields, and queries of views that do not parse. */
enum err_code query_load_schema(const struct schema_sources *sources, const char *language,
                                struct schema **out, struct faults *faults, struct err *e);

/* Calls each() with every folded word by which plain words find the record, and in scripts without
 * blanks also from within; some words are repeated. */
void record_words(const struct record *r,
                  void (*each)(void *context, const char *word, size_t size), void *context);

/* Ranks a record by where all plain words of the query are found. Without plain words all records
 * have the same rank. */
enum query_rank { FOUND_IN_CODE, FOUND_IN_TITLE, FOUND_ELSEWHERE };
enum query_rank query_rank(const struct query *q, const char *code, const struct record *r);

/* Appends the fields that have plain words of the query which neither the code nor the title has:
 * each by its label, a column after its table's ("Documents: Title"). Appends nothing if there are
 * none. */
void query_found_in(const struct query *q, const char *code, const struct record *r,
                    struct buf *out);

/* Calls each() with every part of a text, in order, that matches the query's plain words:
 * text[start .. end), whole characters. */
void query_found(const struct query *q, const char *text,
                 void (*each)(void *context, size_t start, size_t end), void *context);

/* Whether every word of `words` is the start of a word in the text; both are written as people
 * write them. */
bool text_has_words(const char *text, const char *words);

#endif
