/* Errors: a code to branch on and a sentence to read. Every fallible function returns the code
 * and fills a struct err that its caller owns; the sentence is ready for the status line. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdarg.h>

/* name, exit status of the program, what it means */
#define ERR_LIST(X) \
	X(OK,          0,   "no error") \
	X(NOT_FOUND,   1,   "no such record") \
	X(FAULTY,      1,   "faults were found") \
	X(USAGE,       2,   "wrong usage, or an unknown type, field or option") \
	X(DATA,        3,   "the data was refused") \
	X(STORE,       4,   "the store cannot be used") \
	X(FULL,        4,   "the disk or the store is full") \
	X(DENIED,      4,   "not permitted") \
	X(CONFLICT,    5,   "the record was changed by somebody else") \
	X(REFERRED,    5,   "other records refer to the record") \
	X(INTERRUPTED, 130, "interrupted")

#define ERR_ENUM(name, status, text) ERR_##name,
enum err_code {
	ERR_LIST(ERR_ENUM)
	ERR_COUNT
};
#undef ERR_ENUM

struct err {
	enum err_code code;
	int column;             /* of the text that was typed, from 1; 0: it is about no place in one */
	char text[1024];        /* a whole sentence in UTF-8; cut at a character if it is longer */
};

#if defined(__GNUC__)
#define ERR_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define ERR_PRINTF(fmt, args)
#endif

/* Fills *e (which may be NULL) and returns code, so that a caller can return what it says. */
enum err_code err_set(struct err *e, enum err_code code, const char *format, ...) ERR_PRINTF(3, 4);
enum err_code err_setv(struct err *e, enum err_code code, const char *format, va_list args)
	ERR_PRINTF(3, 0);

/* Puts "PREFIX: " before the sentence. Returns e->code. */
enum err_code err_prefix(struct err *e, const char *format, ...) ERR_PRINTF(2, 3);

/* The exit status that INTERFACE promises for the code. */
int err_status(enum err_code code);

#endif
