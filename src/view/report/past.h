/* The past of a record: its versions as lines, each change with what was there before and after,
 * rows by identity; and what of it can be put back. The past of a removed record is told as
 * well. */
#ifndef VIEW_PAST_H
#define VIEW_PAST_H

#include "registry/registry.h"
#include "view/report/sheet.h"

enum past_kind {
	PAST_VERSION,                   /* the version itself */
	PAST_VALUE,                     /* of a field, or of a column of a row */
	PAST_ROW,                       /* a row that came or went */
	PAST_ORDER,                     /* rows that were moved */
};

struct past_item {
	enum past_kind kind;
	uint64_t version;               /* that brought it */
	const struct field *field, *column;
	uint64_t row;                   /* identity; 0: not of a row */
};

/* Appends the lines, the newest version first. Each has a key that past_find() knows. */
enum err_code past_report(struct registry *r, uint32_t number, int width,
                          struct sheet_lines *out, struct err *e);

/* What a line is about. ERR_NOT_FOUND: no line has that key. */
enum err_code past_find(struct registry *r, uint32_t number, uint64_t key,
                        struct past_item *out, struct err *e);

/* The version that a line belongs to. */
uint64_t past_version(uint64_t key);

/* What to do with an item. */
enum past_way {
	PAST_BEFORE,                    /* the value or row as it was before that version */
	PAST_AFTER,                     /* as that version has it */
	PAST_WHOLE,                     /* the whole record as that version has it */
	PAST_TAKE_BACK,                 /* only what that version changed, unless it was changed since */
	PAST_BRING_BACK,                /* a removed record, as it was last */
};

/* Does it, as an act that can be taken back itself. ERR_DATA: what would be there then is refused;
 * ERR_CONFLICT: the field was changed since, by whom says the sentence. *unchanged: it was so. */
enum err_code past_restore(struct registry *r, uint32_t number, const struct past_item *item,
                           enum past_way way, bool *unchanged, struct err *e);

#endif
