/* Writes what is due as a text of 78 columns, for eyes and for mail. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/bits.h"
#include "base/date_words.h"
#include "base/intl.h"
#include "base/text.h"
#include "command/due.h"

#define WIDTH 78
#define INDENT 2
#define WIDEST_CODE 22
#define BEHIND_ALL "~"          /* sorts behind every code */

/* An item as it is printed: under one heading, or under several if the report is by owner. */
struct due_line {
	const struct due_item *item;
	char *key;                      /* of its group, by which groups are sorted; "" sorts first */
	uint32_t owner;                 /* of a report by owner; 0: nobody */
	size_t rank;
};

struct laying {
	const struct due_report *report;
	uint32_t owner;                 /* whose report it is; 0: everybody's */
	struct due_line *list;
	size_t count, room;
	int dates, codes, ends;         /* widths of the columns */
	struct bits told;               /* records whose title was printed in this group */
	struct buf *out;
};

void
due_owner_code(struct registry *r, uint32_t owner, struct buf *out)
{
	const struct directory *d = registry_directory(r);
	const struct type *type;
	struct buf code;

	buf_init(&code);
	type = d->code(d->context, owner, &code);
	if (type != NULL)
		buf_printf(out, "%s:%s", type->name, buf_string(&code));
	buf_clear(&code);
}

/* ---- cells */

/* ", with ILO, LK": who else owes it. */
static void
put_others(const struct laying *l, const struct due_line *entry, struct buf *out)
{
	const struct directory *d = registry_directory(l->report->registry);
	uint32_t owner = l->owner != 0 ? l->owner : entry->owner;
	const char *between = _(", with ");

	for (size_t i = 0; owner != 0 && i < entry->item->owner_count; i++) {
		if (entry->item->owners[i] == owner)
			continue;
		buf_text(out, between);
		d->code(d->context, entry->item->owners[i], out);
		between = ", ";
	}
}

static char *
what_cell(struct laying *l, const struct due_line *entry)
{
	const struct due_item *item = entry->item;
	struct buf out;

	buf_init(&out);
	buf_text(&out, item->what);
	put_others(l, entry, &out);
	if (l->report->group != DUE_BY_RECORD && *item->of != '\0' &&
	    !bits_has(&l->told, item->record))
		buf_printf(&out, " (%s)", item->of);
	bits_set(&l->told, item->record);
	return buf_take(&out);
}

static int
width_of(char *text, int most)
{
	int width = text_width(text, strlen(text));

	free(text);
	return width < most ? width : most;
}

static void
measure(struct laying *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct due_item *item = l->list[i].item;
		int date = width_of(due_day_text(item), WIDTH), end = width_of(due_end_text(item), WIDTH);
		int code = width_of(mem_text(item->code), WIDEST_CODE);

		l->dates = date > l->dates ? date : l->dates;
		l->codes = code > l->codes ? code : l->codes;
		l->ends = end > l->ends ? end : l->ends;
	}
}

/* ---- lines */

static void
put_padded(char *text, int width, struct buf *out)
{
	text_pad(text, strlen(text), width, TEXT_UTF8, out);
	free(text);
}

/* What does not fit on the line goes on below its own start, so that no mailer breaks it elsewhere. */
static void
put_wrapped(const char *what, int left, int room, const char *end, struct buf *out)
{
	size_t size = strlen(what), at = 0, shown;
	int width = text_width(end, strlen(end));

	do {
		size_t start = at;

		at = text_wrap(what, size, at, room, &shown);
		if (start > 0)
			buf_printf(out, "%*s", left, "");
		text_pad(what + start, shown - start, room, TEXT_UTF8, out);
		if (start == 0)
			buf_printf(out, "%*s%s", WIDTH - left - room - width, "", end);
		buf_end_line(out);
	} while (at < size);
}

static void
put_item(struct laying *l, const struct due_line *entry)
{
	const struct due_item *item = entry->item;
	char *end = due_end_text(item), *what = what_cell(l, entry);
	int left = INDENT;

	buf_printf(l->out, "%*s", INDENT, "");
	if (l->report->group != DUE_BY_DATE) {
		put_padded(due_day_text(item), l->dates + 3, l->out);
		left += l->dates + 3;
	}
	if (l->report->group != DUE_BY_RECORD) {
		put_padded(mem_text(item->code), l->codes + 2, l->out);
		left += l->codes + 2;
	}
	put_wrapped(what, left, WIDTH - left - l->ends - 2, end, l->out);
	free(what);
	free(end);
}

static void
put_when(const struct laying *l, enum due_when when)
{
	int within = l->report->within;
	struct buf since;

	switch (when) {
	case DUE_LATE:
		buf_text(l->out, _("LATE"));
		break;
	case DUE_SOON:
		buf_printf(l->out, ngettext("WITHIN %d DAY", "WITHIN %d DAYS", within), within);
		break;
	case DUE_DONE:
		buf_init(&since);
		date_long_in_year(l->report->question.since, &since);
		buf_printf(l->out, _("DONE SINCE %s"), buf_string(&since));
		buf_clear(&since);
		break;
	}
	buf_end_line(l->out);
}

/* ---- groups */

static void
add_entry(struct laying *l, const struct due_item *item, char *key, uint32_t owner)
{
	MEM_ROOM(l->list, l->count, l->room);
	l->list[l->count] = (struct due_line){ item, key, owner, l->count };
	l->count++;
}

static char *
owner_key(const struct laying *l, uint32_t owner)
{
	struct buf key;

	buf_init(&key);
	due_owner_code(l->report->registry, owner, &key);
	return buf_take(&key);
}

static void
add_item(struct laying *l, const struct due_item *item)
{
	switch (l->report->group) {
	case DUE_BY_NOTHING:
		add_entry(l, item, mem_text(""), 0);
		break;
	case DUE_BY_DATE:
		add_entry(l, item, mem_printf("%08d%08d", (int)date_latest(item->day), (int)item->day), 0);
		break;
	case DUE_BY_RECORD:
		add_entry(l, item, mem_printf("%s %u", item->code, (unsigned)item->record), 0);
		break;
	case DUE_BY_OWNER:
		for (size_t i = 0; i < item->owner_count; i++) {
			if (l->owner == 0 || item->owners[i] == l->owner)
				add_entry(l, item, owner_key(l, item->owners[i]), item->owners[i]);
		}
		if (item->owner_count == 0)
			add_entry(l, item, mem_text(BEHIND_ALL), 0);
		break;
	}
}

static int
by_group(const void *a, const void *b)
{
	const struct due_line *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	if (order == 0)
		order = x->rank < y->rank ? -1 : 1;
	return order;
}

static void
put_record(const struct laying *l, uint32_t number, struct buf *out)
{
	const struct directory *d = registry_directory(l->report->registry);

	d->code(d->context, number, out);
	buf_text(out, "  ");
	d->title(d->context, number, registry_schema(l->report->registry)->language, out);
}

static void
put_heading(struct laying *l, const struct due_line *first)
{
	struct buf text;

	buf_init(&text);
	switch (l->report->group) {
	case DUE_BY_NOTHING:
		break;
	case DUE_BY_DATE:
		date_long(first->item->day, &text);
		break;
	case DUE_BY_RECORD:
		put_record(l, first->item->record, &text);
		break;
	case DUE_BY_OWNER:
		if (first->owner != 0)
			put_record(l, first->owner, &text);
		else
			buf_text(&text, _("Without an owner"));
		break;
	}
	if (text.size > 0) {
		text_show(buf_string(&text), text.size, WIDTH, TEXT_UTF8, l->out);
		buf_text(l->out, "\n\n");
	}
	buf_clear(&text);
}

static void
put_groups(struct laying *l)
{
	for (size_t i = 0; i < l->count; i++) {
		const struct due_line *entry = &l->list[i], *before = i == 0 ? NULL : &l->list[i - 1];
		bool is_new = before == NULL || strcmp(before->key, entry->key) != 0;

		if (is_new) {
			bits_clear(&l->told);
			buf_byte(l->out, '\n');
			put_heading(l, entry);
		}
		if (is_new || before->item->when != entry->item->when)
			put_when(l, entry->item->when);
		put_item(l, entry);
	}
}

/* "Follow-up of 28 November 2026                    The Secretariat" */
static void
put_title(const struct laying *l)
{
	const char *house = l->report->house;
	int width = text_width(house, strlen(house));
	struct buf day, title;

	buf_init(&day);
	buf_init(&title);
	date_long(l->report->question.today, &day);
	buf_printf(&title, _("Follow-up of %s"), buf_string(&day));
	if (width > 0 && width < WIDTH / 2) {
		text_pad(buf_string(&title), title.size, WIDTH - width, TEXT_UTF8, l->out);
		text_show(house, strlen(house), width, TEXT_UTF8, l->out);
	} else {
		buf_text(l->out, buf_string(&title));
		buf_text(l->out, width > 0 ? "\n" : "");
		text_show(house, strlen(house), WIDTH, TEXT_UTF8, l->out);
	}
	buf_end_line(l->out);
	buf_clear(&title);
	buf_clear(&day);
}

void
due_text(const struct due_report *d, uint32_t owner, struct buf *out)
{
	struct laying l = { .report = d, .owner = owner, .out = out };

	for (size_t i = 0; i < d->list->count; i++) {
		if (owner == 0 || due_is_owned(&d->list->list[i], owner))
			add_item(&l, &d->list->list[i]);
	}
	if (l.count > 1)
		qsort(l.list, l.count, sizeof *l.list, by_group);
	measure(&l);
	put_title(&l);
	put_groups(&l);
	for (size_t i = 0; i < l.count; i++)
		free(l.list[i].key);
	free(l.list);
	bits_clear(&l.told);
}

void
due_subject(const struct due_report *d, uint32_t owner, struct buf *out)
{
	size_t late = 0, soon = 0;
	struct buf day;

	for (size_t i = 0; i < d->list->count; i++) {
		const struct due_item *item = &d->list->list[i];

		if (owner != 0 && !due_is_owned(item, owner))
			continue;
		late += item->when == DUE_LATE;
		soon += item->when == DUE_SOON;
	}
	if (*d->house != '\0')
		buf_printf(out, "%s: ", d->house);
	buf_init(&day);
	date_long(d->question.today, &day);
	buf_printf(out, _("Follow-up of %s"), buf_string(&day));
	buf_printf(out, ngettext(", %zu late", ", %zu late", late), late);
	buf_printf(out, ngettext(", %zu due soon", ", %zu due soon", soon), soon);
	buf_clear(&day);
}
