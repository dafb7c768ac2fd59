/* Starts the program: gives up privileges, sets the locale, and runs the command line. */
#include <config.h>

#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/charset.h"
#include "base/intl.h"
#include "base/locale.h"
#include "base/print.h"
#include "base/privilege.h"
#include "command/command.h"

/* A login shell is called by a name with a "-" in front. */
static bool
is_captive(int argc, char **argv)
{
	if (argc > 0 && argv[0][0] == '-')
		return true;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--captive") == 0)
			return true;
	}
	return false;
}

int
main(int argc, char **argv)
{
	char language[LOCALE_LANGUAGE];

	privilege_begin(is_captive(argc, argv));
	setlocale(LC_ALL, "");
	/* Numbers in files and on screens do not change with the language. */
	setlocale(LC_NUMERIC, "C");
	charset_begin();
	locale_language(language);
	intl_choose(language);
	if (sodium_init() < 0) {
		print_to(stderr, "%s\n", _("chancery: there is no source of random numbers"));
		return EXIT_FAILURE;
	}
	return command_main(argc, argv);
}
