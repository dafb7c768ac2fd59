/* The languages that have a code of two letters in ISO 639-1, in the order of the codes. */
#ifndef VIEW_LANGUAGES_H
#define VIEW_LANGUAGES_H

struct language_name {
	const char *code;               /* NULL ends the list */
	const char *name;               /* in English, as the catalogue iso_639-2 has it */
};

extern const struct language_name language_names[];

#endif
