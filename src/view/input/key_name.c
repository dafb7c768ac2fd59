/* Names keys, and finds keys by name. */
#include <config.h>

#include "view/input/key_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/text.h"

static const char *const names[] = {
#define KEY_NAME(id, name) [K_##id - K_FIRST] = name,
	KEY_NAME_LIST(KEY_NAME)
#undef KEY_NAME
};

static const char space[] = N_("Space");

#define NAME_COUNT ((int)(sizeof names / sizeof names[0]))

const char *
key_label(int32_t code, char name[16])
{
	struct buf text;

	if (code > K_FIRST && code - K_FIRST < NAME_COUNT && names[code - K_FIRST] != NULL) {
		snprintf(name, 16, "%s", names[code - K_FIRST]);
	} else if (code == ' ') {
		snprintf(name, 16, "%s", space);
	} else if (code < 0x20) {
		snprintf(name, 16, "^%c", (char)(code + 0x40));
	} else {
		buf_init(&text);
		text_put(&text, code);
		snprintf(name, 16, "%s", buf_string(&text));
		buf_clear(&text);
	}
	return name;
}

int32_t
key_named(const char *name, size_t n)
{
	size_t at = 0;
	int32_t code;

	if (n == 2 && name[0] == '^')
		return K_CTRL(name[1]);
	/* Most are a character, which is no name of the list. */
	for (int i = 1; n > 1 && i < NAME_COUNT; i++) {
		if (names[i] != NULL && strlen(names[i]) == n && memcmp(names[i], name, n) == 0)
			return K_FIRST + i;
	}
	if (n == 5 && memcmp(name, space, n) == 0)
		return ' ';
	code = text_next(name, n, &at);
	return at == n && code > 0 ? code : 0;
}

char *
key_names_shown(const char *list)
{
	struct buf out;

	buf_init(&out);
	while (*list != '\0') {
		size_t n = strcspn(list, " ");
		char *name = mem_textn(list, n);

		buf_printf(&out, "%s%s", out.size > 0 ? " " : "", _(name));
		free(name);
		list += n + (list[n] == ' ');
	}
	return buf_take(&out);
}

bool
key_is_in(int32_t code, const char *list)
{
	while (*list != '\0') {
		size_t n = strcspn(list, " ");

		if (key_named(list, n) == code)
			return true;
		list += n + (list[n] == ' ');
	}
	return false;
}
