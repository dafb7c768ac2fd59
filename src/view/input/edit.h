/* A line of text being edited: a cursor over grapheme clusters, normal form C. It knows no
 * terminal. */
#ifndef VIEW_EDIT_H
#define VIEW_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/text.h"

struct edit {
	struct buf text;                /* UTF-8 */
	size_t cursor;                  /* bytes; at a cluster's edge */
	size_t left;                    /* bytes that are scrolled out at the left */
	bool is_long;                   /* takes line breaks */
};

void edit_init(struct edit *e, const char *text, bool is_long);         /* cursor at the end */
void edit_clear(struct edit *e);
void edit_set(struct edit *e, const char *text);
const char *edit_text(struct edit *e);

/* Puts a code point in at the cursor. False: it may not be in a text (control characters and the
 * like), and was not put in. */
bool edit_insert(struct edit *e, int32_t codepoint);

bool edit_back(struct edit *e);         /* takes the cluster before the cursor */
bool edit_delete(struct edit *e);       /* takes the cluster behind it */
void edit_left(struct edit *e);
void edit_right(struct edit *e);
void edit_home(struct edit *e);
void edit_end(struct edit *e);
void edit_empty(struct edit *e);

/* Appends what of it is seen in width columns, scrolled so that the cursor is in it; line breaks
 * show as a sign. Returns the cursor's column. */
int edit_show(struct edit *e, int width, enum text_charset charset, struct buf *out);

#endif
