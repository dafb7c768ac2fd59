/* Compiles warnings about a record that can be saved but looks odd. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date_words.h"
#include "base/intl.h"
#include "figures/clash.h"
#include "figures/roll.h"
#include "view/form/form.h"

/* The minutes between the record's two times of day; 0 if they are not both known. */
static int64_t
minutes_there_are(const struct record *r)
{
	int64_t times[2];
	int n = 0;

	for (size_t i = 0; i < r->type->fields.count && n < 2; i++) {
		if (r->type->fields.list[i].type == FIELD_TIME && r->values[i].kind == VALUE_NUMBER)
			times[n++] = r->values[i].number;
	}
	return n == 2 && times[1] > times[0] ? times[1] - times[0] : 0;
}

int64_t
table_minutes(const struct field *table, const struct value *v)
{
	int64_t sum = 0;

	for (size_t i = 0; i < table->table->count; i++) {
		const struct field *f = &table->table->list[i];

		if (f->unit == NULL || strcmp(f->unit, "minutes") != 0)
			continue;
		for (uint32_t j = 0; v->kind == VALUE_ROWS && j < v->count; j++) {
			if (row_value(&v->rows[j], f)->kind == VALUE_NUMBER)
				sum += row_value(&v->rows[j], f)->number;
		}
	}
	return sum;
}

static void
warn_overrun(const struct record *r, struct buf *out)
{
	int64_t there = minutes_there_are(r);

	for (size_t i = 0; there > 0 && i < r->type->fields.count; i++) {
		const struct field *f = &r->type->fields.list[i];
		int64_t needed = f->type == FIELD_TABLE ? table_minutes(f, &r->values[i]) : 0;

		if (needed > there)
			buf_printf(out, _("%s runs %d minutes over.\n"), f->label,
			           (int)(needed - there));
	}
}

static void
warn_twins(const struct form *f, struct buf *out)
{
	uint32_t *twins;
	size_t count;

	if (registry_duplicates(f->registry, f->record, &twins, &count, NULL) == ERR_OK && count > 0) {
		const struct directory *d = registry_directory(f->registry);

		buf_text(out, _("Very like "));
		d->code(d->context, twins[0], out);
		buf_text(out, ".\n");
	}
	free(twins);
}

/* What is said to have been held has begun. */
static void
warn_early(const struct record *r, struct buf *out)
{
	const struct field *status = r->type->fields.by_role[ROLE_STATUS];
	const struct value *from = record_role(r, ROLE_FROM), *v = record_role(r, ROLE_STATUS);
	const struct choice *c = v == NULL || v->kind != VALUE_NUMBER ? NULL :
	                         field_choice(status, (unsigned)v->number);

	if (c == NULL || (c->role != CHOICE_ROLE_HELD && c->role != CHOICE_ROLE_LOCKS) ||
	    from == NULL || from->kind != VALUE_NUMBER)
		return;
	if (date_earliest((partial_date)from->number) > date_today())
		buf_printf(out, _("It is %s, but has not begun.\n"), c->label);
}

static bool
is_among(const struct member *members, size_t count, uint32_t party)
{
	for (size_t i = 0; i < count; i++) {
		if (members[i].party.number == party && members[i].is_usual)
			return true;
	}
	return false;
}

/* Who is on the list as a member, and was none on the day. */
static void
warn_strangers(const struct form *f, struct buf *out)
{
	const struct field *table = f->record->type->fields.by_role[ROLE_ATTENDANCE];
	struct member *there, *members;
	size_t count, member_count, strangers = 0;
	const char *first = "";

	if (table == NULL || table->table->by_role[ROLE_PARTY] == NULL ||
	    members_on(f->registry, f->record, table, &members, &member_count, NULL) != ERR_OK)
		return;
	members_there(f->registry, f->record, table, &there, &count);
	for (size_t i = 0; i < count && member_count > 0; i++) {
		if (!there[i].is_usual || is_among(members, member_count, there[i].party.number))
			continue;
		first = strangers++ == 0 ? there[i].party.code : first;
	}
	if (strangers > 0)
		buf_printf(out,
		           ngettext("%zu on the list is not a member on that day: %s.\n",
		                    "%zu on the list are not members on that day: %s first.\n",
		                    strangers),
		           strangers, first);
	members_free(there, count);
	members_free(members, member_count);
}

#define MOST_NAMES 3

static int
by_title(const void *a, const void *b)
{
	return strcoll(*(char *const *)a, *(char *const *)b);
}

/* "10 parties: Afghanistan, Bangladesh, China, ..." */
static void
put_parties(const struct form *f, const struct clash *clash, struct buf *out)
{
	const struct directory *d = registry_directory(f->registry);
	char **titles = mem_new(sizeof *titles * (clash->party_count + 1));

	for (size_t i = 0; i < clash->party_count; i++) {
		struct buf title;

		buf_init(&title);
		d->title(d->context, clash->parties[i], registry_schema(f->registry)->language,
		         &title);
		titles[i] = buf_take(&title);
	}
	qsort(titles, clash->party_count, sizeof *titles, by_title);
	for (size_t i = 0; i < clash->party_count; i++) {
		if (i < MOST_NAMES)
			buf_printf(out, "%s%s", i > 0 ? ", " : "", titles[i]);
		free(titles[i]);
	}
	if (clash->party_count > MOST_NAMES)
		buf_text(out, ", ..");
	free(titles);
}

/* "Clashes with BALI-20261211 (11-12 Dec) for 10 parties:", and on the next line "Afghanistan,
 * Bangladesh, China, ..." */
static void
warn_clashes(const struct form *f, struct buf *out)
{
	struct clashes clashes;

	if (clashes_of(f->registry, f->record, &clashes, NULL) == ERR_OK && clashes.count > 0) {
		const struct clash *clash = &clashes.list[0];
		const struct event *one = &clashes.events.list[clash->one];
		bool is_one = one->number == f->record->number;
		const struct event *other = is_one ? &clashes.events.list[clash->other] : one;
		struct buf days, parties;

		buf_init(&days);
		buf_init(&parties);
		days_short(other->start, other->end, &days);
		put_parties(f, clash, &parties);
		buf_printf(out, ngettext("Clashes with %s (%s) for %zu party:\n%s.\n",
		                         "Clashes with %s (%s) for %zu parties:\n%s.\n",
		                         clash->party_count),
		           is_one ? clash->other_code : clash->one_code, buf_string(&days),
		           clash->party_count, buf_string(&parties));
		if (clashes.count > 1)
			buf_printf(out, ngettext("It clashes with %zu more.\n", "It clashes with %zu more.\n",
			                         clashes.count - 1),
			           clashes.count - 1);
		buf_clear(&parties);
		buf_clear(&days);
	}
	clashes_clear(&clashes);
}

static void
warn_caution(const struct form *f, struct buf *out)
{
	char *caution = registry_caution(f->registry);

	buf_text(out, caution);
	free(caution);
}

char *
form_warnings(const struct form *f)
{
	struct buf out;

	buf_init(&out);
	warn_early(f->record, &out);
	warn_strangers(f, &out);
	warn_overrun(f->record, &out);
	warn_clashes(f, &out);
	warn_twins(f, &out);
	warn_caution(f, &out);
	return buf_take(&out);
}
