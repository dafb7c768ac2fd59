/* What an act is called in the log. The store keeps an English sentence with each act, made of the
 * names that commands take ("set category DEV"); the operator reads it in the language of the
 * interface, with the labels of types. */
#ifndef VIEW_ACT_WORDS_H
#define VIEW_ACT_WORDS_H

#include "base/buf.h"
#include "schema/schema.h"

/* Appends the sentence. schema: types are called by their labels; NULL: by their names. A sentence
 * of another form, which another version of the program may have stored, is appended as it is. */
void act_words(const struct schema *schema, const char *sentence, struct buf *out);

/* The same as a text, which the caller frees. */
char *act_words_text(const struct schema *schema, const char *sentence);

#endif
