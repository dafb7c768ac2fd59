#include <config.h>

#include "query/query.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"
#include "shelf.h"

static struct shelf shelf;

/* T1 is a box of Geneva with two members, T2 an old thing of Colombo, T3 next to nothing. */
static int
setup(void **state)
{
	(void)state;
	setenv("CHANCERY_TODAY", "2026-11-24", 1);
	shelf_init(&shelf);
	shelf_add(&shelf, "place", "code=CH", "name=Côte d'Azur", "kind=country", "founded=1291",
	          NULL);
	shelf_add(&shelf, "place", "code=LK", "name=Sri Lanka", "name.fr=Île de Ceylan",
	          "kind=city", NULL);
	shelf_add(&shelf, "thing", "code=T1", "title=Sixth Ministerial Consultation", "title.fr=Réunion",
	          "memo=Poznań and Łódź", "size=5", "rate=2.5", "is_big=yes", "kind=box",
	          "colours=red;dark blue", "start=2011-04", "end=2012", "period=2015-Q3", "at=09:30",
	          "due=-6w", "owner=place:CH", "home=CH", "covers=CH;LK", "tags=alpha beta;gamma",
	          "mail=amina@example.org", "langs=en;fr", "secret=hidden words", "status=open",
	          "members=party=CH,role=chair,from=2003,to=2010|party=LK,role=co-chair,remark=late",
	          "duties=what=agenda,due=+1w,owner=LK|what=report,due=2030", NULL);
	shelf_add(&shelf, "thing", "code=T2", "title=Fifth consultation", "size=-3",
	          "start=2011-04-19", "kind=co-box", "owner=thing:T1", "home=LK", "parent=T1",
	          "due=2026-11-24", "status=done", "members=party=LK,role=member,from=2011", NULL);
	shelf_add(&shelf, "thing", "code=T3", "due=2026-11",
	          "memo=国際移住機関の報告書 (ILO), 第3会議", NULL);
	shelf_add(&shelf, "step", "thing=T1", "number=3", "text=first step", NULL);
	shelf_add(&shelf, "step", "thing=T2", "number=1", "after=T1/3", NULL);
	shelf.changed = INT64_C(1795492376123);         /* 2026-11-24 */
	shelf.by = "amina";
	shelf.tagged = 4;
	shelf.world.my_office = 2;
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	shelf_clear(&shelf);
	return 0;
}

static struct query *
parse(const char *text, const char *scope, enum err_code expected, struct err *e)
{
	struct query_scope what = { .schema = shelf.schema };
	struct query *q;

	if (strchr(scope, '.') != NULL) {
		what.table = shelf_field(&shelf, scope);
		what.type = what.table->of;
	} else {
		what.type = shelf_type(&shelf, scope);
	}
	assert_int_equal(query_parse(text, &what, &q, e), expected);
	if (expected != ERR_OK)
		assert_null(q);
	return q;
}

/* ---- what matches which records */

static const struct match_row {
	const char *query;
	const char *codes;      /* of the things that match */
	const char *says;
} match_rows[] = {
	{ "", "T1 T2 T3", "an empty query matches everything" },
	{ "   ", "T1 T2 T3", "so do blanks" },
	{ "consult", "T1 T2", "a word by its start" },
	{ "onsultation", "", "but not by its middle" },
	{ "CONSULTATION", "T1 T2", "without regard to case" },
	{ "reunion", "T1", "without accents, in any language" },
	{ "łodz", "T1", "the accents may be in the query" },
	{ "poznan", "T1", "or in the text" },
	{ "sixth consultation", "T1", "a blank is and" },
	{ "sixth poznan gamma", "T1", "each word perhaps in another field" },
	{ "late", "T1", "words of rows count" },
	{ "hidden", "", "words of sensitive fields do not" },
	{ "T2", "T2", "a code as a whole" },
	{ "t2", "T2", "in small letters too" },
	{ "amina@example.org", "T1", "what separates words separates them in the query" },
	{ "\"ministerial consultation\"", "T1", "a phrase" },
	{ "\"sixth consultation\"", "", "stands side by side" },
	{ "\"ministerial consult\"", "", "of whole words" },
	{ "\"beta gamma\"", "", "in one member of a list" },
	{ "-consultation", "T3", "not" },
	{ "-sixth consultation", "T2", "not binds to the next term only" },
	{ "--sixth", "T1", "not not" },
	{ "sixth|fifth", "T1 T2", "either" },
	{ "sixth|fifth size:5", "T1", "either binds before and" },
	{ "-sixth|fifth", "T2 T3", "and not before either" },
	{ "\"機関の報告書\"", "T3", "of a script without blanks, any part of a word" },
	{ "\"国際移住\"", "T3", "its beginning" },
	{ "\"報告書 ILO\"", "T3", "its end, and the word behind it" },
	{ "\"国際 ILO\"", "", "but what is between is not passed" },
	{ "\"報告書 IL\"", "", "nor half a word of a script with blanks" },
	{ "\"IL\"", "", "where it stands beside one without" },
	{ "\"会議\"", "T3", "behind a number" },
	{ "title:sixth", "T1", "a text field by words" },
	{ "title:minist", "T1", "by their start" },
	{ "title:\"sixth consult\"", "T1", "in any order, when quoted" },
	{ "title:sixth,fifth", "T1 T2", "one of several" },
	{ "title=\"Fifth consultation\"", "T2", "exactly" },
	{ "title=\"fifth consultation\"", "", "case included" },
	{ "title<g", "T2", "a text before another" },
	{ "title>=sixth", "T1", "a text behind another" },
	{ "tags:beta", "T1", "any member of a list" },
	{ "tags=gamma", "T1", "exactly a member" },
	{ "code:T1", "T1", "a code by words" },
	{ "size:5", "T1", "an integer" },
	{ "size<5", "T2", "smaller" },
	{ "size<=5", "T1 T2", "smaller or the same" },
	{ "size>-3", "T1", "larger than a negative one" },
	{ "size>=-3", "T1 T2", "larger or the same" },
	{ "size:", "T3", "empty" },
	{ "size:*", "T1 T2", "not empty" },
	{ "-size:*", "T3", "not not empty" },
	{ "rate>2.4", "T1", "a decimal" },
	{ "is_big:yes", "T1", "a flag" },
	{ "is_big:no", "", "an empty flag is not no" },
	{ "kind:box", "T1", "a choice is the whole value" },
	{ "kind:co-box", "T2", "and may have a hyphen" },
	{ "kind:BOX", "T1", "without case" },
	{ "kind:\"Big box\"", "T1", "by its label" },
	{ "Kind:box", "T1", "a field by its name in any case" },
	{ "START:2011", "T1 T2", "in capitals" },
	{ "Start>=2011-04-19", "T2", "with a comparison" },
	{ "Members.Role:chair", "T1", "and so are the columns of a table" },
	{ "Members{ROLE:chair}", "T1", "in braces too" },
	{ "IS:mine", "T1", "what is built in is no other" },
	{ "colours:red", "T1", "a member of a set of choices" },
	{ "colours:\"dark blue\",green", "T1", "a quoted one among several" },
	{ "start:2011", "T1 T2", "a date within a year" },
	{ "start:2011-04", "T1 T2", "within a month" },
	{ "start:2011-04-19", "T2", "within a day" },
	{ "start=2011-04", "T1", "exactly that month" },
	{ "start<2011-04-19", "T1", "by the earliest day" },
	{ "start<=2011-04", "T1 T2", "up to a month's end" },
	{ "start>2011-04", "", "after it" },
	{ "start>=2011", "T1 T2", "from a year on" },
	{ "start<today", "T1 T2", "a word for a day" },
	{ "start>-20y", "T1 T2", "an offset" },
	{ "period:2015", "T1", "a quarter is in its year" },
	{ "period:2015-Q3", "T1", "and in itself" },
	{ "period:2015-09", "", "but not in a month" },
	{ "at<12:00", "T1", "a time of day" },
	{ "due<2011-03-01", "T1", "an offset counts from the record's start" },
	{ "due:2011-02-18", "T1", "by its day" },
	{ "home:CH", "T1", "a reference by its code" },
	{ "home:ch", "", "which is written as it is" },
	{ "home:Azur", "", "never by its title" },
	{ "home:XX", "", "a code that nobody has" },
	{ "home:CH,LK", "T1 T2", "one of two" },
	{ "covers:LK", "T1", "a member of a set of references" },
	{ "owner:CH", "T1", "a bare code in any type" },
	{ "owner:thing:T1", "T2", "or with its type" },
	{ "owner:place:T1", "", "which must be the right one" },
	{ "home.name:azur", "T1", "a step into a reference" },
	{ "covers.name:ceylan", "T1", "into a set of them" },
	{ "home.founded<1300", "T1", "to any field" },
	{ "owner.title:sixth", "T2", "into one of several types" },
	{ "owner.code:ch", "T1", "where the field is in another type as well" },
	{ "owner.kind:box", "T2", "a choice belongs to its type" },
	{ "owner.kind:country", "T1", "also in the second of them" },
	{ "parent.owner.name:azur", "T2", "two steps" },
	{ "members.party:CH", "T1", "a column of rows" },
	{ "members.role:chair", "T1", "chair is not co-chair" },
	{ "members.party:LK members.role:chair", "T1", "two columns, perhaps of two rows" },
	{ "members{party:LK role:chair}", "", "or in one row" },
	{ "members{party:CH role:chair}", "T1", "that holds" },
	{ "members{role:member,chair}", "T1 T2", "with one of several" },
	{ "members{-party:CH}", "T1 T2", "a row for which it does not hold" },
	{ "-members{party:CH}", "T2 T3", "or no row for which it does" },
	{ "members{late|party:CH}", "T1", "words in braces" },
	{ "members{parent.code:T2}", "T2", "from a row up to its record" },
	{ "parent.members{role:chair}", "T2", "braces behind a reference" },
	{ "members{party.name:ceylan from:2011}", "T2", "a step inside braces" },
	{ "members:", "T3", "no rows" },
	{ "members:*", "T1 T2", "rows" },
	{ "members.contact:", "T1 T2", "a row with an empty column" },
	{ "secret:hidden", "T1", "a sensitive field by its name" },
	{ "is:overdue", "T1", "what is due and not done: a duty, an offset" },
	{ "is:mine", "T1", "what my office owes: a duty" },
	{ "is:tagged", "T2", "what is tagged" },
	{ "changed:today", "T1 T2 T3", "what was changed today" },
	{ "changed>-1d", "T1 T2 T3", "since yesterday" },
	{ "changed<2026", "", "before the year" },
	{ "changed:2025,today", "T1 T2 T3", "on one of two days" },
	{ "changed:*", "T1 T2 T3", "at all" },
	{ "changed:", "", "never" },
	{ "is:tagged,overdue", "T1 T2", "what is one of two" },
	{ "by:*", "T1 T2 T3", "by anybody" },
	{ "by:amina", "T1 T2 T3", "by somebody" },
	{ "by:bo,amina", "T1 T2 T3", "or somebody else" },
	{ "by:bo", "", "but not by Bo" },
	{ "size:\"5\"", "T1", "a quoted number" },
	{ "mail:example", "T1", "a word of an address" },
	{ "...", "", "a word of no letters matches nothing" },
};

static char *
matching(struct query *q, const char *type)
{
	const struct type *t = shelf_type(&shelf, type);
	struct buf found;
	struct err e;

	buf_init(&found);
	assert_int_equal(query_prepare(q, &shelf.world, &e), ERR_OK);
	for (uint32_t i = 0; i < shelf.count; i++) {
		if (shelf.list[i]->type != t || !query_match(q, &shelf.world, shelf.list[i], NULL))
			continue;
		buf_text(&found, found.size > 0 ? " " : "");
		record_code(shelf.list[i], &shelf.directory, &found);
	}
	assert_int_equal(shelf.lent, 0);
	return buf_take(&found);
}

static void
test_match(void **state)
{
	const struct match_row *row = *state;
	struct err e = { 0 };
	struct query *q = parse(row->query, "thing", ERR_OK, &e);
	char *found = matching(q, "thing");

	assert_string_equal(found, row->codes);
	free(found);
	query_free(q);
}

/* ---- codes that are computed */

static const struct match_row step_rows[] = {
	{ "code:T1/3", "T1/3", "a computed code by words" },
	{ "code=T2/1", "T2/1", "exactly" },
	{ "T1/3", "T1/3", "as a word" },
	{ "thing:T1", "T1/3", "by its part" },
	{ "after:T1/3", "T2/1", "a reference to it" },
	{ "after.code=T1/3", "T2/1", "a step to it" },
	{ "after.thing.code:T1", "T2/1", "and beyond" },
	{ "number>1", "T1/3", "its number" },
};

static void
test_step(void **state)
{
	const struct match_row *row = *state;
	struct err e = { 0 };
	struct query *q = parse(row->query, "step", ERR_OK, &e);
	char *found = matching(q, "step");

	assert_string_equal(found, row->codes);
	free(found);
	query_free(q);
}

/* ---- what matches which rows */

static const struct match_row row_rows[] = {
	{ "", "T1.CH T1.LK T2.LK", "every row" },
	{ "role:chair", "T1.CH", "a column" },
	{ "party:LK", "T1.LK T2.LK", "a party" },
	{ "late", "T1.LK", "a word of the row" },
	{ "sixth", "", "but not of its record" },
	{ "parent.title:sixth", "T1.CH T1.LK", "unless one steps up" },
	{ "parent.home.name:azur", "T1.CH T1.LK", "and on" },
	{ "thing:T2", "T2.LK", "the record by its type's name" },
	{ "thing:*", "T1.CH T1.LK T2.LK", "any record" },
	{ "parent.members{role:chair}", "T1.CH T1.LK", "braces from the parent" },
	{ "from<2010", "T1.CH", "a date" },
	{ "to:", "T1.LK T2.LK", "an empty column" },
	{ "not-in:thing.members{role:chair}", "T1.LK T2.LK", "whose party is in no such row" },
	{ "not-in:thing.members{thing:T2}", "T1.CH", "of that record" },
	{ "not-in:thing.members{}", "", "of any" },
	{ "not-in:thing.members{role:chair} thing:T2", "T2.LK", "and something more" },
};

static void
test_row(void **state)
{
	const struct match_row *row = *state;
	const struct field *members = shelf_field(&shelf, "thing.members");
	struct err e = { 0 };
	struct query *q = parse(row->query, "thing.members", ERR_OK, &e);
	struct buf found;

	buf_init(&found);
	assert_int_equal(query_prepare(q, &shelf.world, &e), ERR_OK);
	for (uint32_t i = 0; i < shelf.count; i++) {
		const struct record *r = shelf.list[i];
		const struct value *v = r->type == members->of ? record_value(r, members) : NULL;

		for (uint32_t j = 0; v != NULL && v->kind == VALUE_ROWS && j < v->count; j++) {
			if (!query_match(q, &shelf.world, r, &v->rows[j]))
				continue;
			buf_text(&found, found.size > 0 ? " " : "");
			record_code(r, &shelf.directory, &found);
			buf_byte(&found, '.');
			value_format(&v->rows[j].values[0], &members->table->list[0],
			             &shelf.directory, FORM_FILE, "en", &found);
		}
	}
	assert_string_equal(buf_string(&found), row->codes);
	buf_clear(&found);
	query_free(q);
}

/* ---- mistakes, by their column */

static const struct mistake_row {
	const char *query, *scope;
	const char *column, *sentence;
	const char *says;
} mistake_rows[] = {
	{ "sise:5", "thing", "column 1:", "thing has no field \"sise\" (did you mean \"size\"?)",
	  "an unknown field" },
	{ "Sise:5", "thing", "column 1:", "(did you mean \"size\"?)", "a capital makes no plain word of it" },
	{ "Größe:5", "thing", "column 1:", "thing has no field \"Größe\"", "nor does a letter with an accent" },
	{ "\"a size\":5", "thing", "column 2:", "thing has no field \"a size\"", "a label in quotes" },
	{ "kind:box sise:5", "thing", "column 10:", "no field \"sise\"", "behind another term" },
	{ "Łódź sise:5", "thing", "column 6:", "no field", "columns count characters" },
	{ "home.nam:x", "thing", "column 6:", "home has no field \"nam\"", "a field of no target" },
	{ "size.x:5", "thing", "column 1:", "is neither a reference nor a table", "a step into a number" },
	{ "members.rolle:x", "thing", "column 9:", "did you mean \"role\"?", "an unknown column" },
	{ "members{rolle:x}", "thing", "column 9:", "members has no field \"rolle\"", "in braces" },
	{ "kind:bax", "thing", "column 6:", "did you mean \"box\"?", "an unknown choice" },
	{ "kind:box,bax", "thing", "column 10:", "\"bax\" is not one of: box", "the second of two" },
	{ "size:five", "thing", "column 6:", "size: \"five\" is not a whole number", "a word for a number" },
	{ "size:\"\"", "thing", "column 6:", "size: ", "an empty text for a number" },
	{ "size<", "thing", "column 6:", "a value is missing", "a comparison with nothing" },
	{ "start:2011-13", "thing", "column 7:", "is not a date", "a thirteenth month" },
	{ "home<CH", "thing", "column 6:", "\":\" and \"=\" only", "a reference cannot be less" },
	{ "\"open", "thing", "column 1:", "the quote is not closed", "an open quote" },
	{ "title:\"open", "thing", "column 7:", "the quote is not closed", "in a value" },
	{ "members{role:chair", "thing", "column 8:", "the brace is not closed", "an open brace" },
	{ "size{x}", "thing", "column 5:", "is not a table", "braces of a number" },
	{ "members:CH", "thing", "column 8:", "ask for one of its columns", "a table's value" },
	{ "a|", "thing", "column 3:", "a word is missing", "nothing behind a bar" },
	{ "|a", "thing", "column 1:", "a word is missing", "nothing before it" },
	{ "is:mine,late", "thing", "column 9:", "is: knows overdue, mine and tagged",
	  "the second of two flags" },
	{ "\"open\"x", "thing", "column 7:", "a blank is missing", "a word behind a phrase" },
	{ "title:\"open\"x", "thing", "column 13:", "a blank is missing", "behind a quoted value" },
	{ "members{role:chair}x", "thing", "column 20:", "a blank is missing", "behind a brace" },
	{ "members{remark:\"x\"y}", "thing", "column 19:", "a blank is missing", "within one" },
	{ "open\"x\"", "thing", "column 5:", "a blank is missing", "a phrase behind a word" },
	{ "is:late", "thing", "column 4:", "is: knows overdue, mine and tagged", "an unknown flag" },
	{ "changed:never", "thing", "column 9:", "is not a date", "a change at no date" },
	{ "not-in:thing.members{}", "thing", "column 8:", "rows that have a party", "of records" },
	{ "not-in:thing", "thing.members", "column 8:", "is written not-in:TYPE.TABLE{query}",
	  "half a not-in" },
	{ "not-in:thang.members{}", "thing.members", "column 8:", "did you mean \"thing\"?",
	  "of an unknown type" },
	{ "not-in:thing.duties{}", "thing.members", "column 14:", "with a party", "of no party" },
	{ "not-in:thing.members{role:chair", "thing.members", "", "the brace is not closed",
	  "an open brace of it" },
	{ "thing<T1", "thing.members", "", "a code can be compared by", "a record cannot be less" },
	{ "parent.:T1", "thing.members", "column 8:", "a field's name is missing", "a parent's nothing" },
	{ "home.:CH", "thing", "column 6:", "a field's name is missing", "a dot with nothing behind it" },
	{ "home..name:CH", "thing", "column 6:", "has no field \"\"", "two dots" },
	{ "parent.parent.parent.parent.parent.parent.parent.parent.size:1", "thing", "column 57:",
	  "the path is too long", "nine steps" },
};

static void
test_mistake(void **state)
{
	const struct mistake_row *row = *state;
	struct err e = { 0 };

	parse(row->query, row->scope, ERR_USAGE, &e);
	assert_says(e.text, row->column);
	assert_says(e.text, row->sentence);
}

static void
repeat(struct buf *b, const char *text, int times)
{
	while (times-- > 0)
		buf_text(b, text);
}

static void
test_depth(void **state)
{
	struct buf b;
	struct err e = { 0 };

	(void)state;
	buf_init(&b);
	repeat(&b, "not-in:thing.members{", 6);
	repeat(&b, "}", 6);
	query_free(parse(buf_string(&b), "thing.members", ERR_OK, &e));
	buf_reset(&b);
	repeat(&b, "not-in:thing.members{", 7);
	repeat(&b, "}", 7);
	parse(buf_string(&b), "thing.members", ERR_USAGE, &e);
	assert_says(e.text, "the braces go too deep");
	buf_clear(&b);
}

static void
test_length(void **state)
{
	struct buf b;
	struct err e = { 0 };

	(void)state;
	buf_init(&b);
	repeat(&b, "-", 3999);
	buf_text(&b, "a");
	query_free(parse(buf_string(&b), "thing", ERR_OK, &e));
	buf_text(&b, "b");
	parse(buf_string(&b), "thing", ERR_USAGE, &e);
	assert_says(e.text, "longer than 4000 characters");
	buf_reset(&b);
	buf_text(&b, "size:");
	repeat(&b, ",", 3900);
	query_free(parse(buf_string(&b), "thing", ERR_OK, &e));
	buf_clear(&b);
}

static void
test_empty(void **state)
{
	struct err e = { 0 };
	struct query *q = parse(" ", "thing", ERR_OK, &e);

	(void)state;
	assert_true(query_is_empty(q));
	assert_true(query_is_empty(NULL));
	query_free(q);
	q = parse("a", "thing", ERR_OK, &e);
	assert_false(query_is_empty(q));
	query_free(q);
	query_free(NULL);
}

/* ---- dated status */

static const struct force_row {
	const char *from, *to, *day;
	bool is_in_force;
	const char *says;
} force_rows[] = {
	{ "2003", "", "2015-01-01", true, "an empty end is open" },
	{ "", "2003", "2001", true, "an empty start is open" },
	{ "2003", "2010", "2010-12-31", true, "an end counts through its last day" },
	{ "2003", "2010", "2011-01-01", false, "and no further" },
	{ "2003", "2010", "2003-01-01", true, "a start counts from its first day" },
	{ "2003", "2010", "2002-12-31", false, "and no earlier" },
	{ "2003-06", "2010", "2003", true, "a partial day matches any day in it" },
	{ "2003-06", "2010", "2003-05", false, "or none" },
};

static void
test_force(void **state)
{
	const struct force_row *row = *state;
	const struct type *t = shelf_type(&shelf, "thing");
	struct record *r = record_new(t);
	struct buf from, to;
	partial_date day;

	buf_init(&from);
	buf_init(&to);
	buf_printf(&from, "start=%s", row->from);
	buf_printf(&to, "end=%s", row->to);
	record_fill(r, &shelf.directory, buf_string(&from), buf_string(&to), NULL);
	assert_true(date_parse(row->day, &day));
	assert_int_equal(is_in_force(&t->fields, r->values, day), row->is_in_force);
	record_free(r);
	buf_clear(&from);
	buf_clear(&to);
}

/* "absent" says that a row without an end ends with its start. */
static void
test_absent(void **state)
{
	const struct field *members = shelf_field(&shelf, "thing.members");
	const struct row *row = &record_value(shelf.list[3], members)->rows[0];

	(void)state;
	assert_true(is_in_force(members->table, row->values, date_make(2011, 12, 31)));
	assert_false(is_in_force(members->table, row->values, date_make(2012, 1, 1)));
}

static void
test_overdue(void **state)
{
	(void)state;
	/* A month is overdue when it is over. */
	assert_false(record_is_overdue(shelf.list[4], date_make(2026, 11, 30)));
	assert_true(record_is_overdue(shelf.list[4], date_make(2026, 12, 1)));
	/* What is done is not. */
	assert_false(record_is_overdue(shelf.list[3], date_make(2030, 1, 1)));
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, match_rows, test_match);
	SUITE_ROWS(&s, step_rows, test_step);
	SUITE_ROWS(&s, row_rows, test_row);
	SUITE_ROWS(&s, mistake_rows, test_mistake);
	suite_add(&s, "braces go six deep", test_depth, NULL);
	suite_add(&s, "a query has 4000 characters at most", test_length, NULL);
	suite_add(&s, "an empty query says so", test_empty, NULL);
	SUITE_ROWS(&s, force_rows, test_force);
	suite_add(&s, "absent ends with its start", test_absent, NULL);
	suite_add(&s, "a partial date is overdue when its last day is past", test_overdue, NULL);
	return suite_run_in(&s, "query", setup, teardown);
}
