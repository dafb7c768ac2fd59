#include <config.h>

#include "record/form.h"

#include <stdlib.h>
#include <string.h>

#include "record/check.h"
#include "test.h"
#include "shelf.h"

static struct shelf shelf;

static int
setup(void **state)
{
	(void)state;
	setenv("CHANCERY_TODAY", "2026-11-24", 1);
	shelf_init(&shelf);
	shelf_add(&shelf, "place", "code=CH", "name=Switzerland", "name.fr=Suisse", NULL);
	shelf_add(&shelf, "place", "code=LK", "name=Sri Lanka", NULL);
	shelf_add(&shelf, "place", "code=SN", NULL);
	shelf_add(&shelf, "thing", "code=T3", NULL);
	shelf_add(&shelf, "thing", "code=CH", NULL);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	shelf_clear(&shelf);
	return 0;
}

/* ---- from text and back */

static const struct value_row {
	const char *field, *text;
	const char *file, *screen;      /* file NULL: refused, with the sentence `screen` */
	const char *says;
} value_rows[] = {
	{ "code", "CP-2003", "CP-2003", "CP-2003", "a code" },
	{ "code", " CP ", "CP", "CP", "blanks around it fall away" },
	{ "code", "C P", NULL, "is not a code", "a code has no blanks" },
	{ "code", "-CP", NULL, "is not a code", "and starts with a letter or digit" },
	{ "title", "Sea", "Sea", "Sea", "a text by language" },
	{ "memo", "a\r\nb", "a\nb", "a\nb", "a long text's line ends are mended" },
	{ "size", "12", "12", "12", "an integer" },
	{ "size", "-12", "-12", "-12", "a negative one" },
	{ "size", "+12", "12", "12", "a sign may stand before it" },
	{ "size", "1001", NULL, "is too large: at most 1000", "it has a largest" },
	{ "size", "-1001", NULL, "is too small: at least -1000", "and a smallest" },
	{ "size", "1.0", NULL, "is not a whole number", "and no fractions" },
	{ "size", "99999999999999999999", NULL, "is not a whole number", "it fits into 64 bits" },
	{ "rate", "46.20222", "46.20222", "46.20222", "a decimal" },
	{ "rate", "-0.5", "-0.5", "-0.5", "a negative one below one" },
	{ "rate", "1.000000", "1", "1", "noughts at its end fall away" },
	{ "rate", "1.0000001", NULL, "at most six decimals", "it has six decimals at most" },
	{ "rate", "1.2.3", NULL, "at most six decimals", "and one point" },
	{ "rate", ".5", NULL, "at most six decimals", "and a digit before it" },
	{ "rate", "18446744073710", NULL, "at most six decimals", "it does not wrap around" },
	{ "rate", "9000000001", NULL, "is too large", "nor grow without end" },
	{ "is_big", "yes", "yes", "yes", "a flag" },
	{ "is_big", "FALSE", "no", "no", "by any of its names" },
	{ "is_big", "maybe", NULL, "is neither yes nor no", "and by no other" },
	{ "kind", "box", "box", "Big box", "a choice has a label" },
	{ "kind", "big box", "box", "Big box", "by which it can be named" },
	{ "kind", "boite", "box", "Big box", "in any language, without accents" },
	{ "kind", "bax", NULL, "did you mean \"box\"?", "a wrong one is told the nearest" },
	{ "colours", "red;dark blue;red", "red;dark blue", "red; dark blue", "a set has no doubles" },
	{ "colours", "red; green ", "red;green", "red; green", "blanks around members fall away" },
	{ "colours", ";;", "", "", "nor empty members" },
	{ "colours", "red;pink", NULL, "\"pink\" is not one of: red", "one wrong member spoils it" },
	{ "start", "2011-04", "2011-04", "2011-04", "a partial date" },
	{ "start", "today", "2026-11-24", "2026-11-24", "a word for a day" },
	{ "start", "-1w", "2026-11-17", "2026-11-17", "an offset from today" },
	{ "start", "2011-13", NULL, "is not a date", "no thirteenth month" },
	{ "due", "-6w", "-6w", "-6w", "a due date that is an offset stays one" },
	{ "due", "tomorrow", NULL, "is neither a date nor an offset", "it is one or the other" },
	{ "period", "2015-q3", "2015-Q3", "2015-Q3", "a period in small letters" },
	{ "period", "2015-Q5", NULL, "is not a period", "but no fifth quarter" },
	{ "at", "9:05", "09:05", "09:05", "a time of day" },
	{ "at", "25:00", NULL, "is not a time of day", "of 24 hours" },
	{ "home", "CH", "CH", "CH", "a reference by its code" },
	{ "home", "T3", NULL, "to refer to", "not to another type" },
	{ "owner", "LK", "place:LK", "LK", "a bare code where one type has it" },
	{ "owner", "thing:CH", "thing:CH", "CH", "the type, where two have it" },
	{ "owner", "CH", NULL, "to refer to", "else it is refused" },
	{ "covers", "LK;CH", "CH;LK", "CH; LK", "a set of references stands by their codes" },
	{ "tags", "b;a;b", "b;a;b", "b; a; b", "a list keeps its order and doubles" },
	{ "tags", "x\\;y;z\\\\", "x\\;y;z\\\\", "x;y; z\\", "separators are escaped in files" },
	{ "tags", "a\\b", "a\\\\b", "a\\b", "a backslash alone stands for itself" },
	{ "tags", "123456789012345678901", NULL, "is too long: 21 characters, at most 20",
	  "members have a length" },
	{ "tags", "原村原村原村原村原村", "原村原村原村原村原村", "原村原村原村原村原村",
	  "counted in characters" },
	{ "mail", "a@example.org", "a@example.org", "a@example.org", "an e-mail address" },
	{ "mail", "a@example", NULL, "is not an e-mail address", "of a whole domain" },
	{ "mail", "a@b@example.org", NULL, "is not an e-mail address", "and one at sign" },
	{ "phones", "+41 22 717 9111;118", "+41 22 717 9111;118", "+41 22 717 9111; 118",
	  "telephone numbers" },
	{ "phones", "41+22", NULL, "is not a telephone number", "with the plus in front" },
	{ "web", "https://example.org/a?b=c", "https://example.org/a?b=c",
	  "https://example.org/a?b=c", "a web address" },
	{ "web", "example.org", NULL, "is not a web address", "with its scheme" },
	{ "web", "javascript:alert(1)", NULL, "is not a web address", "which is one of two" },
	{ "spot", "46.20222, 6.14569", "46.20222, 6.14569", "46.20222, 6.14569", "a place" },
	{ "spot", "-90,180", "-90, 180", "-90, 180", "the corner of the map" },
	{ "spot", "91, 0", NULL, "is not a position", "but nothing beyond" },
	{ "spot", "46", NULL, "is not a position", "nor half of it" },
	{ "spot", "46 12, 6", NULL, "is not a position", "nor three numbers" },
	{ "langs", "fr;en", "en;fr", "en; fr", "a set of languages" },
	{ "langs", "english", NULL, "is not a language code", "by their codes" },
	{ "zone", "Africa/Dakar", "Africa/Dakar", "Africa/Dakar", "a time zone" },
	{ "zone", "../etc/passwd", NULL, "is not a time zone", "which is no path" },
	{ "memo", "a\033b", NULL, "control character", "no text holds an escape" },
	{ "members", "party=CH", NULL, "is a table", "a table is not a text" },
	{ "size", "", "", "", "an empty text is no value" },
	{ "title", "  ", "", "", "nor are blanks" },
};

static void
test_value(void **state)
{
	const struct value_row *row = *state;
	const struct field *f = fields_find(&shelf_type(&shelf, "thing")->fields, row->field);
	struct value v, again;
	struct arena a;
	struct buf file, screen;
	struct err e = { 0 };
	enum err_code rc;

	arena_init(&a);
	buf_init(&file);
	buf_init(&screen);
	rc = value_parse(f, row->text, &shelf.directory, &a, &v, &e);
	if (row->file == NULL) {
		assert_int_not_equal(rc, ERR_OK);
		assert_says(e.text, row->screen);
		assert_true(value_is_empty(&v));
	} else {
		assert_int_equal(rc, ERR_OK);
		value_format(&v, f, &shelf.directory, FORM_FILE, "en", &file);
		value_format(&v, f, &shelf.directory, FORM_SCREEN, "en", &screen);
		assert_string_equal(buf_string(&file), row->file);
		assert_string_equal(buf_string(&screen), row->screen);
		/* What a file has is read as the same value. */
		assert_int_equal(value_parse(f, buf_string(&file), &shelf.directory, &a, &again,
		                             &e),
		                 ERR_OK);
		assert_true(value_equal(&v, &again, f));
	}
	arena_clear(&a);
	buf_clear(&file);
	buf_clear(&screen);
}

/* ---- assignments */

static const struct assign_row {
	const char *first, *second;
	const char *field, *result;     /* field NULL: refused, with the sentence `result` */
	const char *says;
} assign_rows[] = {
	{ "tags=a", "tags+=b;c", "tags", "a;b;c", "+= adds to a list" },
	{ "tags=a;b;a", "tags-=a", "tags", "b", "-= takes every like member" },
	{ "colours=red", "colours+=green;red", "colours", "red;green", "+= adds to a set once" },
	{ "covers=CH;LK", "covers-=LK", "covers", "CH", "-= takes a reference" },
	{ "covers=CH", "covers-=CH", "covers", "", "the last member leaves nothing" },
	{ "size=1", "size=", "size", "", "an empty text clears" },
	{ "title=Sea", "title.fr=Mer", "title", "Sea", "another language leaves the first" },
	{ "title.fr=Mer", "title.en=", "title", "", "an empty language is taken away" },
	{ "size=1", "size+=2", NULL, "size: holds one value", "+= is not for one value" },
	{ "size=1", "sise=2", NULL, "did you mean \"size\"?", "an unknown field" },
	{ "size=1", "size.fr=2", NULL, "size: is not a text by language", "a language of an integer" },
	{ "size=1", "title.francais=Mer", NULL, "is not a language code", "a language that is none" },
	{ "size=1", "size", NULL, "does not have the form FIELD=VALUE", "no equals sign" },
	{ "size=1", "=2", NULL, "does not have the form FIELD=VALUE", "no field" },
	{ "size=1", "size=x", NULL, "size: \"x\" is not a whole number", "the sentence names the field" },
	{ "memo=a", "memo=b=c", "memo", "b=c", "a value may hold an equals sign" },
};

static enum err_code
assign(struct record *r, const char *text, struct err *e)
{
	const char *name, *value;
	enum assign how;
	enum err_code rc = assignment_split(text, &r->arena, &name, &how, &value, e);

	return rc == ERR_OK ? record_assign(r, name, how, value, &shelf.directory, e) : rc;
}

static void
test_assign(void **state)
{
	const struct assign_row *row = *state;
	struct record *r = record_new(shelf_type(&shelf, "thing"));
	struct buf text;
	struct err e;

	buf_init(&text);
	assert_int_equal(assign(r, row->first, &e), ERR_OK);
	if (row->field == NULL) {
		assert_int_not_equal(assign(r, row->second, &e), ERR_OK);
		assert_says(e.text, row->result);
	} else {
		const struct field *f = fields_find(&r->type->fields, row->field);

		assert_int_equal(assign(r, row->second, &e), ERR_OK);
		value_format(record_value(r, f), f, &shelf.directory, FORM_FILE, "en", &text);
		assert_string_equal(buf_string(&text), row->result);
	}
	buf_clear(&text);
	record_free(r);
}

/* ---- codes, titles, presets */

static void
test_code(void **state)
{
	struct record *r = record_new(shelf_type(&shelf, "step"));
	struct buf code;
	struct err e;

	(void)state;
	buf_init(&code);
	record_code(r, &shelf.directory, &code);
	assert_string_equal(buf_string(&code), "-/-");
	buf_reset(&code);
	record_fill(r, &shelf.directory, "thing=T3", "number=7", NULL);
	record_code(r, &shelf.directory, &code);
	assert_string_equal(buf_string(&code), "T3/7");
	assert_int_equal(record_assign(r, "code", ASSIGN_SET, "T3/8", &shelf.directory, &e),
	                 ERR_DATA);
	assert_says(e.text, "is computed from other fields");
	buf_clear(&code);
	record_free(r);
}

static void
test_screen_language(void **state)
{
	const struct field *name = shelf_field(&shelf, "place.name");
	struct buf text;

	(void)state;
	buf_init(&text);
	value_format(record_value(shelf.list[0], name), name, NULL, FORM_SCREEN, "fr", &text);
	assert_string_equal(buf_string(&text), "Suisse");
	buf_reset(&text);
	value_format(record_value(shelf.list[0], name), name, NULL, FORM_SCREEN, "es", &text);
	assert_string_equal(buf_string(&text), "Switzerland (en)");
	buf_reset(&text);
	value_format(record_value(shelf.list[0], name), name, NULL, FORM_FULL, "fr", &text);
	assert_string_equal(buf_string(&text), "Suisse; Switzerland (en)");
	buf_clear(&text);
}

/* Who only reads a shared register sees neither sensitive values nor small counts. */
static void
test_hidden(void **state)
{
	const struct field secret = { .type = FIELD_TEXT, .roles = 1u << ROLE_SENSITIVE,
	                              .is_sensitive = true };
	const struct field count = { .type = FIELD_INTEGER, .roles = 1u << ROLE_SMALL_COUNT };
	const struct directory reader = { .hides = true }, editor = { .hides = false };
	const struct value name = { .kind = VALUE_TEXT, .text = "Somebody" };
	const struct value few = { .kind = VALUE_NUMBER, .number = 4 };
	const struct value many = { .kind = VALUE_NUMBER, .number = 5 };
	struct buf text;

	(void)state;
	buf_init(&text);
	value_format(&name, &secret, &reader, FORM_SCREEN, "en", &text);
	buf_byte(&text, ' ');
	value_format(&few, &count, &reader, FORM_FULL, "en", &text);
	buf_byte(&text, ' ');
	value_format(&many, &count, &reader, FORM_SCREEN, "en", &text);
	assert_string_equal(buf_string(&text), "(sensitive) <5 5");
	buf_reset(&text);
	value_format(&name, &secret, &editor, FORM_SCREEN, "en", &text);
	value_format(&few, &count, &editor, FORM_SCREEN, "en", &text);
	assert_string_equal(buf_string(&text), "Somebody4");
	buf_clear(&text);
}

static void
test_column(void **state)
{
	const struct type *t = shelf_type(&shelf, "thing");
	const struct field *fields[] = { fields_find(&t->fields, "kind"),
	                                 fields_find(&t->fields, "size"),
	                                 fields_find(&t->fields, "home") };
	struct column c = { .fields = fields, .count = 3 };
	struct record *r = record_new(t);
	struct buf text;

	(void)state;
	buf_init(&text);
	record_fill(r, &shelf.directory, "kind=box", "home=CH", NULL);
	column_format(&c, r, NULL, &shelf.directory, "en", &text);
	assert_string_equal(buf_string(&text), "Big box, CH");
	buf_clear(&text);
	record_free(r);
}

static void
test_preset(void **state)
{
	struct record *r = record_new(shelf_type(&shelf, "thing"));
	const struct field *status = shelf_field(&shelf, "thing.status");
	const struct field *members = shelf_field(&shelf, "thing.members");
	struct row *row = value_add_row(&r->arena, record_value(r, members), members->table);

	(void)state;
	record_preset(r, &shelf.directory);
	assert_int_equal(record_value(r, status)->number, 1);
	row_preset(row, members->table, &shelf.directory, &r->arena);
	assert_int_equal(row_value(row, shelf_field(&shelf, "thing.members.role"))->number, 1);
	record_value(r, status)->number = 2;
	record_preset(r, &shelf.directory);
	assert_int_equal(record_value(r, status)->number, 2);
	record_free(r);
}

/* Whatever chance makes is written as text that is read as the same. */
static void
test_random(void **state)
{
	struct chance c = { 3 };

	(void)state;
	for (int i = 0; i < 300; i++) {
		struct record *r = record_random(shelf_type(&shelf, "thing"), &c);

		for (size_t j = 0; j < r->type->fields.count; j++) {
			const struct field *f = &r->type->fields.list[j];
			struct value again, *v = record_value(r, f);
			struct buf text;
			struct err e;

			if (f->type == FIELD_TABLE || f->many == MANY_LANGUAGE ||
			    value_check(f, v, &e) != ERR_OK ||
			    (f->type == FIELD_REFERENCE && !type_is_target(f, shelf.list[0]->type)))
				continue;
			buf_init(&text);
			value_format(v, f, &shelf.directory, FORM_FILE, "en", &text);
			assert_int_equal(value_parse(f, buf_string(&text), &shelf.directory,
			                             &r->arena, &again, &e),
			                 ERR_OK);
			assert_true(value_equal(v, &again, f));
			buf_clear(&text);
		}
		record_free(r);
	}
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, value_rows, test_value);
	SUITE_ROWS(&s, assign_rows, test_assign);
	suite_add(&s, "a computed code is made of its parts and not set", test_code, NULL);
	suite_add(&s, "a screen shows its language, else English with its tag", test_screen_language,
	          NULL);
	suite_add(&s, "a reader sees nothing that is sensitive", test_hidden, NULL);
	suite_add(&s, "a column joins what is not empty", test_column, NULL);
	suite_add(&s, "presets fill what is empty", test_preset, NULL);
	suite_add(&s, "what is written is read", test_random, NULL);
	return suite_run_in(&s, "form", setup, teardown);
}
