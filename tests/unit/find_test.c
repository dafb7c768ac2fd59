#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "desk.h"
#include "registry/select/query_context.h"
#include "registry/select/selection_internal.h"
#include "store/words.h"
#include "test.h"

/* What the indexes answer is compared with what a look at every record finds, while records come,
 * change, go, are renamed and folded together. The index's limits are tiny, so that its postings
 * change their form all the time. */
static const struct word_limits tiny = { 12, 6, 20, 3 };

#define ROUNDS  40
#define CHANGES 12

/* ---- both ways */

static struct query *
parse(struct desk *d, const char *type, const char *text)
{
	struct query_scope scope = { registry_schema(d->registry), desk_type(d, type), NULL };
	struct query *q;
	struct err e;

	if (query_parse(text, &scope, &q, &e) != ERR_OK)
		fail_msg("%s: %s", text, e.text);
	return q;
}

struct scan {
	const struct query *query;
	struct register_context world;
	partial_date as_of;
	struct bits found;
};

static bool
look(void *context, const struct record *r)
{
	struct scan *s = context;

	if ((s->as_of == DATE_NONE || is_in_force(&r->type->fields, r->values, s->as_of)) &&
	    query_match(s->query, &s->world.base, r, NULL))
		bits_set(&s->found, r->number);
	return true;
}

static void
scan(struct desk *d, const struct type *type, struct query *q, partial_date as_of,
     const uint32_t *tagged, size_t tagged_count, struct bits *out)
{
	struct scan s = { .query = q, .as_of = as_of };
	struct err e;

	register_context_init(&s.world, d->registry);
	s.world.base.as_of = as_of;
	s.world.tagged = tagged;
	s.world.tagged_count = tagged_count;
	assert_int_equal(desk_freeze(d), ERR_OK);
	assert_int_equal(query_prepare(q, &s.world.base, &e), ERR_OK);
	assert_int_equal(registry_every(d->registry, type, look, &s, &e), ERR_OK);
	desk_thaw(d);
	*out = s.found;
}

static bool
collect(void *context, const struct record *r)
{
	bits_set(context, r->number);
	return true;
}

static void
check(struct desk *d, const char *type, const char *text, partial_date as_of)
{
	static const uint32_t tagged[] = { 4, 9, 11, 12 };
	struct query *q = parse(d, type, text);
	struct select what = { .type = desk_type(d, type), .query = q, .as_of = as_of,
	                       .tagged = tagged, .tagged_count = 4 };
	struct bits expected, found = { 0 };
	struct selection *s;
	struct err e;

	scan(d, what.type, q, as_of, tagged, 4, &expected);
	assert_int_equal(registry_select(d->registry, &what, &s, &e), ERR_OK);
	assert_int_equal(selection_every(s, collect, &found, &e), ERR_OK);
	if (selection_count(s) != bits_number(&expected) ||
	    bits_number(&found) != bits_number(&expected))
		fail_msg("%s \"%s\": %u are counted, %u found, %u match", type, text,
		         (unsigned)selection_count(s), (unsigned)bits_number(&found),
		         (unsigned)bits_number(&expected));
	bits_take(&found, &expected);
	if (bits_number(&found) > 0)
		fail_msg("%s \"%s\": record %u does not match", type, text,
		         (unsigned)bits_next(&found, 0));
	bits_clear(&expected);
	bits_clear(&found);
	selection_free(s);
	query_free(q);
}

/* ---- queries */

static const char *const pieces[] = {
	"a", "ap", "äpf", "zoo", "n1", "N3", "N37-1", "t1", "poz", "côte", "ivoire", "原", "村", "原村",
	"السلام", "q", "1", "\"x y z\"", "\"côte d\"", "\"1 1\"", "title:ap", "title=apples", "code:n",
	"code=T1", "code:t1", "memo:a", "tags:x", "size:1", "size=2", "size>1", "size>=1", "size<0",
	"size<=0", "size:", "size:*", "start:2001", "start:2001-04", "start=2002-01", "start<2002",
	"start<2002-01", "start<2002-01-01", "start<=2001-12", "start>2001", "start>=2001",
	"start>=2002-01-01", "start>2001-06-30", "start:", "start:*", "start:2001,2003",
	"home:LK", "home:lk", "home:LK,CH", "home:nowhere", "home:", "home:*", "owner:CH",
	"owner:place:CH", "owner:thing:T1", "owner:T1", "covers:AA", "covers:LK,SN", "covers:",
	"home.name:sri", "home.kind:country", "home.code:CH", "covers.name:aar", "owner.name:côte",
	"owner.title:first", "members.party:LK", "members.party.name:sri", "members.role:chair",
	"members{party:CH role:chair}", "members{party:LK role:chair,member}", "members.remark:a",
	"duties.what:a", "duties.owner:LK", "is:overdue", "is:mine", "is:tagged", "parent:T1", "kind:box",
	"kind:co-box", "kind:", "colours:red", "secret:a", "rate>0", "rate:*", "is_big:yes",
	"parent.home:CH", "parent.home.name:côte", "status:open", "by:amina",
};
#define PIECES (sizeof pieces / sizeof pieces[0])

static void
random_query(struct chance *c, struct buf *out)
{
	uint32_t n = 1 + chance(c, 3);

	buf_reset(out);
	for (uint32_t i = 0; i < n; i++) {
		buf_text(out, i == 0 ? "" : chance(c, 4) == 0 ? "|" : " ");
		buf_text(out, chance(c, 4) == 0 ? "-" : "");
		buf_text(out, pieces[chance(c, (uint32_t)PIECES)]);
	}
}

static void
check_all(struct desk *d, struct chance *c)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < PIECES; i++)
		check(d, "thing", pieces[i], chance(c, 4) == 0 ? 20020000 : DATE_NONE);
	for (int i = 0; i < 60; i++) {
		random_query(c, &text);
		check(d, "thing", buf_string(&text), chance(c, 4) == 0 ? 20020000 : DATE_NONE);
	}
	check(d, "step", "t1/1", DATE_NONE);
	check(d, "step", "thing:T1", DATE_NONE);
	check(d, "step", "thing.home:CH", DATE_NONE);
	check(d, "step", "thing.home.name:côte end", DATE_NONE);
	check(d, "step", "number:1", DATE_NONE);
	check(d, "step", "-begin", DATE_NONE);
	check(d, "step", "code:T1/1", DATE_NONE);
	check(d, "place", "côte", DATE_NONE);
	check(d, "place", "lk", DATE_NONE);
	buf_clear(&text);
}

/* ---- changes */

/* The number of some thing; 0: there is none. */
static uint32_t
any_thing(struct desk *d, struct chance *c)
{
	struct select what = { .type = desk_type(d, "thing") };
	struct bits found = { 0 };
	struct selection *s;
	uint32_t n, i;
	struct err e;

	assert_int_equal(registry_select(d->registry, &what, &s, &e), ERR_OK);
	assert_int_equal(selection_every(s, collect, &found, &e), ERR_OK);
	i = chance(c, (uint32_t)selection_count(s));
	for (n = bits_next(&found, 0); i > 0; i--)
		n = bits_next(&found, n + 1);
	selection_free(s);
	bits_clear(&found);
	return n;
}

static struct record *
get(struct desk *d, uint32_t number)
{
	struct record *r;
	struct err e;

	if (registry_get_number(d->registry, number, &r, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return r;
}

/* What chance gives, where it is no mistake; locked or dated wrongly it is refused, which is
 * well. */
static void
add_or_change(struct desk *d, struct chance *c, uint32_t number)
{
	struct record *r = record_random(desk_type(d, "thing"), c), *was;
	struct saved saved;
	struct buf code;
	struct err e;

	buf_init(&code);
	buf_printf(&code, "code=R%u", (unsigned)chance(c, 60));
	record_fill(r, NULL, buf_string(&code), "parent=", "owner=", NULL);
	if (number != 0) {
		was = get(d, number);
		r->number = was->number;
		r->uuid = was->uuid;
		r->version = was->version;
		record_free(was);
	}
	registry_save(d->registry, r, NULL, &saved, &e);
	record_free(r);
	buf_clear(&code);
}

static void
set_title(struct desk *d, uint32_t number, struct chance *c)
{
	static const char *const titles[] = { "title=Apples and pears", "title=Äpfel 原村", "title=",
	                                      "title=Zoological zones" };
	struct record *r = get(d, number);
	struct saved saved;
	struct err e;

	record_fill(r, NULL, titles[chance(c, 4)], NULL);
	registry_save(d->registry, r, NULL, &saved, &e);
	record_free(r);
}

static void
change_something(struct desk *d, struct chance *c)
{
	uint32_t number = any_thing(d, c), other = any_thing(d, c);
	struct record *r = get(d, number), *into = get(d, other);
	char *code = registry_code(d->registry, r), *into_code = registry_code(d->registry, into);
	char *new = NULL;
	struct merged merged;
	struct err e;

	switch (chance(c, 8)) {
	case 0:
	case 1: add_or_change(d, c, 0); break;
	case 2: add_or_change(d, c, number); break;
	case 3: registry_remove(d->registry, r, &e); break;
	case 4:
		new = mem_printf("Q%u", (unsigned)chance(c, 100));
		if (strcmp(code, "T1") != 0)
			registry_rename(d->registry, r->type, code, new, &e);
		break;
	case 5:
		if (strcmp(code, "T1") != 0)
			registry_merge(d->registry, r->type, code, into_code, false, &merged, &e);
		break;
	default: set_title(d, number, c); break;
	}
	free(new);
	free(code);
	free(into_code);
	record_free(r);
	record_free(into);
}

static void
test_find(void **state)
{
	struct desk *d = *state;
	struct chance c = { 3 };

	check_all(d, &c);
	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < CHANGES; i++)
			change_something(d, &c);
		if (round % 8 == 7)
			desk_reopen(d);
		check_all(d, &c);
	}
}

static int
begin(void **state)
{
	word_limits = tiny;
	return desk_begin_crowded(state);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add_in(&s, "what indexes tell is what matching finds, whatever was changed",
	             test_find, begin, desk_end);
	return suite_run(&s, "find");
}
