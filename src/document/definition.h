/* Which documents there are: data, read from libconfig files (chancery-documents(5)) that are compiled
 * in and replaced or added to by a folder. Nothing of them is code: what a part shows is named by the
 * fields of the schema. */
#ifndef DOCUMENT_DEFINITION_H
#define DOCUMENT_DEFINITION_H

#include "base/arena.h"
#include "base/faults.h"
#include "schema/schema.h"
#include "settings/label.h"

/* The kinds of part: identifier, name in files. */
#define PART_LIST(X) \
	X(COVER, "cover")       /* title, lines, symbol */ \
	X(FACTS, "facts")       /* fields with their labels */ \
	X(ROWS, "rows")         /* the rows of a table */ \
	X(ROLL, "roll")         /* who took part, in the order of protocol */ \
	X(RECORDS, "records")   /* records that a query finds, or those that the document is of */ \
	X(TEXT, "text")         /* a long text */ \
	X(LETTER, "letter")     /* a paragraph by language, or lines, with paths in them */ \
	X(BREAK, "break")       /* a new page */

enum part_kind {
#define PART_ENUM(id, name) PART_##id,
	PART_LIST(PART_ENUM)
#undef PART_ENUM
	PART_COUNT
};

struct part {
	int line;
	const char *kind_name, *table, *group, *below, *restricted, *type, *query, *sort, *field,
	           *symbol, *each;
	struct conf_texts lines, fields, columns;
	struct conf_label heading, provisional, text, title;
	enum part_kind kind;
};

struct document {
	const char *file;               /* for messages */
	const char *name, *type_name, *each;
	struct conf_label label;
	bool is_set;                    /* it is of many records */
	struct part *parts;
	size_t part_count;
	const struct type *type;        /* NULL: it does not fit the schema, and is not offered */
};

struct documents {
	struct arena arena;
	struct document *list;          /* by name */
	size_t count, room;
};

/* Reads those that are compiled in, and the files of the folder (NULL: none), and compares them with the
 * schema. A file that cannot be read, or does not fit, is in the faults with its line, and its document
 * is not offered. Cleared by documents_clear(). */
void documents_load(const char *folder, const struct schema *schema, struct documents *out,
                    struct faults *faults);
/* The same of one file alone. ERR_USAGE: it cannot be read. */
enum err_code documents_check(const char *path, const struct schema *schema, struct faults *faults,
                              struct err *e);
void documents_clear(struct documents *d);

/* The folder of documents that belongs to a folder of schema files: documents/ beside it. The caller
 * frees it; NULL: there is none. */
char *documents_folder(const char *schema_folder);

/* The document of that name among those that are offered. ERR_USAGE with the nearest name. */
enum err_code documents_find(const struct documents *d, const char *name,
                             const struct document **out, struct err *e);

/* Its label in the language. */
const char *document_label(const struct document *d, const char *language);

/* fit.c: sets the type of the document, and adds what of it does not fit the schema to the faults; the
 * type is NULL then. */
void document_fit(struct document *d, const struct documents *all, const struct schema *schema,
                  struct faults *faults);

#endif
