/* The kinds of value that a field can hold. A kind is one row of FIELD_TYPE_LIST (schema/schema.h)
 * and one file in record/kind/, which defines its struct kind; a row without a definition does not
 * link. Everything that differs between kinds is a member of this struct. */
#ifndef RECORD_KIND_H
#define RECORD_KIND_H

#include "base/cbor.h"
#include "base/date.h"
#include "record/form.h"

/* How a value is written in JSON: as the text that value_format(FORM_FILE) writes, or as a type of
 * its own. */
enum json_form { JSON_AS_TEXT, JSON_AS_INTEGER, JSON_AS_REAL, JSON_AS_BOOLEAN };

/* Where a member may be NULL, its comment says what that means. */
struct kind {
	const char *example;            /* of how it is written; NULL: that is plain */
	int width;                      /* width in a list, unless the view gives one; 0: that of
					 * a text */
	enum json_form json;
	bool has_lines;                 /* a text that may have line breaks */

	/* Reads one value that a person or file wrote; the text is cleaned and not empty. The value
	 * lives in the arena. ERR_DATA with a sentence without subject. NULL: the text is the
	 * value. */
	enum err_code (*parse)(const struct field *f, const char *text, const struct directory *d,
	                       struct arena *a, struct value *out, struct err *e);

	/* Appends one number as text. NULL: of a text, the text itself. */
	void (*format)(int64_t number, const struct field *f, const struct directory *d,
	               enum form_style style, struct buf *out);

	/* Of kinds whose format() is kind_format_date(): the function of base/date.h that does it. */
	void (*format_date)(int32_t number, char *text);

	/* Whether one value may stand in the field; what every text must fulfil (length, no control
	 * characters) was checked before. ERR_DATA with a sentence without subject. NULL: it may. */
	enum err_code (*check)(const struct field *f, const struct value *v, struct err *e);

	/* Whether a number can be one of the kind at all. NULL: every number can. */
	bool (*is_legal)(int64_t number);

	/* Gives the first and the last day that a value stands for; start: of the record that it
	 * belongs to. False: it stands for none. NULL: values of this kind are not dates. */
	bool (*days)(int64_t number, partial_date start, partial_date *first, partial_date *last);

	/* What a query compares a value with. NULL: with one of the same kind. */
	const struct kind *operand;

	/* Appends bytes that compare as the values do. NULL: as texts or as signed numbers. */
	void (*sort)(const struct value *v, struct buf *out);

	/* Encodes one number as CBOR, and decodes it. uuids: NULL within a store; otherwise
	 * references are written by identity. NULL: an integer. */
	void (*encode)(int64_t number, const struct directory *uuids, struct buf *out);
	bool (*decode)(struct cbor *c, const struct directory *uuids, int64_t *out);
};

#define KIND_DECLARATION(id, symbol, name, shape, many) extern const struct kind kind_##symbol;
FIELD_TYPE_LIST(KIND_DECLARATION)
#undef KIND_DECLARATION

const struct kind *field_kind(const struct field *f);

/* The help that the schema gives for the field, or an example of its kind, or "". The caller frees
 * it. */
char *field_help(const struct field *f);

/* Whether an integer, or a decimal in millionths, lies between the field's min and max; unit: what
 * one is. ERR_DATA: it does not. */
enum err_code kind_check_range(const struct field *f, int64_t number, int64_t unit, struct err *e);

/* Parses a number with a function of base/date.h; if that fails, ERR_DATA with the sentence, which
 * is a format for the text. */
enum err_code kind_parse_number(bool (*parse)(const char *text, int32_t *out), const char *text,
                                const char *sentence, struct value *out, struct err *e);

/* ERR_DATA for a text that is not a date: with the sentence, which is a format for the text, unless the
 * text is a date that may mean several days. */
enum err_code kind_refuse_date(const char *text, const char *sentence, struct err *e);

/* Checks a text with a function; if that fails, ERR_DATA with the sentence, which is a format for
 * the text. */
enum err_code kind_check_text(bool (*is_right)(const char *text), const struct value *v,
                              const char *sentence, struct err *e);

/* Appends a number as the format_date() of the field's kind has it. */
void kind_format_date(int64_t number, const struct field *f, const struct directory *d,
                      enum form_style style, struct buf *out);

/* Whether a text is a language tag such as "fr" or "pt-BR" (BCP 47). */
bool language_is_right(const char *text);

#endif
