/* Finds actions by parts of their names. */
#include <config.h>

#include "view/input/palette.h"

#include <string.h>

#include "base/intl.h"
#include "base/text.h"
#include "query/query.h"

enum rank { AT_START, INSIDE, IN_HELP, NOWHERE };

/* Where the folded words stand in a text. */
static enum rank
rank_in(const char *text, const char *folded)
{
	const char *found;
	enum rank rank;
	struct buf b;

	buf_init(&b);
	text_fold(text, strlen(text), &b);
	found = strstr(buf_string(&b), folded);
	rank = found == NULL ? NOWHERE : found == buf_string(&b) ? AT_START : INSIDE;
	buf_clear(&b);
	return rank;
}

static enum rank
rank_of(enum action_id id, const char *folded)
{
	enum rank label = rank_in(action_label(id), folded),
		  name = rank_in(actions[id].name, folded);
	enum rank best = label < name ? label : name;

	if (best == NOWHERE && text_has_words(_(actions[id].help), folded))
		return IN_HELP;
	return best;
}

size_t
palette_find(const char *text, unsigned screen, enum action_id out[ACTION_COUNT])
{
	size_t count = 0;
	struct buf folded;

	buf_init(&folded);
	text_fold(text, strlen(text), &folded);
	for (int rank = AT_START; rank < NOWHERE; rank++) {
		for (int id = 0; id < ACTION_COUNT; id++) {
			if ((actions[id].screens & screen) != 0 && id != ACTION_PALETTE &&
			    (int)rank_of((enum action_id)id, buf_string(&folded)) == rank)
				out[count++] = (enum action_id)id;
		}
	}
	buf_clear(&folded);
	return count;
}
