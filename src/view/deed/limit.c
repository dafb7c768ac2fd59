/* Keeps the limit of a list under a name. */
#include <config.h>

#include "view/deed/limit.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"

void
deed_keep_limit(struct face *f, struct settings *settings, const struct list *l)
{
	bool has_limit = *l->limit != '\0';
	char *name = mem_text("");
	struct err e;

	if (!f->ops->ask_text(f, has_limit ? _("Keep this limit as:") : _("Forget which limit:"), NULL,
	                      &name)) {
		free(name);
		return;
	}
	if (!has_limit && settings_query(settings, l->type->name, name) == NULL)
		face_say(f, _("There is no limit to keep; %s asks for one."),
		         f->ops->key_of(f, ACTION_LIMIT));
	else if (*name != '\0' &&
	         settings_keep_query(settings, l->type->name, name, l->limit, &e) != ERR_OK)
		f->ops->refuse(f, &e);
	else if (*name != '\0')
		face_say(f,
		         has_limit ? _("Kept: %s lists it among the views.") :
		                     _("Forgotten: %s does not list it any more."),
		         f->ops->key_of(f, ACTION_VIEW));
	free(name);
}
