/* Implements a list of records of any length, of which one page is held. */
#include <config.h>

#include "view/list/list.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "view/list/list_internal.h"
#include "figures/clash.h"
#include "registry/drafts.h"

/* ---- the page */

static void
drop_page(struct list *l)
{
	for (size_t i = 0; i < l->count; i++)
		record_free(l->page[i]);
	l->count = 0;
	l->current = 0;
}

/* Reads a page that starts at a position (NULL: the first record). */
static enum err_code
read_page(struct list *l, const struct position *from, struct err *e)
{
	drop_page(l);
	return selection_fetch(l->selection, from, false, false, l->height, l->page, &l->count, e);
}

/* Fills the page up at its top with the records before it, if there is room. */
static enum err_code
fill_above(struct list *l, struct err *e)
{
	size_t room = l->height - l->count, got = 0;
	struct record **above;
	struct position top = { 0 };
	enum err_code rc;

	if (room == 0 || l->count == 0)
		return ERR_OK;
	above = mem_new(sizeof *above * room);
	rc = selection_place(l->selection, l->page[0], &top, e);
	if (rc == ERR_OK)
		rc = selection_fetch(l->selection, &top, true, true, room, above, &got, e);
	memmove(l->page + got, l->page, l->count * sizeof *l->page);
	for (size_t i = 0; i < got; i++)
		l->page[got - 1 - i] = above[i];
	l->count += got;
	l->current += got;
	position_clear(&top);
	free(above);
	return rc;
}

/* A page with the record of the position on it: `lines` down from the top if that can be. */
static enum err_code
page_around(struct list *l, const struct position *at, size_t lines, struct err *e)
{
	size_t below, got = 0;
	struct record **above;
	enum err_code rc = read_page(l, at, e);

	if (rc == ERR_OK && l->count == 0)
		return list_last(l, e);
	if (rc != ERR_OK || lines == 0)
		return rc == ERR_OK ? fill_above(l, e) : rc;
	if (lines >= l->height)
		lines = l->height - 1;
	above = mem_new(sizeof *above * lines);
	rc = selection_fetch(l->selection, at, true, true, lines, above, &got, e);
	below = l->count + got > l->height ? l->height - got : l->count;
	for (size_t i = below; i < l->count; i++)
		record_free(l->page[i]);
	memmove(l->page + got, l->page, below * sizeof *l->page);
	for (size_t i = 0; i < got; i++)
		l->page[got - 1 - i] = above[i];
	l->count = below + got;
	l->current = got;
	free(above);
	return rc == ERR_OK ? fill_above(l, e) : rc;
}

/* ---- the selection */

partial_date
list_day(const struct list *l)
{
	return l->as_of == DATE_NONE && l->view->is_of_today ? l->today : l->as_of;
}

/* What matches the limit and the words; the query is the caller's. */
static enum err_code
select_matching(const struct list *l, const char *limit, const char *words,
                const struct order *order, struct query **query, struct selection **out,
                struct err *e)
{
	const struct query_scope scope = { registry_schema(l->registry), l->type, NULL };
	struct select what = { .type = l->type, .orders = order, .order_count = 1,
	                       .tagged = l->tags, .tagged_count = l->tag_count,
	                       .as_of = list_day(l) };
	enum err_code rc = query_parse(limit, &scope, &what.query, e);

	if (rc == ERR_OK)
		rc = query_narrow(what.query, words, e);
	if (rc == ERR_OK)
		rc = registry_select(l->registry, &what, out, e);
	if (rc == ERR_OK)
		*query = what.query;
	else
		query_free(what.query);
	return rc;
}

static struct order
view_order(const struct view *view)
{
	return (struct order){ .field = view->sort, .is_descending = view->is_descending };
}

/* Read again only when something was written: it takes longer than a page of the list. */
static void
look_for_clashes(struct list *l)
{
	uint64_t commit = registry_commit(l->registry);

	if (!type_has_attendance(l->type) || l->clashes_commit == commit)
		return;
	bits_clear(&l->clashing);
	clashes_ahead(l->registry, l->today, &l->clashing, NULL);
	l->clashes_commit = commit;
}

static enum err_code
select_again(struct list *l, const char *limit, struct order order, struct err *e)
{
	struct selection *s;
	struct query *query;
	enum err_code rc = select_matching(l, limit, l->words, &order, &query, &s, e);

	if (rc != ERR_OK)
		return rc;
	selection_free(l->selection);
	query_free(l->query);
	l->selection = s;
	l->query = query;
	l->order = order;
	free(l->context);
	l->context = registry_query_context(l->registry, list_day(l));
	if (limit != l->limit) {
		free(l->limit);
		l->limit = mem_text(limit);
	}
	look_for_clashes(l);
	return ERR_OK;
}

void
list_look_for_drafts(struct list *l)
{
	free(l->drafts);
	registry_draft_numbers(l->registry, &l->drafts, &l->draft_count);
}

/* The same record on the same line, if it still matches; else what stands where it stood. */
static enum err_code
keep_place(struct list *l, struct err *e)
{
	struct record *was = l->count > 0 ? record_copy(list_current(l)) : NULL;
	struct position at = { 0 };
	size_t line = l->current;
	enum err_code rc;

	if (was == NULL)
		return read_page(l, NULL, e);
	rc = selection_place(l->selection, was, &at, e);
	if (rc == ERR_OK)
		rc = page_around(l, &at, line, e);
	position_clear(&at);
	record_free(was);
	return rc;
}

enum err_code
list_open(struct registry *r, const struct type *type, const struct view *view,
          const char *limit, partial_date as_of, size_t height, struct list **out, struct err *e)
{
	struct list *l = mem_new(sizeof *l);
	enum err_code rc;

	*out = NULL;
	l->registry = r;
	l->type = type;
	l->view = view == NULL ? &type->views[0] : view;
	list_columns_of_view(l);
	l->height = height > 0 ? height : 1;
	l->page = mem_new(sizeof *l->page * l->height);
	l->today = date_today();
	l->as_of = as_of;
	list_look_for_drafts(l);
	l->place = registry_position(r);
	l->words = mem_text("");
	if (limit == NULL)
		limit = l->view->query == NULL ? "" : l->view->query;
	rc = select_again(l, limit, view_order(l->view), e);
	if (rc == ERR_OK)
		rc = read_page(l, NULL, e);
	if (rc != ERR_OK) {
		list_close(l);
		return rc;
	}
	*out = l;
	return ERR_OK;
}

void
list_close(struct list *l)
{
	if (l == NULL)
		return;
	drop_page(l);
	selection_free(l->selection);
	free(l->page);
	query_free(l->query);
	free(l->limit);
	free(l->words);
	free(l->tags);
	free(l->drafts);
	bits_clear(&l->clashing);
	free(l->seen);
	free(l->widths);
	list_drop_columns(l->columns, l->column_count);
	free(l->order_path);
	free(l->context);
	free(l);
}

struct record *
list_current(const struct list *l)
{
	return l->count > 0 ? l->page[l->current] : NULL;
}

void
list_mark_line(struct list *l, size_t line)
{
	assert(line < l->count);
	l->current = line;
}

bool
list_set_day(struct list *l, partial_date as_of)
{
	bool is_other = l->as_of != as_of;

	l->as_of = as_of;
	return is_other;
}

uint64_t
list_count(const struct list *l)
{
	return selection_count(l->selection);
}

uint64_t
list_total(const struct list *l)
{
	return selection_total(l->selection);
}

enum err_code
list_limit(struct list *l, const char *query, struct err *e)
{
	enum err_code rc = select_again(l, query, l->order, e);

	list_fit_again(l);
	return rc == ERR_OK ? keep_place(l, e) : rc;
}

/* The path of the order is kept as long as the list is sorted by it, whatever its columns are. */
enum err_code
list_sort(struct list *l, struct order order, struct err *e)
{
	struct path *kept = NULL;
	enum err_code rc;

	if (order.path != NULL) {
		kept = mem_new(sizeof *kept);
		*kept = *order.path;
		order.path = kept;
	}
	rc = select_again(l, l->limit, order, e);
	if (rc != ERR_OK) {
		free(kept);
		return rc;
	}
	free(l->order_path);
	l->order_path = kept;
	list_fit_again(l);
	return keep_place(l, e);
}

/* Where the words stand in the text, between blanks or its ends; NULL: nowhere. */
static const char *
whole_words(const char *text, const char *words)
{
	size_t n = strlen(words);

	for (const char *at = strstr(text, words); n > 0 && at != NULL; at = strstr(at + 1, words)) {
		if ((at == text || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return at;
	}
	return NULL;
}

/* The limit without what the view brought. */
static void
add_own_limit(const struct list *l, struct buf *out)
{
	const char *brought = l->view->query == NULL ? "" : l->view->query;
	const char *at = whole_words(l->limit, brought), *rest;

	if (at == NULL) {
		buf_text(out, l->limit);
		return;
	}
	rest = at + strlen(brought);
	buf_add(out, l->limit, (size_t)(at - l->limit));
	buf_text(out, *rest == ' ' ? rest + 1 : rest);
	buf_trim(out);
}

enum err_code
list_view(struct list *l, const struct view *view, struct err *e)
{
	const struct order order = view_order(view);
	const struct view *was = l->view;
	struct buf limit;
	enum err_code rc;

	buf_init(&limit);
	add_own_limit(l, &limit);
	if (view->query != NULL && limit.size > 0)
		buf_byte(&limit, ' ');
	buf_text(&limit, view->query == NULL ? "" : view->query);
	l->view = view;
	list_fit_again(l);
	rc = select_again(l, buf_string(&limit), order, e);
	buf_clear(&limit);
	if (rc == ERR_OK) {
		free(l->order_path);
		l->order_path = NULL;
		list_columns_of_view(l);
		return list_first(l, e);
	}
	l->view = was;
	return rc;
}

enum err_code
list_refresh(struct list *l, bool must, bool *changed, struct err *e)
{
	enum err_code rc;

	*changed = must || selection_commit(l->selection) != registry_commit(l->registry);
	if (!*changed)
		return ERR_OK;
	l->today = date_today();
	/* What others write does not move the columns, unless there was nothing to measure. */
	if (must || l->count == 0)
		list_fit_again(l);
	rc = select_again(l, l->limit, l->order, e);
	return rc == ERR_OK ? keep_place(l, e) : rc;
}

enum err_code
list_resize(struct list *l, size_t height, struct err *e)
{
	struct record *was = l->count > 0 ? record_copy(list_current(l)) : NULL;
	size_t line = l->current;
	enum err_code rc = ERR_OK;

	drop_page(l);
	list_fit_again(l);
	l->height = height > 0 ? height : 1;
	l->page = mem_grow(l->page, l->height, sizeof *l->page);
	if (was == NULL) {
		rc = read_page(l, NULL, e);
	} else {
		struct position at = { 0 };

		rc = selection_place(l->selection, was, &at, e);
		if (rc == ERR_OK)
			rc = page_around(l, &at, line < l->height ? line : l->height - 1, e);
		position_clear(&at);
	}
	record_free(was);
	return rc;
}

/* ---- moving */

/* One more record below the page, or above it; the one at the other end goes. */
static enum err_code
roll(struct list *l, bool down, bool *moved, struct err *e)
{
	struct record *edge = l->page[down ? l->count - 1 : 0], *next;
	struct position at = { 0 };
	size_t got = 0;
	enum err_code rc = selection_place(l->selection, edge, &at, e);

	if (rc == ERR_OK)
		rc = selection_fetch(l->selection, &at, true, !down, 1, &next, &got, e);
	position_clear(&at);
	*moved = rc == ERR_OK && got == 1;
	if (!*moved)
		return rc;
	if (l->count == l->height) {
		record_free(l->page[down ? 0 : l->count - 1]);
		l->count--;
		if (down)
			memmove(l->page, l->page + 1, l->count * sizeof *l->page);
	}
	if (!down)
		memmove(l->page + 1, l->page, l->count * sizeof *l->page);
	l->page[down ? l->count : 0] = next;
	l->count++;
	if (down)
		l->current = l->count - 1;
	return ERR_OK;
}

static enum err_code
move_one(struct list *l, bool down, bool *moved, struct err *e)
{
	*moved = l->count > 0;
	if (l->count == 0)
		return ERR_OK;
	if (down ? l->current + 1 < l->count : l->current > 0) {
		l->current += down ? 1 : (size_t)-1;
		return ERR_OK;
	}
	return roll(l, down, moved, e);
}

enum err_code
list_move(struct list *l, int lines, bool *moved, struct err *e)
{
	bool one = true;
	enum err_code rc = ERR_OK;

	*moved = false;
	for (int i = 0; rc == ERR_OK && one && i < abs(lines); i++) {
		rc = move_one(l, lines > 0, &one, e);
		*moved = *moved || one;
	}
	return rc;
}

enum err_code
list_first(struct list *l, struct err *e)
{
	return read_page(l, NULL, e);
}

enum err_code
list_last(struct list *l, struct err *e)
{
	struct record **last = mem_new(sizeof *last * l->height);
	size_t got;
	enum err_code rc = selection_fetch(l->selection, NULL, false, true, l->height, last, &got,
	                                   e);

	if (rc == ERR_OK) {
		drop_page(l);
		for (size_t i = 0; i < got; i++)
			l->page[got - 1 - i] = last[i];
		l->count = got;
		l->current = got > 0 ? got - 1 : 0;
	}
	free(last);
	return rc;
}

/* A page on: the last line becomes the first. At the end the mark goes to the last record. */
enum err_code
list_page(struct list *l, bool down, bool *moved, struct err *e)
{
	struct record *was = list_current(l);
	uint32_t number = was == NULL ? 0 : was->number;
	struct position at = { 0 };
	enum err_code rc = ERR_OK;

	*moved = false;
	if (was == NULL)
		return ERR_OK;
	rc = selection_place(l->selection, l->page[down ? l->count - 1 : 0], &at, e);
	if (rc == ERR_OK && down) {
		rc = page_around(l, &at, 0, e);
		if (rc == ERR_OK && l->current != 0)
			l->current = l->count - 1;
	} else if (rc == ERR_OK) {
		rc = page_around(l, &at, l->height - 1, e);
		if (rc == ERR_OK && l->current < l->height - 1)
			l->current = 0;
	}
	position_clear(&at);
	*moved = list_current(l) != NULL && list_current(l)->number != number;
	return rc;
}

enum err_code
list_go(struct list *l, const char *text, struct err *e)
{
	struct position at = { 0 };
	enum err_code rc = selection_seek(l->selection, text, &at, e);

	if (rc == ERR_OK)
		rc = page_around(l, &at, 0, e);
	else if (rc == ERR_NOT_FOUND)
		err_set(e, rc, _("nothing comes after \"%s\" in this order"), text);
	position_clear(&at);
	return rc;
}

enum err_code
list_go_to(struct list *l, const struct record *record, struct err *e)
{
	struct position at = { 0 };
	enum err_code rc = selection_place(l->selection, record, &at, e);

	if (rc == ERR_OK)
		rc = page_around(l, &at, l->current, e);
	position_clear(&at);
	return rc;
}

/* ---- finding */

static enum err_code
look_for(struct list *l, const char *words, struct err *e)
{
	char *was = l->words;
	enum err_code rc;

	l->words = mem_text(words);
	rc = select_again(l, l->limit, l->order, e);
	if (rc != ERR_OK) {
		free(l->words);
		l->words = was;
		return rc;
	}
	free(was);
	return ERR_OK;
}

enum err_code
list_narrow(struct list *l, const char *words, struct err *e)
{
	enum err_code rc = look_for(l, words, e);

	return rc == ERR_OK ? list_first(l, e) : rc;
}

enum err_code
list_widen(struct list *l, const struct record *record, size_t line, struct err *e)
{
	struct position at = { 0 };
	enum err_code rc = look_for(l, "", e);

	if (rc == ERR_OK && record == NULL)
		return list_first(l, e);
	if (rc == ERR_OK)
		rc = selection_place(l->selection, record, &at, e);
	if (rc == ERR_OK)
		rc = page_around(l, &at, line, e);
	position_clear(&at);
	return rc;
}

/* Of a selection the record next to the current one, or else the first from the other end; NULL in
 * *out if there is none. */
static enum err_code
fetch_next(const struct list *l, struct selection *s, bool backwards, bool *wrapped,
           struct record **out, struct err *e)
{
	struct position at = { 0 };
	size_t got = 0;
	enum err_code rc = ERR_OK;

	*out = NULL;
	*wrapped = false;
	if (l->count > 0) {
		rc = selection_place(s, list_current(l), &at, e);
		if (rc == ERR_OK)
			rc = selection_fetch(s, &at, true, backwards, 1, out, &got, e);
		*wrapped = got == 0;
	}
	if (rc == ERR_OK && got == 0)
		rc = selection_fetch(s, NULL, false, backwards, 1, out, &got, e);
	position_clear(&at);
	return rc;
}

enum err_code
list_find(struct list *l, const char *words, bool backwards, bool *wrapped, struct err *e)
{
	struct selection *s;
	struct query *query;
	struct record *next;
	enum err_code rc = select_matching(l, l->limit, words, &l->order, &query, &s, e);

	if (rc != ERR_OK)
		return rc;
	rc = fetch_next(l, s, backwards, wrapped, &next, e);
	if (rc == ERR_OK && next == NULL)
		rc = err_set(e, ERR_NOT_FOUND, _("no record of this list has \"%s\""), words);
	else if (rc == ERR_OK)
		rc = list_go_to(l, next, e);
	record_free(next);
	selection_free(s);
	query_free(query);
	return rc;
}
