/* Puts the stored sentences of acts into the language of the interface. */
#include <config.h>

#include "view/report/act_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"

#define MOST_GAPS 3

/* The forms of the sentences, the special ones first. '&' stands for the name of a type, '*' for
 * any text; a translation has the same signs in the same order. */
static const char *const forms[] = {
	N_("load the starter register"),
	N_("make the indexes anew"),
	N_("repair the store"),
	N_("apply schema"),
	N_("apply schema, begin a new chain"),
	N_("undo act * of *"),
	N_("undo act *"),
	N_("carry open records of * to *"),
	N_("postpone * to *"),
	N_("merge & * into *"),
	N_("enter & returns"),
	N_("erase * of * records older than *"),
	N_("erase * of & *"),
	N_("add & *"),
	N_("set & *"),
	N_("restore & *"),
	N_("remove & *"),
	N_("rename & *"),
	N_("restore *"),
	N_("import *"),
	/* What an entry did to its record. */
	N_("add"),
	N_("change"),
	N_("remove"),
};

struct gap {
	const char *text;
	size_t size;
};

static const struct type *
type_named(const struct schema *s, const struct gap *g)
{
	for (size_t i = 0; s != NULL && i < s->count; i++) {
		const char *name = s->types[i]->name;

		if (strlen(name) == g->size && memcmp(name, g->text, g->size) == 0)
			return s->types[i];
	}
	return NULL;
}

/* Whether the sentence has that form; then the gaps are what stands in place of its signs. */
static bool
fits(const char *form, const char *sentence, struct gap gaps[MOST_GAPS])
{
	size_t count = 0;

	while (*form != '\0') {
		const char *end;
		size_t fixed;

		if (*form != '*' && *form != '&') {
			if (*form++ != *sentence++)
				return false;
			continue;
		}
		fixed = strcspn(++form, "*&");
		end = sentence + strlen(sentence);
		if (fixed > 0) {
			char *words = mem_textn(form, fixed);

			end = strstr(sentence, words);
			free(words);
		}
		if (end == NULL || end == sentence || count == MOST_GAPS)
			return false;
		/* The name of a type is one word. */
		if (form[-1] == '&' && memchr(sentence, ' ', (size_t)(end - sentence)) != NULL)
			return false;
		gaps[count++] = (struct gap){ sentence, (size_t)(end - sentence) };
		sentence = end;
	}
	return *sentence == '\0';
}

static void
fill(const struct schema *schema, const char *form, const struct gap gaps[MOST_GAPS],
     struct buf *out)
{
	for (size_t count = 0; *form != '\0'; form++) {
		const struct type *type;

		if (*form != '*' && *form != '&') {
			buf_byte(out, (unsigned char)*form);
			continue;
		}
		type = *form == '&' ? type_named(schema, &gaps[count]) : NULL;
		if (type != NULL)
			buf_text(out, type->label);
		else
			buf_add(out, gaps[count].text, gaps[count].size);
		count++;
	}
}

void
act_words(const struct schema *schema, const char *sentence, struct buf *out)
{
	struct gap gaps[MOST_GAPS] = { { "", 0 }, { "", 0 }, { "", 0 } };

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		if (fits(forms[i], sentence, gaps)) {
			fill(schema, _(forms[i]), gaps, out);
			return;
		}
	}
	buf_text(out, sentence);
}

char *
act_words_text(const struct schema *schema, const char *sentence)
{
	struct buf text;

	buf_init(&text);
	act_words(schema, sentence, &text);
	return buf_take(&text);
}
