/* A list of records, without a screen: of any length, walked by index; a page of it is held. */
#ifndef VIEW_LIST_H
#define VIEW_LIST_H

#include "base/text.h"
#include "registry/registry.h"
#include "registry/select.h"

/* A column that is shown. */
struct list_column {
	struct column column;           /* of the view, or of one field */
	const struct field *one;        /* that field */
	struct path path;               /* if is_path: what it leads to is shown instead */
	bool is_path;
	char *label;                    /* of the path; NULL: the column's */
};

struct list {
	struct registry *registry;
	const struct type *type;
	const struct view *view;
	char *limit;                    /* the query in force, as typed; "" for none */
	char *words;                    /* that are being looked for, and narrow it too; "" for none */
	struct query *query;            /* both */
	struct order order;
	struct path *order_path;        /* that the order has; NULL: none */
	struct list_column *columns;    /* those of the view, or one's own */
	size_t column_count;
	struct query_context *context;  /* that paths are followed in */
	struct selection *selection;
	struct record **page;           /* from the top of the body down */
	size_t count, height;           /* records on the page; lines of the body */
	size_t current;                 /* of the page */
	uint32_t *tags;                 /* record numbers, ascending */
	size_t tag_count, tag_room;
	uint32_t *drafts;               /* records of which the operator has a draft, ascending */
	size_t draft_count;
	struct bits clashing;           /* records that are planned and clash with another */
	uint64_t clashes_commit;        /* as of which that is so */
	uint64_t place;                 /* in the journal, when all was shown: what is written behind it is news */
	struct seen {
		uint32_t number;
		uint64_t version;
	} *seen;                        /* what was news and has been looked at */
	size_t seen_count, seen_room;
	partial_date today;
	partial_date as_of;             /* only what was in force then; DATE_NONE: as the view says */
	int *widths;                    /* of the columns, as list_widths() found them; NULL: not yet */
	int widths_line;                /* the line that they were found for */
};

/* Opens the list of a type in one of its views (NULL: the first), `height` lines high. limit: a
 * query instead of the view's own, or NULL. */
enum err_code list_open(struct registry *r, const struct type *type, const struct view *view,
                        const char *limit, partial_date as_of, size_t height, struct list **out,
                        struct err *e);
void list_close(struct list *l);

/* The record that the mark is on, borrowed until the list moves; NULL in an empty list. */
struct record *list_current(const struct list *l);
/* Makes a line of the page the current one. */
void list_mark_line(struct list *l, size_t line);

/* Shows only what was in force then, at the next list_refresh(), which must be told to read anew if
 * this is another day: then it is true. */
bool list_set_day(struct list *l, partial_date as_of);
uint64_t list_count(const struct list *l);      /* that match */
uint64_t list_total(const struct list *l);

/* Up and down by so many lines. False: it was at the end already. */
enum err_code list_move(struct list *l, int lines, bool *moved, struct err *e);
enum err_code list_page(struct list *l, bool down, bool *moved, struct err *e);
enum err_code list_first(struct list *l, struct err *e);
enum err_code list_last(struct list *l, struct err *e);

/* The day on which what is shown is in force; DATE_NONE: whenever. */
partial_date list_day(const struct list *l);

/* Shows only what matches. ERR_USAGE: the query does not parse; nothing is changed. */
enum err_code list_limit(struct list *l, const char *query, struct err *e);
enum err_code list_sort(struct list *l, struct order order, struct err *e);
/* The view's own query comes instead of the other view's; what was asked for besides stays. */
enum err_code list_view(struct list *l, const struct view *view, struct err *e);
enum err_code list_resize(struct list *l, size_t height, struct err *e);

/* To a code, or to the first value of the sorted column that does not come before the text, or to the
 * last record. ERR_NOT_FOUND: the column cannot hold such a text. */
enum err_code list_go(struct list *l, const char *text, struct err *e);
/* To that record, if it matches. */
enum err_code list_go_to(struct list *l, const struct record *record, struct err *e);

/* While words are typed that are looked for: shows only what has them too, from the first on.
 * ERR_USAGE: they do not parse; nothing is changed. */
enum err_code list_narrow(struct list *l, const char *words, struct err *e);
/* Shows all that the limit lets through again, with the record (NULL: the first) on that line of
 * the body. */
enum err_code list_widen(struct list *l, const struct record *record, size_t line, struct err *e);

/* To the next record that has the words, or the one before; at the end it goes on at the other.
 * *wrapped says that it did. ERR_NOT_FOUND: there is none. */
enum err_code list_find(struct list *l, const char *words, bool backwards, bool *wrapped,
                        struct err *e);

/* Reads everything anew if the store has changed (or anyway, if `must`); the mark stays on its
 * record, or goes to the place where it was. */
enum err_code list_refresh(struct list *l, bool must, bool *changed, struct err *e);

/* The operator has seen how the record stands: it is no news any more. NULL: all of them are
 * not. */
void list_saw(struct list *l, const struct record *r);

/* Looks anew of which records the operator has a draft. */
void list_look_for_drafts(struct list *l);

void list_tag(struct list *l);                  /* the current record, or not any more */
bool list_is_tagged(const struct list *l, uint32_t number);

/* ---- as text */

#define LIST_MARKS 3            /* columns before the first one: the mark, the sign, a blank */
#define LIST_GAP 2

/* The widths of the columns on a screen of that width; 0: the column has no room. They are found
 * from the page that is shown, and stay as they are while one moves. */
const int *list_widths(struct list *l, int screen);
/* They are to be found anew. */
void list_fit_again(struct list *l);

/* Shows these columns, by the names of fields or by paths: "start,process.name,documents:count". An
 * empty text: those of the view. ERR_USAGE: one of them is unknown; nothing is changed. */
enum err_code list_take_columns(struct list *l, const char *text, struct err *e);
/* Appends the columns as that text, the order as it is typed, and the order by its label. */
void list_columns_text(const struct list *l, struct buf *out);
void list_order_text(const struct list *l, struct buf *out);
void list_order_label(const struct list *l, struct buf *out);

/* What a column is called, and the order that it gives. */
const char *list_label(const struct list *l, size_t column);
struct order list_column_order(const struct list *l, size_t column, bool is_descending);
bool list_is_sorted_by(const struct list *l, size_t column);

/* One cell of a record. */
void list_cell(const struct list *l, const struct record *r, size_t column, struct buf *out);
/* The same in exactly that many columns of the screen: numbers at the right, choices by their short
 * labels where the full ones have no room. */
void list_cell_shown(const struct list *l, const struct record *r, size_t column, int width,
                     enum text_charset charset, struct buf *out);
void list_heading_shown(const struct list *l, size_t column, int width, enum text_charset charset,
                        struct buf *out);

/* Calls each() with every part of a shown text that is there because it was asked for. */
void list_found(const struct list *l, const char *text,
                void (*each)(void *context, size_t start, size_t end), void *context);

/* What deserves to be said of the record, as a sentence; or nothing. */
void list_note(const struct list *l, const struct record *r, struct buf *out);

/* The sign in the second column: what is most worth knowing of the record; ' ' for nothing. */
char list_mark(const struct list *l, const struct record *r);

#endif
