/* Keeps drafts of what is typed in forms, within two seconds. */
#include <config.h>

#include "tui/app/autosave.h"

#include "view/form/draft.h"

void
app_keep(struct app *a)
{
	struct keeping k = { 0 };
	struct err e = { 0 };

	if (a->typed_at == 0)
		return;
	a->typed_at = 0;
	for (size_t i = 0; i < a->depth; i++) {
		if (a->screens[i]->ops->keep == NULL)
			continue;
		a->screens[i]->ops->keep(a, a->screens[i], &k);
	}
	/* What was refused is tried again with the next key. */
	if (k.form != NULL && keep_end(&k, &e) != ERR_OK)
		a->keep_err = e;
	else
		a->keep_err.code = ERR_OK;
}
