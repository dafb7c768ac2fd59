/* One value into a field of many records: what would change, and doing it in one act. */
#ifndef VIEW_APPLY_H
#define VIEW_APPLY_H

#include "view/list/list.h"

#define APPLY_MOST 10000        /* records that somebody may be asked to look through */

struct apply_change {
	uint32_t number;
	char *code, *sentence;          /* "planned -> held" */
};

struct apply {
	const struct field *field;
	enum assign how;
	char *text;                     /* as typed, without the sign that says how */
	struct apply_change *list;
	size_t count, room;
};

/* What would change in the list's tagged records, or in all that it shows: those that have the
 * value already are left out. Of sets and lists "+X" adds, "-X" takes away. ERR_DATA: the text is
 * no value of the field; ERR_USAGE: there are too many. */
enum err_code apply_open(struct list *l, const struct field *field, const char *text,
                         struct apply *out, struct err *e);
void apply_close(struct apply *a);

/* Changes the records of those numbers. All or none: ERR_DATA names the record that may not be. */
enum err_code apply_to(struct registry *r, const struct type *type, const struct apply *a,
                       const uint32_t *numbers, size_t count, struct err *e);

#endif
