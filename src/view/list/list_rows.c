/* Fills in what a list shows of a record: its cells, and the mark for tags, drafts and news. */
#include <config.h>

#include "view/list/list.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "record/fit.h"
#include "registry/drafts.h"

/* ---- tags */

/* Where the number stands among ascending ones, or would. */
static size_t
place_in(const uint32_t *list, size_t count, uint32_t number)
{
	size_t i = 0;

	while (i < count && list[i] < number)
		i++;
	return i;
}

static size_t
tag_place(const struct list *l, uint32_t number)
{
	return place_in(l->tags, l->tag_count, number);
}

bool
list_is_tagged(const struct list *l, uint32_t number)
{
	size_t i = tag_place(l, number);

	return i < l->tag_count && l->tags[i] == number;
}

void
list_tag(struct list *l)
{
	const struct record *r = list_current(l);
	size_t i;

	if (r == NULL)
		return;
	i = tag_place(l, r->number);
	if (list_is_tagged(l, r->number)) {
		l->tag_count--;
		memmove(l->tags + i, l->tags + i + 1, (l->tag_count - i) * sizeof *l->tags);
		return;
	}
	MEM_ROOM(l->tags, l->tag_count, l->tag_room);
	memmove(l->tags + i + 1, l->tags + i, (l->tag_count - i) * sizeof *l->tags);
	l->tags[i] = r->number;
	l->tag_count++;
}

/* ---- drafts */

static bool
has_draft(const struct list *l, uint32_t number)
{
	size_t i = place_in(l->drafts, l->draft_count, number);

	return i < l->draft_count && l->drafts[i] == number;
}

/* ---- news */

void
list_saw(struct list *l, const struct record *r)
{
	if (r == NULL) {
		l->place = registry_position(l->registry);
		l->seen_count = 0;
	} else if (registry_is_unseen(l->registry, r, l->place)) {
		MEM_ROOM(l->seen, l->seen_count, l->seen_room);
		l->seen[l->seen_count++] = (struct seen){ r->number, r->version };
	}
}

static bool
is_news(const struct list *l, const struct record *r)
{
	if (!registry_is_unseen(l->registry, r, l->place))
		return false;
	for (size_t i = 0; i < l->seen_count; i++) {
		if (l->seen[i].number == r->number && l->seen[i].version == r->version)
			return false;
	}
	return true;
}

/* ---- as text */

void
list_found(const struct list *l, const char *text,
           void (*each)(void *context, size_t start, size_t end), void *context)
{
	query_found(l->query, text, each, context);
}

static struct fit
column_fit(const struct list_column *c)
{
	struct fit fit = { .is_text = !c->path.is_count };

	return c->is_path ? fit : fit_of_column(&c->column);
}

static bool
is_right(const struct list_column *c)
{
	return c->is_path ? c->path.is_count : column_is_right(&c->column);
}

static void
fit_page(struct list *l, int line)
{
	size_t count = l->column_count;
	struct fit *fits = mem_new(sizeof *fits * (count + 1));
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < count; i++) {
		const char *label = list_label(l, i);

		fits[i] = column_fit(&l->columns[i]);
		fits[i].heading = text_width(label, strlen(label));
		for (size_t j = 0; j < l->count; j++) {
			buf_reset(&text);
			list_cell(l, l->page[j], i, &text);
			fit_add(&fits[i], text_width((const char *)text.data, text.size));
		}
	}
	free(l->widths);
	l->widths = mem_new(sizeof *l->widths * (count + 1));
	l->widths_line = line;
	fit_columns(fits, count, LIST_GAP, line - LIST_MARKS, l->widths);
	buf_clear(&text);
	free(fits);
}

const int *
list_widths(struct list *l, int screen)
{
	if (l->widths == NULL || l->widths_line != screen)
		fit_page(l, screen);
	return l->widths;
}

void
list_cell(const struct list *l, const struct record *r, size_t column, struct buf *out)
{
	const struct list_column *c = &l->columns[column];
	const char *language = registry_schema(l->registry)->language;

	if (c->is_path)
		path_format(&c->path, l->context, r, NULL, language, out);
	else
		column_format(&c->column, r, NULL, registry_directory(l->registry), language, out);
}

void
list_cell_shown(const struct list *l, const struct record *r, size_t column, int width,
                enum text_charset charset, struct buf *out)
{
	const struct list_column *c = &l->columns[column];
	const char *brief = c->is_path ? NULL : column_brief(&c->column, r, NULL);
	struct buf text;

	buf_init(&text);
	list_cell(l, r, column, &text);
	if (brief != NULL && text_width((const char *)text.data, text.size) > width)
		text_pad(brief, strlen(brief), width, charset, out);
	else
		text_align((const char *)text.data, text.size, width, is_right(c), charset, out);
	buf_clear(&text);
}

void
list_heading_shown(const struct list *l, size_t column, int width, enum text_charset charset,
                   struct buf *out)
{
	const char *label = list_label(l, column);

	text_align(label, strlen(label), width, is_right(&l->columns[column]), charset, out);
}

/* The type whose records follow up what was agreed in records of this one; NULL: there is none. */
static const struct type *
follow_up_type(const struct list *l)
{
	const struct schema *schema = registry_schema(l->registry);

	for (size_t i = 0; i < schema->count; i++) {
		const struct fields *fields = &schema->types[i]->fields;
		const struct field *series = fields->by_role[ROLE_SERIES];

		if (fields->by_role[ROLE_CARRIED_TO] != NULL && series != NULL &&
		    type_is_target(series, l->type))
			return schema->types[i];
	}
	return NULL;
}

static size_t
overdue_follow_ups(const struct list *l, const struct type *type, const struct record *r)
{
	struct referrer *list;
	size_t count, overdue = 0;

	if (type == NULL ||
	    registry_referrers(l->registry, r->number, &list, &count, NULL) != ERR_OK)
		return 0;
	for (size_t i = 0; i < count; i++) {
		struct record *action;

		if (list[i].field != type->fields.by_role[ROLE_SERIES] ||
		    registry_get_number(l->registry, list[i].number, &action, NULL) != ERR_OK)
			continue;
		overdue += record_is_overdue(action, l->today);
		record_free(action);
	}
	free(list);
	return overdue;
}

void
list_note(const struct list *l, const struct record *r, struct buf *out)
{
	const struct type *type = follow_up_type(l);
	size_t count = overdue_follow_ups(l, type, r);
	char *code = registry_code(l->registry, r);

	if (count > 0)
		buf_printf(out, ngettext("%zu follow-up of %s is overdue: f lists it.",
		           "%zu follow-ups of %s are overdue: f lists them.", count), count, code);
	else if (record_is_overdue(r, l->today))
		buf_printf(out, _("%s is overdue."), code);
	free(code);
}

char
list_mark(const struct list *l, const struct record *r)
{
	if (is_news(l, r))
		return '!';
	if (record_is_overdue(r, l->today) || overdue_follow_ups(l, follow_up_type(l), r) > 0)
		return 'x';
	if (has_draft(l, r->number))
		return 'D';
	if (bits_has(&l->clashing, r->number))
		return '&';
	return list_is_tagged(l, r->number) ? '*' : ' ';
}
