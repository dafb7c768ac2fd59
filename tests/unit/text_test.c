#include <config.h>

#include "base/text.h"

#include <string.h>

#include "test.h"

/* ---- what may be stored */

static const struct check_row {
	const char *text;
	enum text_kind kind;
	const char *refusal;    /* NULL: it may */
	const char *says;
} checks[] = {
	{ "Söderköping", TEXT_LINE, NULL, "letters with marks may be stored" },
	{ "حي السلام", TEXT_LINE, NULL, "so may Arabic" },
	{ "原村", TEXT_LINE, NULL, "and Chinese" },
	{ "a\nb", TEXT_LONG, NULL, "a long text may have line breaks" },
	{ "", TEXT_LINE, NULL, "an empty text holds nothing wrong" },
	{ "a\nb", TEXT_LINE, "line break", "a line has no line breaks" },
	{ "a\tb", TEXT_LINE, "control character (U+0009)", "a tab is a control character" },
	{ "\033[31m", TEXT_LINE, "control character (U+001B)", "an escape sequence is refused" },
	{ "a\x7F", TEXT_LINE, "control character (U+007F)", "so is DEL" },
	{ "a\xC2\x9B", TEXT_LINE, "control character (U+009B)", "and the one-byte CSI" },
	{ "a\xFF", TEXT_LINE, "not UTF-8 (0xFF)", "a byte that is not UTF-8 is named" },
	{ "a\xC3", TEXT_LINE, "not UTF-8 (0xC3)", "half a character is not UTF-8" },
	{ "\xC0\xAF", TEXT_LINE, "not UTF-8", "an overlong slash is not UTF-8" },
	{ "\xED\xA0\x80", TEXT_LINE, "not UTF-8", "a surrogate is not UTF-8" },
	{ "a\xE2\x80\xAE" "b", TEXT_LINE, "direction (U+202E)", "an override turns the direction" },
	{ "a\xE2\x81\xA6" "b", TEXT_LINE, "direction (U+2066)", "so does an isolate" },
	{ "a\xE2\x80\x8B" "b", TEXT_LINE, "invisible character (U+200B)", "a zero-width space hides" },
	{ "\xEF\xBB\xBF" "a", TEXT_LINE, "invisible character (U+FEFF)", "a byte order mark hides" },
	{ "a\xE2\x80\xA8" "b", TEXT_LONG, "invisible character (U+2028)", "a line separator hides" },
	{ "a\xF3\xA0\x80\x81", TEXT_LINE, "invisible character (U+E0001)", "a tag character hides" },
	{ "a\xEF\xBF\xBF", TEXT_LINE, "invisible character (U+FFFF)", "a noncharacter is none" },
	{ "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81", TEXT_LINE, NULL, "four marks on a letter may be" },
	{ "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81", TEXT_LINE, "more than 4 marks",
	  "five marks may not" },
};

static void
test_check(void **state)
{
	const struct check_row *row = *state;
	struct err e = { 0 };

	assert_int_equal(text_check(row->text, strlen(row->text), row->kind, &e),
	                 row->refusal == NULL ? ERR_OK : ERR_DATA);
	if (row->refusal != NULL)
		assert_says(e.text, row->refusal);
}

static void
test_nul(void **state)
{
	struct err e;

	(void)state;
	assert_int_equal(text_check("a\0b", 3, TEXT_LINE, &e), ERR_DATA);
	assert_says(e.text, "U+0000");
}

static const struct clean_row {
	const char *text;
	enum text_kind kind;
	const char *clean;      /* NULL: refused */
	const char *says;
} cleans[] = {
	{ "  Poznań \n", TEXT_LONG, "Poznań", "blanks and breaks at the ends fall away" },
	{ "a\tb", TEXT_LINE, "a b", "a tab becomes a blank" },
	{ "a\r\nb\r\n", TEXT_LONG, "a\nb", "CR LF becomes LF" },
	{ "a\r", TEXT_LINE, "a", "a CR at the end falls away" },
	{ "a\rb", TEXT_LINE, NULL, "a CR elsewhere is a control character" },
	{ "\nb\na\n", TEXT_LONG, "b\na", "breaks inside a long text stay" },
	{ "a\nb", TEXT_LINE, NULL, "a break inside a line does not" },
	{ "Poznan\xCC\x81", TEXT_LINE, "Poznań", "a letter and its mark become one" },
	{ "\xE1\x84\x80\xE1\x85\xA1", TEXT_LINE, "가", "so do the parts of a syllable" },
	{ "  ", TEXT_LINE, "", "blanks alone are nothing" },
	{ "a  b", TEXT_LINE, "a  b", "blanks inside stay" },
};

static void
test_accept(void **state)
{
	const struct clean_row *row = *state;
	struct buf out;
	struct err e;

	buf_init(&out);
	assert_int_equal(text_accept(row->text, strlen(row->text), row->kind, &out, &e),
	                 row->clean == NULL ? ERR_DATA : ERR_OK);
	assert_string_equal(buf_string(&out), row->clean == NULL ? "" : row->clean);
	buf_clear(&out);
}

/* U+0344 is two marks in normal form C: what is accepted must still be fit to store. */
static void
test_accept_holds(void **state)
{
	static const char text[] = "a\xCD\x84\xCD\x84\xCD\x84";
	struct buf out;
	struct err e;

	(void)state;
	buf_init(&out);
	if (text_accept(text, strlen(text), TEXT_LINE, &out, &e) == ERR_OK)
		assert_int_equal(text_check(buf_string(&out), out.size, TEXT_LINE, &e), ERR_OK);
	buf_clear(&out);
}

/* ---- comparing */

static const struct fold_row {
	const char *text, *folded;
	const char *says;
} folds[] = {
	{ "Côte d'Ivoire", "cote d'ivoire", "Côte d'Ivoire" },
	{ "Poznań", "poznan", "Poznań" },
	{ "Łódź", "lodz", "Łódź, whose Ł Unicode does not take apart" },
	{ "Straße", "strasse", "Straße has two s" },
	{ "STRASSE", "strasse", "as it has in capitals" },
	{ "Søndre Ærø", "sondre aero", "Danish" },
	{ "İstanbul", "istanbul", "a dotted capital I" },
	{ "Iğdır", "igdir", "and a dotless small one" },
	{ "Þingvellir", "thingvellir", "thorn" },
	{ "ﬁn", "fin", "a ligature" },
	{ "ＡＢＣ", "abc", "full-width letters" },
	{ "原村", "原村", "Chinese stays as it is" },
	{ "حَيّ", "حي", "Arabic vowel marks fall away" },
	{ "Việt Nam", "viet nam", "two marks on a letter" },
	{ "दिल्ली", "दिल्ली", "vowel signs of Devanagari are letters" },
	{ "ประเทศที่", "ประเทศที่", "so are vowels and tones of Thai" },
	{ "ガーナ", "ガーナ", "the voicing of kana tells letters apart" },
	{ "ｶﾞｰﾅ", "ガーナ", "in half width as in full" },
	{ "か\xE3\x82\x99", "が", "and written as a mark of its own" },
	{ "தமிழ்", "தமிழ்", "Tamil" },
	{ "Ελλάδα", "ελλαδα", "Greek accents fall away" },
	{ "שָׁלוֹם", "שלום", "Hebrew points too" },
	{ "서울", "서울", "syllables of Hangul stay whole" },
	{ "Co\xC2\xADte", "cote", "a soft hyphen is invisible" },
	{ "", "", "nothing" },
};

static void
test_fold(void **state)
{
	const struct fold_row *row = *state;
	struct buf once, twice;

	buf_init(&once);
	buf_init(&twice);
	text_fold(row->text, strlen(row->text), &once);
	assert_string_equal(buf_string(&once), row->folded);
	text_fold((const char *)once.data, once.size, &twice);
	assert_string_equal(buf_string(&twice), row->folded);
	assert_true(text_same(row->text, row->folded));
	buf_clear(&once);
	buf_clear(&twice);
}

static void
test_not_same(void **state)
{
	(void)state;
	assert_false(text_same("Colombo", "Colomba"));
	assert_false(text_same("ガ", "カ"));
	assert_false(text_same("कि", "की"));
	assert_false(text_same("กา", "กิ"));
	assert_false(text_same("a", "a b"));
}

static const struct words_row {
	const char *folded, *words;     /* words: each behind a bar */
	const char *says;
} word_rows[] = {
	{ "cote d'ivoire", "|cote|d|ivoire", "an apostrophe separates" },
	{ "cp-20181116/3", "|cp|20181116|3", "so do hyphen and slash" },
	{ "  a ", "|a", "blanks are no words" },
	{ "...", "", "nor are full stops" },
	{ "原村 حي", "|原村|حي", "any script has words" },
	{ "x\xCC\x81y", "|x\xCC\x81y", "a mark belongs to its word" },
	{ "a", "|a", "one letter is a word" },
	{ "", "", "nothing has no words" },
};

static void
test_words(void **state)
{
	const struct words_row *row = *state;
	size_t size = strlen(row->folded);
	struct buf out;

	buf_init(&out);
	for (size_t at = 0, start; text_word(row->folded, size, &at, &start); ) {
		buf_byte(&out, '|');
		buf_add(&out, row->folded + start, at - start);
	}
	assert_string_equal(buf_string(&out), row->words);
	buf_clear(&out);
}

static void
test_prefix(void **state)
{
	static const char text[] = "sixth ministerial consultation";

	(void)state;
	assert_true(text_has_prefix(text, strlen(text), "minist", 6));
	assert_true(text_has_prefix(text, strlen(text), "consultation", 12));
	assert_false(text_has_prefix(text, strlen(text), "inisterial", 10));
	assert_false(text_has_prefix(text, strlen(text), "consultations", 13));
}

/* ---- showing */

static const struct width_row {
	const char *text;
	int width, clusters;
	const char *says;
} widths[] = {
	{ "abc", 3, 3, "ASCII takes a column a letter" },
	{ "原村", 4, 2, "Chinese takes two" },
	{ "n\xCC\x81", 1, 1, "a mark takes none of its own" },
	{ "ń", 1, 1, "nor does a composed letter" },
	{ "حي", 2, 2, "Arabic letters take one each" },
	{ "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80", 1, 1, "joined emoji are shown as one sign" },
	{ "\xCC\x81", 1, 1, "a lone mark is shown as a sign" },
	{ "a\xFF", 2, 2, "so is a byte that is not UTF-8" },
	{ "", 0, 0, "nothing takes nothing" },
};

static void
test_width(void **state)
{
	const struct width_row *row = *state;
	size_t size = strlen(row->text);
	int clusters = 0;

	assert_int_equal(text_width(row->text, size), row->width);
	for (size_t at = 0, n; (n = text_cluster(row->text, size, at)) > 0; at += n)
		clusters++;
	assert_int_equal(clusters, row->clusters);
}

static const struct show_row {
	const char *text;
	int width;
	enum text_charset charset;
	const char *padded;
	const char *says;
} shows[] = {
	{ "Dhaka", 8, TEXT_UTF8, "Dhaka   ", "a short text is filled up" },
	{ "Dhaka", 5, TEXT_UTF8, "Dhaka", "one that fits is not cut" },
	{ "Colombo", 5, TEXT_UTF8, "Colo…", "a long one ends in an ellipsis" },
	{ "Colombo", 5, TEXT_ASCII, "Colo~", "or a tilde where there is none" },
	{ "Colombo", 1, TEXT_UTF8, "…", "one column has room for the ellipsis" },
	{ "Colombo", 0, TEXT_UTF8, "", "and none for nothing" },
	{ "原村原村", 5, TEXT_UTF8, "原村…", "wide letters are cut between them" },
	{ "原村原村", 4, TEXT_UTF8, "原… ", "and what is left over is filled up" },
	{ "原村", 4, TEXT_UTF8, "原村", "wide letters may just fit" },
	{ "a\nb", 3, TEXT_UTF8, "a b", "a line break shows as a blank" },
	{ "Poznań", 6, TEXT_ASCII, "Poznan", "on ASCII accents fall away" },
	{ "Łódź", 4, TEXT_ASCII, "Lodz", "also from capitals that have no accent" },
	{ "原村", 4, TEXT_ASCII, "????", "what ASCII has not shows as question marks" },
	{ "Straße", 6, TEXT_ASCII, "Stra?e", "two letters do not fit where one stood" },
	{ "a\033[31m", 6, TEXT_UTF8, "a\xEF\xBF\xBD[31m", "an escape shows as a sign" },
	{ "a\033", 2, TEXT_ASCII, "a?", "on ASCII as a question mark" },
	{ "\001\xE3\x80\xAE" "b", 4, TEXT_UTF8, "\xEF\xBF\xBD\xEF\xBF\xBD" "b ",
	  "a mark behind a sign does not lean on it" },
	{ "a\xE2\x80\xAE", 2, TEXT_UTF8, "a\xEF\xBF\xBD", "so does what turns the direction" },
};

static void
test_show(void **state)
{
	const struct show_row *row = *state;
	struct buf out;

	buf_init(&out);
	buf_text(&out, "|");
	text_pad(row->text, strlen(row->text), row->width, row->charset, &out);
	assert_string_equal(buf_string(&out) + 1, row->padded);
	assert_int_equal(out.data[0], '|');
	buf_clear(&out);
}

static const struct wrap_row {
	const char *text;
	int width;
	const char *lines;      /* each ended by a bar */
	const char *says;
} wraps[] = {
	{ "one two three", 7, "one two|three|", "between words" },
	{ "one two three", 100, "one two three|", "not at all where there is room" },
	{ "abcdefgh", 3, "abc|def|gh|", "a word that is too long is cut" },
	{ "one   two", 3, "one|two|", "blanks at the cut fall away" },
	{ "a\n\nb", 10, "a||b|", "an empty line stays" },
	{ "原村原村", 5, "原村|原村|", "wide letters are not halved" },
	{ "原村", 1, "原|村|", "and go on even where they have no room" },
	{ "ab cd", 2, "ab|cd|", "a word may fill its line" },
};

static void
test_wrap(void **state)
{
	const struct wrap_row *row = *state;
	size_t size = strlen(row->text);
	struct buf out;

	buf_init(&out);
	for (size_t at = 0; at < size; ) {
		size_t end, next = text_wrap(row->text, size, at, row->width, &end);

		assert_true(next > at);
		assert_true(end >= at && end <= next);
		buf_add(&out, row->text + at, end - at);
		buf_byte(&out, '|');
		at = next;
	}
	assert_string_equal(buf_string(&out), row->lines);
	buf_clear(&out);
}

/* ---- what came in by another way */

static void
test_defuse(void **state)
{
	static const struct { const char *text, *safe; } rows[] = {
		{ "", "" },
		{ "C\xC3\xB4te d'Ivoire\nand more", "C\xC3\xB4te d'Ivoire\nand more" },
		{ "a\033[2Jz", "a\xEF\xBF\xBD[2Jz" },
		{ "a\tz\r", "a\xEF\xBF\xBDz\xEF\xBF\xBD" },
		{ "\xC2\x9B", "\xEF\xBF\xBD" },
		{ "a\xE2\x80\xAEz", "a\xEF\xBF\xBDz" },
		{ "a\xFFz\xC3", "a\xEF\xBF\xBDz\xEF\xBF\xBD" },
		{ "\xE2\x80\xA8", "\xEF\xBF\xBD" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buf safe;

		buf_init(&safe);
		text_defuse(rows[i].text, strlen(rows[i].text), &safe);
		assert_string_equal(buf_string(&safe), rows[i].safe);
		assert_int_equal(text_check((const char *)safe.data, safe.size, TEXT_LONG, NULL),
		                 ERR_OK);
		buf_clear(&safe);
	}
}

/* ---- what is shown to people */

static const struct reveal {
	const char *text;
	enum text_kind kind;
	const char *shown, *says;
} reveals[] = {
	{ "C\xC3\xB4te d'Ivoire \\n", TEXT_LINE, "C\xC3\xB4te d'Ivoire \\n", "plain text is shown as it is" },
	{ "a\nb\tc\rd\033e", TEXT_LINE, "a\\nb\\tc\\rd\\ee", "control characters are named" },
	{ "a\nb\rc", TEXT_LONG, "a\nb\\rc", "a long text keeps its line breaks alone" },
	{ "\a\x7F", TEXT_LINE, "\\x07\\x7F", "others are shown by their number" },
	{ "\xC2\x9B", TEXT_LINE, "\\u009B", "so are those of eight bits" },
	{ "B\xFCros", TEXT_LINE, "B\\xFCros", "a byte that is not UTF-8 is shown by its number" },
	{ "a\xE2\x80\xAE" "b\xE2\x81\xA6", TEXT_LINE, "a\\u202Eb\\u2066", "what turns the direction is seen" },
	{ "\xEF\xBB\xBF" "a\xE2\x80\x8B" "b", TEXT_LINE, "\\uFEFFa\\u200Bb", "so is what has no width" },
	{ "a\xC2\xAD\xCD\x8F\xE3\x85\xA4", TEXT_LINE, "a\\u00AD\\u034F\\u3164", "and what is never drawn" },
	{ "\xF3\xA0\x80\x81", TEXT_LINE, "\\U000E0001", "a tag has eight digits" },
	{ "a\xE2\x80\x8D" "b", TEXT_LINE, "a\\u200Db", "a joiner is seen where it joins nothing" },
	{ "\xD9\x85\xE2\x80\x8C\xDB\x8C", TEXT_LINE, "\xD9\x85\xE2\x80\x8C\xDB\x8C", "and left alone in Persian" },
	{ "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\xCC\x81", TEXT_LINE, "e\xCC\x81\xCC\x81\xCC\x81\xCC\x81\\u0301",
	  "the fifth mark on a letter is seen" },
};

static void
test_reveal(void **state)
{
	const struct reveal *row = *state;
	struct buf out;

	buf_init(&out);
	text_reveal(row->text, strlen(row->text), row->kind, &out);
	assert_string_equal(buf_string(&out), row->shown);
	buf_clear(&out);
}

int
main(void)
{
	struct suite s = { 0 };

	SUITE_ROWS(&s, checks, test_check);
	suite_add(&s, "a NUL is a control character", test_nul, NULL);
	suite_add(&s, "what may not be stored is shown as such", test_defuse, NULL);
	SUITE_ROWS(&s, reveals, test_reveal);
	SUITE_ROWS(&s, cleans, test_accept);
	suite_add(&s, "what is accepted may be stored", test_accept_holds, NULL);
	SUITE_ROWS(&s, folds, test_fold);
	suite_add(&s, "what differs in letters is not the same", test_not_same, NULL);
	SUITE_ROWS(&s, word_rows, test_words);
	suite_add(&s, "a prefix starts a word", test_prefix, NULL);
	SUITE_ROWS(&s, widths, test_width);
	SUITE_ROWS(&s, shows, test_show);
	SUITE_ROWS(&s, wraps, test_wrap);
	return suite_run(&s, "text");
}
