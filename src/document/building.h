/* What the parts of a document need while it is made. Private to document/. */
#ifndef DOCUMENT_BUILDING_H
#define DOCUMENT_BUILDING_H

#include "document/document.h"
#include "document/path.h"
#include "figures/protocol.h"

#define MOST_DEPTH 1    /* a document within a document, and no further */

struct building {
	const struct printing *printing;
	const struct document *document;
	const char *query;              /* of a document of many records */
	struct reading reading;
	struct blocks *out;
	int depth;                      /* 1: within another document */
	bool has_sensitive;
};

/* A record, or a row of it, that becomes a row of a printed table. */
struct item {
	const struct record *record;
	const struct row *row;
	struct party party;             /* where rows are in the order of protocol */
};

/* Prints the part's heading, and the items as a table of its columns, group by group. */
void put_items(struct building *b, const struct part *part, const struct type *type,
               const struct field *table, const struct item *items, size_t count);

/* Prints the part's heading at the depth of the document. */
void put_heading(struct building *b, const struct conf_label *label);

/* Whether what the record is about is still to come or uncertain: it is neither held nor closed. */
bool is_provisional(const struct record *record);

/* The parts that have files of their own. */
void put_rows(struct building *b, const struct part *part);
void put_roll(struct building *b, const struct part *part);

#endif
