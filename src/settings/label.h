/* A text in several languages, and a list of texts, as a configuration file has them. */
#ifndef SETTINGS_LABEL_H
#define SETTINGS_LABEL_H

#include <stddef.h>

struct conf_label {
	const char **languages;         /* "en", ... */
	const char **texts;
	size_t count;
};

/* A list of texts. */
struct conf_texts {
	const char **list;
	size_t count;
};

#endif
