/* A text in several languages, as a configuration file has it. */
#ifndef SETTINGS_LABEL_H
#define SETTINGS_LABEL_H

#include <stddef.h>

struct conf_label {
	const char **languages;         /* "en", ... */
	const char **texts;
	size_t count;
};

#endif
