/* Chancery: a register on a terminal. */
#include <config.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include <sodium.h>

#include "base/intl.h"
#include "base/locale.h"
#include "command/command.h"

int
main(int argc, char **argv)
{
	char language[LOCALE_LANGUAGE];

	setlocale(LC_ALL, "");
	/* Numbers in files and on screens do not change with the language. */
	setlocale(LC_NUMERIC, "C");
	locale_language(language);
	intl_choose(language);
	if (sodium_init() < 0) {
		fprintf(stderr, "%s\n", _("chancery: there is no source of random numbers"));
		return EXIT_FAILURE;
	}
	return command_main(argc, argv);
}
