/* Understands the answers to questions that are answered by one letter. */
#include <config.h>

#include "base/letters.h"

#include <string.h>

static const char *const english_letters[LETTERS_COUNT] = {
#define LETTERS_TEXT(id, english) [id] = english,
	LETTERS_LIST(LETTERS_TEXT)
#undef LETTERS_TEXT
};

char
letters_answer(enum letters letters, int32_t typed)
{
	const char *english = english_letters[letters], *own = _(english), *at;
	int32_t letter = typed >= 'A' && typed <= 'Z' ? typed - 'A' + 'a' : typed;

	if (letter <= 0 || letter >= 0x80)
		return '\0';
	at = strchr(own, (int)letter);
	if (at != NULL && (size_t)(at - own) < strlen(english))
		return english[at - own];
	return strchr(english, (int)letter) != NULL ? (char)letter : '\0';
}

char
letters_safe(enum letters letters)
{
	return english_letters[letters][0];
}
