/* Implements "drafts", which lists and discards unfinished edits. */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/command.h"
#include "view/form/draft.h"

struct printing {
	struct registry *registry;
	size_t count;
};

static bool
put_draft(void *context, struct draft *d)
{
	struct printing *p = context;
	char when[CLOCK_TEXT], *name = draft_name(p->registry, d);
	char *title = registry_title(p->registry, d->record);
	struct buf text;

	buf_init(&text);
	buf_printf(&text, "%s  %s", name, title);
	if (d->is_open)
		buf_printf(&text, "  %s", _("(open in another session)"));
	if (d->is_removed)
		buf_printf(&text, "  %s", _("(the record was removed since)"));
	clock_format(d->when, when);
	print("%" PRIu32 "\t%s\t%s\n", d->id, when, buf_string(&text));
	p->count++;
	buf_clear(&text);
	free(title);
	free(name);
	return !ferror(stdout);
}

static enum err_code
list_drafts(struct invocation *in, struct registry *r, struct err *e)
{
	struct printing p = { r, 0 };
	enum err_code rc = registry_drafts(r, put_draft, &p, e);

	if (rc == ERR_OK && p.count == 0) {
		in->is_silent = true;
		rc = ERR_NOT_FOUND;
	}
	return rc;
}

static enum err_code
discard_draft(struct registry *r, uint32_t id, struct err *e)
{
	struct draft d;
	enum err_code rc = registry_get_draft(r, id, &d, e);

	if (rc != ERR_OK)
		return rc;
	if (d.is_open)
		rc = err_set(e, ERR_CONFLICT, _("draft %u is open in another session of yours"),
		             (unsigned)id);
	else
		rc = registry_drop_draft(r, id, e);
	draft_clear(&d);
	return rc;
}

/* Drafts are no part of the register: whoever may only read it has none, but may look. */
static enum err_code
drafts_run(struct invocation *in, struct err *e)
{
	bool discards = option_value(in, "discard") != NULL;
	struct registry *r;
	int64_t id;
	enum err_code rc = get_number(in, "discard", 1, UINT32_MAX, 0, &id, e);

	if (rc != ERR_OK)
		return rc;
	in->settings->read_only = in->settings->read_only || !discards;
	rc = open_register(in->settings, &r, e);
	if (rc != ERR_OK)
		return rc;
	rc = registry_open_session(r, e);
	if (rc == ERR_NOT_FOUND)
		rc = ERR_OK;            /* nobody has begun anything yet */
	if (rc == ERR_OK)
		rc = discards ? discard_draft(r, (uint32_t)id, e) :
		                list_drafts(in, r, e);
	registry_close(r);
	return rc;
}

const struct command drafts_command = {
	.arguments = "",
	.help = N_("what you were typing in forms and have not saved"),
	.details = N_("The interface offers each again when its record is edited."),
	.least = 0, .most = 0,
	.need = NEED_ITS_OWN_WAY,
	.options = {
		{ "discard", "ID", N_("let the draft of that number go"), NULL },
	},
	.run = drafts_run,
};
