/* Finds two events on the same days with a party that both expect. */
#include <config.h>

#include "figures/clash.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "figures/asking.h"
#include "figures/parties.h"

struct search {
	struct registry *registry;
	const struct clash_question *question;
	struct parties *parties;
	struct bits matching;           /* records that match the query */
	bool has_query;
	uint32_t only;                  /* index + 1 of the event that one of the two must be; 0: any */
	struct clashes *out;
};

/* ---- which two are looked at */

static bool
refers_to(const struct event *a, const struct event *b)
{
	for (size_t i = 0; i < a->related_count; i++) {
		if (a->related[i] == b->number)
			return true;
	}
	return false;
}

static bool
is_apart(const struct event *a, const struct event *b)
{
	return (a->series != 0 && a->series == b->series) || refers_to(a, b) || refers_to(b, a);
}

static bool
is_asked_for(const struct search *s, size_t one, size_t other)
{
	const struct event *list = s->out->events.list;

	if (s->only != 0 && one + 1 != s->only && other + 1 != s->only)
		return false;
	return !s->has_query || bits_has(&s->matching, list[one].number) ||
	       bits_has(&s->matching, list[other].number);
}

/* What the days of the two say; a begins first. False: nothing. */
static bool
compare_days(const struct clash_question *q, const struct event *a, const struct event *b,
             enum clash_kind *kind)
{
	bool is_exact = a->is_exact && b->is_exact;

	if (b->first <= a->last) {
		*kind = is_exact ? CLASH_SURE : CLASH_POSSIBLE;
		return is_exact || q->with_possible;
	}
	*kind = CLASH_NEAR;
	return q->near > 0 && is_exact && b->first - a->last <= q->near && a->place != 0 &&
	       b->place != 0 && a->place != b->place;
}

/* ---- what they share */

struct coded {
	uint32_t number;
	char *code;
};

static int
by_code(const void *a, const void *b)
{
	return strcmp(((const struct coded *)a)->code, ((const struct coded *)b)->code);
}

static void
sort_by_code(struct registry *r, uint32_t *parties, size_t count)
{
	const struct directory *d = registry_directory(r);
	struct coded *list = mem_new(sizeof *list * (count + 1));

	for (size_t i = 0; i < count; i++) {
		struct buf code;

		buf_init(&code);
		d->code(d->context, parties[i], &code);
		list[i] = (struct coded){ parties[i], buf_take(&code) };
	}
	qsort(list, count, sizeof *list, by_code);
	for (size_t i = 0; i < count; i++) {
		parties[i] = list[i].number;
		free(list[i].code);
	}
	free(list);
}

/* Both lists are ascending. */
static size_t
share(const struct event *a, const struct event *b, uint32_t *out)
{
	size_t i = 0, j = 0, count = 0;

	while (i < a->party_count && j < b->party_count) {
		if (a->parties[i] == b->parties[j]) {
			out[count++] = a->parties[i];
			i++;
			j++;
		} else if (a->parties[i] < b->parties[j]) {
			i++;
		} else {
			j++;
		}
	}
	return count;
}

static bool
has_party(const uint32_t *list, size_t count, uint32_t party)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i] == party)
			return true;
	}
	return false;
}

static char *
code_of(struct registry *r, uint32_t number)
{
	const struct directory *d = registry_directory(r);
	struct buf code;

	buf_init(&code);
	d->code(d->context, number, &code);
	return buf_take(&code);
}

static enum err_code
compare(struct search *s, size_t one, size_t other, struct err *e)
{
	struct event *a = &s->out->events.list[one], *b = &s->out->events.list[other];
	struct clash clash = { .one = one, .other = other };
	enum err_code rc;

	if (!is_asked_for(s, one, other) || is_apart(a, b) ||
	    !compare_days(s->question, a, b, &clash.kind))
		return ERR_OK;
	rc = parties_find(s->parties, a, e);
	if (rc == ERR_OK)
		rc = parties_find(s->parties, b, e);
	if (rc != ERR_OK)
		return rc;
	clash.parties = mem_new(sizeof *clash.parties * (a->party_count + 1));
	clash.party_count = share(a, b, clash.parties);
	if (clash.party_count == 0 ||
	    (s->question->party != 0 &&
	     !has_party(clash.parties, clash.party_count, s->question->party))) {
		free(clash.parties);
		return ERR_OK;
	}
	MEM_ROOM(s->out->list, s->out->count, s->out->room);
	s->out->list[s->out->count++] = clash;
	return ERR_OK;
}

/* ---- the sweep: events come by their first day; those that have not ended are kept */

static bool
takes_part(const struct search *s, const struct event *event)
{
	return !event->is_off && (event->is_exact || s->question->with_possible);
}

static enum err_code
sweep(struct search *s, struct err *e)
{
	const struct events *events = &s->out->events;
	size_t *open = mem_new(sizeof *open * (events->count + 1)), count = 0;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < events->count; i++) {
		const struct event *event = &events->list[i];
		size_t kept = 0;

		if (!takes_part(s, event))
			continue;
		for (size_t j = 0; j < count; j++) {
			const struct event *before = &events->list[open[j]];

			if ((int64_t)before->last + s->question->near < event->first)
				continue;
			open[kept++] = open[j];
			if (rc == ERR_OK)
				rc = compare(s, open[j], i, e);
		}
		open[kept] = i;
		count = kept + 1;
	}
	free(open);
	return rc;
}

static void
complete(struct search *s)
{
	for (size_t i = 0; i < s->out->count; i++) {
		struct clash *clash = &s->out->list[i];

		clash->one_code = code_of(s->registry, s->out->events.list[clash->one].number);
		clash->other_code = code_of(s->registry, s->out->events.list[clash->other].number);
		sort_by_code(s->registry, clash->parties, clash->party_count);
	}
}

/* ---- series whose members are not known */

static enum err_code
note_unknown(struct search *s, struct err *e)
{
	struct clashes *c = s->out;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && i < c->events.count; i++) {
		const struct event *event = &c->events.list[i];
		bool known;

		if (!takes_part(s, event) ||
		    has_party(c->unknown, c->unknown_count, event->series))
			continue;
		rc = parties_are_known(s->parties, event, &known, e);
		if (rc != ERR_OK || known)
			continue;
		c->unknown = mem_grow(c->unknown, c->unknown_count + 1, sizeof *c->unknown);
		c->unknown[c->unknown_count++] = event->series;
	}
	return rc;
}

/* ---- */

static bool
note_matching(void *context, const struct record *r)
{
	bits_set(context, r->number);
	return true;
}

/* Which records match the query: of two that clash one must. */
static enum err_code
match(struct search *s, struct err *e)
{
	const char *query = s->question->query;

	s->has_query = query != NULL && *query != '\0';
	if (!s->has_query)
		return ERR_OK;
	return ask_types(s->registry,
	                 &(struct asking){ .query = query, .wants = type_has_attendance,
	                                   .each = note_matching, .context = &s->matching },
	                 e);
}

static int
in_order(const void *a, const void *b, void *context)
{
	const struct event *list = context;
	const struct clash *x = a, *y = b;

	if (list[x->one].first != list[y->one].first)
		return list[x->one].first < list[y->one].first ? -1 : 1;
	if (list[x->other].first != list[y->other].first)
		return list[x->other].first < list[y->other].first ? -1 : 1;
	if (strcmp(x->one_code, y->one_code) != 0)
		return strcmp(x->one_code, y->one_code);
	return strcmp(x->other_code, y->other_code);
}

static enum err_code
search(struct search *s, struct err *e)
{
	enum err_code rc = sweep(s, e);

	if (rc == ERR_OK) {
		complete(s);
		if (s->out->count > 1)
			qsort_r(s->out->list, s->out->count, sizeof *s->out->list, in_order,
			        s->out->events.list);
		rc = note_unknown(s, e);
	}
	parties_free(s->parties);
	bits_clear(&s->matching);
	return rc;
}

enum err_code
clashes_find(struct registry *r, const struct clash_question *q, struct clashes *out, struct err *e)
{
	const struct events_question events = { .from = q->from, .to = q->to };
	struct search s = { .registry = r, .question = q, .out = out,
		            .parties = parties_new(r, q->with_all) };
	enum err_code rc;

	*out = (struct clashes){ 0 };
	rc = match(&s, e);
	if (rc == ERR_OK)
		rc = events_read(r, &events, &out->events, e);
	if (rc != ERR_OK) {
		parties_free(s.parties);
		bits_clear(&s.matching);
		return rc;
	}
	return search(&s, e);
}

void
clashes_clear(struct clashes *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->list[i].one_code);
		free(c->list[i].other_code);
		free(c->list[i].parties);
	}
	free(c->list);
	free(c->unknown);
	events_clear(&c->events);
	*c = (struct clashes){ 0 };
}

/* ---- one record, and what is planned */

/* Puts the record in the place of what the register has of it. Its index + 1. */
static uint32_t
put_event(struct events *events, const struct event *event)
{
	size_t at = 0;

	while (at < events->count && (event->number == 0 ||
	                              events->list[at].number != event->number))
		at++;
	if (at < events->count) {
		event_clear(&events->list[at]);
	} else {
		MEM_ROOM(events->list, events->count, events->room);
		events->count++;
	}
	events->list[at] = *event;
	return (uint32_t)events_sort(events, event->number);
}

enum err_code
clashes_of(struct registry *r, const struct record *record, struct clashes *out, struct err *e)
{
	const struct clash_question q = { 0 };
	struct search s = { .registry = r, .question = &q, .out = out };
	struct events_question days = { 0 };
	struct event event;
	enum err_code rc;

	*out = (struct clashes){ 0 };
	if (!type_has_attendance(record->type) || !event_of(record, &event))
		return ERR_OK;
	if (event.is_off || !event.is_exact || event.last == INT32_MAX) {
		event_clear(&event);
		return ERR_OK;
	}
	days.from = date_from_days(event.first);
	days.to = date_from_days(event.last);
	rc = events_read(r, &days, &out->events, e);
	if (rc != ERR_OK) {
		event_clear(&event);
		return rc;
	}
	s.only = put_event(&out->events, &event);
	s.parties = parties_new(r, false);
	return search(&s, e);
}

enum err_code
clashes_ahead(struct registry *r, partial_date today, struct bits *out, struct err *e)
{
	const struct clash_question q = { .from = today };
	struct clashes clashes;
	enum err_code rc = clashes_find(r, &q, &clashes, e);

	for (size_t i = 0; i < clashes.count; i++) {
		const struct event *one = &clashes.events.list[clashes.list[i].one];
		const struct event *other = &clashes.events.list[clashes.list[i].other];

		if (one->is_planned)
			bits_set(out, one->number);
		if (other->is_planned)
			bits_set(out, other->number);
	}
	clashes_clear(&clashes);
	return rc;
}

void
clash_days(const struct clashes *c, const struct clash *clash, partial_date *from, partial_date *to)
{
	const struct event *one = &c->events.list[clash->one], *other = &c->events.list[clash->other];

	if (clash->kind == CLASH_NEAR) {
		*from = date_from_days(one->last);
		*to = date_from_days(other->first);
		return;
	}
	*from = date_from_days(other->first);
	*to = date_from_days(one->last < other->last ? one->last : other->last);
}
