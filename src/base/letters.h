/* Questions that are answered by one letter. Callers name the answers by their English letters; the
 * operator types those of the language that messages are in, which its catalogue gives. */
#ifndef BASE_LETTERS_H
#define BASE_LETTERS_H

#include <stdint.h>

#include "base/intl.h"

/* The letters of each kind of question, with the safe answer first; a blank stands for leaving
 * without an answer. A catalogue gives as many letters in the same order, each of them one byte. */
#define LETTERS_LIST(X) \
	X(LETTERS_GO_ON, " ") \
	X(LETTERS_NO_YES, N_("ny")) \
	X(LETTERS_KEEP_SAVE, N_("ks")) \
	X(LETTERS_KEEP_SAVE_DISCARD, N_("ksd")) \
	X(LETTERS_KEEP_TAKE_DISCARD, N_("ktd")) \
	X(LETTERS_TAKE_UP_DISCARD, N_(" td")) \
	X(LETTERS_WHOLE_TAKE_BACK, N_(" wt")) \
	X(LETTERS_BEFORE_AFTER, N_(" ba"))

enum letters {
#define LETTERS_ENUM(id, english) id,
	LETTERS_LIST(LETTERS_ENUM)
#undef LETTERS_ENUM
	LETTERS_COUNT
};

/* The English letter of the answer that was typed, in capitals or not: a letter of the language,
 * or an English one that is not another answer in it. '\0': the character is not an answer. */
char letters_answer(enum letters letters, int32_t typed);

/* The English letter of the answer that gives nothing away: the first. */
char letters_safe(enum letters letters);

#endif
