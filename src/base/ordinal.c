/* Knows the ordinal words with which titles of a series start. */
#include <config.h>

#include "base/ordinal.h"

#include <string.h>

#define MOST 20

/* The words of a language in one gender, from the first on. */
static const struct words {
	const char *language;
	const char *list[MOST];
} tables[] = {
	{ "en", { "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth",
	          "Ninth", "Tenth", "Eleventh", "Twelfth", "Thirteenth", "Fourteenth",
	          "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
	          "Twentieth" } },
	{ "fr", { "Première", "Deuxième", "Troisième", "Quatrième", "Cinquième", "Sixième",
	          "Septième", "Huitième", "Neuvième", "Dixième", "Onzième", "Douzième",
	          "Treizième", "Quatorzième", "Quinzième", "Seizième", "Dix-septième",
	          "Dix-huitième", "Dix-neuvième", "Vingtième" } },
	{ "fr", { "Premier", "Deuxième", "Troisième", "Quatrième", "Cinquième", "Sixième",
	          "Septième", "Huitième", "Neuvième", "Dixième", "Onzième", "Douzième",
	          "Treizième", "Quatorzième", "Quinzième", "Seizième", "Dix-septième",
	          "Dix-huitième", "Dix-neuvième", "Vingtième" } },
	{ "es", { "Primera", "Segunda", "Tercera", "Cuarta", "Quinta", "Sexta", "Séptima",
	          "Octava", "Novena", "Décima", "Undécima", "Duodécima", "Decimotercera",
	          "Decimocuarta", "Decimoquinta", "Decimosexta", "Decimoséptima",
	          "Decimoctava", "Decimonovena", "Vigésima" } },
	{ "es", { "Primer", "Segundo", "Tercer", "Cuarto", "Quinto", "Sexto", "Séptimo",
	          "Octavo", "Noveno", "Décimo", "Undécimo", "Duodécimo", "Decimotercer",
	          "Decimocuarto", "Decimoquinto", "Decimosexto", "Decimoséptimo",
	          "Decimoctavo", "Decimonoveno", "Vigésimo" } },
};

/* "st", "nd", "rd" or "th". */
static const char *
english_ending(long n)
{
	if (n % 100 >= 11 && n % 100 <= 13)
		return "th";
	return n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
}

/* "6th", "6e", "6.a": the digits count on, and what stands behind them stays, but in English. */
static bool
advance_digits(const char *title, struct buf *out)
{
	size_t digits = strspn(title, "0123456789"), word = strcspn(title, " ");
	long n = 0;

	if (digits == 0 || digits > 4 || word == digits)
		return false;
	for (size_t i = 0; i < digits; i++)
		n = n * 10 + (title[i] - '0');
	n++;
	buf_printf(out, "%ld", n);
	if (word == digits + 2 && strncmp(title + digits, english_ending(n - 1), 2) == 0)
		buf_printf(out, "%s%s", english_ending(n), title + word);
	else
		buf_text(out, title + digits);
	return true;
}

bool
ordinal_advance(const char *title, const char *language, struct buf *out)
{
	size_t word = strcspn(title, " ");

	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
		for (size_t n = 0; n + 1 < MOST && strcmp(tables[i].language, language) == 0; n++) {
			if (strlen(tables[i].list[n]) != word ||
			    strncmp(tables[i].list[n], title, word) != 0)
				continue;
			buf_printf(out, "%s%s", tables[i].list[n + 1], title + word);
			return true;
		}
	}
	return advance_digits(title, out);
}
