/* UTF-8 text: what may be stored, how it is compared, and how wide it is on a terminal.
 * Unicode's normal form, folding, widths and graphemes come from utf8proc. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Must change whenever text_fold() or text_word() may give a different result: stored keys and
 * words are then rebuilt. */
#define TEXT_FOLD_VERSION 3

/* The version of the Unicode data in utf8proc, "15.0.0". */
const char *text_unicode_version(void);

bool text_is_ascii(const char *text, size_t size);
bool text_is_utf8(const char *text, size_t size);

/* Appends the text with a replacement character (U+FFFD) in place of each byte that is not UTF-8:
 * file names and arguments come from outside and may be any bytes. */
void text_mend(const char *text, size_t size, struct buf *out);

enum text_kind {
	TEXT_LINE,      /* no line breaks */
	TEXT_LONG,      /* line breaks are legal */
};

/* Whether the text may be stored. ERR_DATA names what may not: bytes that are not UTF-8, control
 * characters, marks that turn the writing direction, more than four marks on one letter, and
 * other characters that could drive a terminal or hide in a line. The sentence has no subject:
 * "holds a control character (U+001B)". */
enum err_code text_check(const char *text, size_t size, enum text_kind kind, struct err *e);

/* Appends the text with a replacement character (U+FFFD) for everything that text_check() refuses
 * in a long text, so that a text that was stored in another way cannot control a terminal, and the
 * fault is visible. */
void text_defuse(const char *text, size_t size, struct buf *out);

/* Appends the text so that a person sees all of it, nothing of it drives a terminal, and a TEXT_LINE
 * stays on one line: \n, \r, \t and \e stand for those characters (in a TEXT_LONG a line break is
 * itself), \x07 for another control character and for a byte that is not UTF-8, \u202E for what
 * text_check() refuses and for other characters that nobody would see. Whatever comes from outside
 * goes through here, or through text_show(), before it is shown. */
void text_reveal(const char *text, size_t size, enum text_kind kind, struct buf *out);

/* Appends the text in normal form C, without blanks at its ends; tabs become blanks, CR LF becomes
 * LF. The text must have passed text_check() (a tab and a CR do not count against it). */
void text_clean(const char *text, size_t size, struct buf *out);

/* Appends the text in normal form C, otherwise as it is. */
void text_compose(const char *text, size_t size, struct buf *out);

/* Whether a mark of the writing direction (U+200E, U+200F) stands at an end of the text: text_accept()
 * drops it. */
bool text_has_outer_marks(const char *text, size_t size);

/* Mends tabs and line ends, drops marks of the writing direction at the ends, checks, and cleans: a text that may be stored in out, or ERR_DATA. */
enum err_code text_accept(const char *text, size_t size, enum text_kind kind, struct buf *out,
                          struct err *e);

/* Appends the folded form that comparing and finding use: compatibility forms, case, accents and
 * invisible characters folded away; Côte -> cote, Łódź -> lodz, straße -> strasse. Marks that are
 * letters of their script stay: दिल्ली, ไทย, ガ. */
void text_fold(const char *text, size_t size, struct buf *out);

/* Whether both fold to the same. */
bool text_same(const char *a, const char *b);

/* The next word of a folded text from *at on: a run of letters, marks and digits. False at the
 * end. The word is text[*start .. *at). */
bool text_word(const char *text, size_t size, size_t *at, size_t *start);

/* Where a word may be found from: at its start, and in a script that is written without blanks
 * (Chinese, Japanese, Thai, ...) at any of its characters. Begins with *at = *end = 0; false at the
 * end of the text. The word, or what is left of it, is text[*start .. *end). */
bool text_start(const char *text, size_t size, size_t *at, size_t *start, size_t *end);

/* Whether a word that is asked for whole may end at text[at], within the word that ends at `end`: at
 * its end, and beside a character of such a script. */
bool text_may_end(const char *text, size_t size, size_t at, size_t end);

/* Whether a folded text has a word that can be found by prefix. */
bool text_has_prefix(const char *text, size_t size, const char *prefix, size_t prefix_size);

/* The next code point, -1 for a byte that is not UTF-8 (one byte is passed then) or at the end. */
int32_t text_next(const char *text, size_t size, size_t *at);

/* Bytes of the grapheme cluster that starts at text[at]; 0 at the end. */
size_t text_cluster(const char *text, size_t size, size_t at);

/* Columns of one cluster on a terminal: 0, 1 or 2. Clusters on which terminals and libraries
 * disagree, and invisible or controlling characters, are shown as one replacement character;
 * *plain says whether the cluster is shown as it is. */
int text_cluster_width(const char *text, size_t size, bool *plain);

/* Columns of the text as text_show() writes it. */
int text_width(const char *text, size_t size);

/* How text is shown on a terminal that may know ASCII only. */
enum text_charset { TEXT_UTF8, TEXT_LATIN1, TEXT_ASCII };

/* Appends as much of the text as fits into width columns, in a form that is safe on any terminal;
 * what is cut ends in an ellipsis ("~" where there is none). Line breaks show as blanks. Returns
 * the columns used. On an ASCII terminal accents fall away and other characters show as "?". */
int text_show(const char *text, size_t size, int width, enum text_charset charset, struct buf *out);

/* The same, filled up with blanks to exactly width columns. */
void text_pad(const char *text, size_t size, int width, enum text_charset charset, struct buf *out);

/* The same, with the blanks before the text if it belongs to the right, as numbers do. */
void text_align(const char *text, size_t size, int width, bool is_right, enum text_charset charset,
                struct buf *out);

/* Where the line that starts at `at` ends when text is wrapped into width columns: the offset of
 * its first byte that is on the next line, blanks passed. *end is where the shown part stops. */
size_t text_wrap(const char *text, size_t size, size_t at, int width, size_t *end);

/* Appends a noun as it is written inside a sentence: with a small first letter, unless the second
 * is a capital. */
void text_inside(struct buf *out, const char *noun);

void text_put(struct buf *out, int32_t codepoint);

#endif
