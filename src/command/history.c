/* Implements "history" and "log". */
#include <config.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/command.h"
#include "view/report/act_words.h"

static void
put_value(struct invocation *in, const struct value *v, const struct field *f, bool is_forgotten)
{
	struct buf text;

	if (is_forgotten) {
		print("%s", _("(erased)"));
		return;
	}
	buf_init(&text);
	value_format(v, f, registry_directory(in->registry), FORM_FULL,
	             registry_schema(in->registry)->language, &text);
	print("%s", text.size > 0 ? buf_string(&text) : "-");
	buf_clear(&text);
}

static void
put_change(struct invocation *in, const struct change *c)
{
	const struct field *f = c->column != NULL ? c->column : c->field;
	char row[ROWID_TEXT];

	print("    %s", c->field->name);
	if (c->column != NULL) {
		rowid_format(c->row, row);
		print("[%s].%s", row, c->column->name);
	}
	print(": ");
	put_value(in, &c->before, f, c->before_is_forgotten);
	print(" -> ");
	put_value(in, &c->after, f, c->after_is_forgotten);
	putchar('\n');
}

static bool
put_entry(void *context, const struct entry *entry, struct changes *changes)
{
	struct invocation *in = context;
	char when[CLOCK_TEXT], *kind = act_words_text(NULL, entry->kind);

	clock_format(entry->when, when);
	print("%" PRIu64 "  %s  %s  %s%s  (%s %u)\n", entry->version, when, entry->who,
	       kind, entry->is_merged ? _(", merged") : "", _("act"), (unsigned)entry->act);
	free(kind);
	for (size_t i = 0; i < changes->count; i++)
		put_change(in, &changes->list[i]);
	return true;
}

static enum err_code
history_run(struct invocation *in, struct err *e)
{
	const struct type *type;
	uint32_t number;
	enum err_code rc = get_type(in, in->arguments[0], &type, e);

	if (rc == ERR_OK)
		rc = find_even_removed(in, type, in->arguments[1], &number, e);
	return rc == ERR_OK ? registry_history(in->registry, number, put_entry, in, e) : rc;
}

const struct command history_command = {
	.arguments = "TYPE CODE",
	.help = N_("what was changed in a record, when and by whom"),
	.least = 2, .most = 2,
	.need = NEED_STORE,
	.run = history_run,
};

/* ---- log */

struct logging {
	struct invocation *in;
	int32_t since;                  /* a local day, from 1970-01-01 */
	const char *by;
	const struct type *type;
	bool has_type;
	uint64_t count;
	struct err *e;
};

static bool
note_type(void *context, const struct entry *entry, struct changes *changes)
{
	struct logging *l = context;

	(void)changes;
	l->has_type = entry->type == l->type;
	return !l->has_type;
}

static bool
put_act(void *context, const struct act_entry *act)
{
	struct logging *l = context;
	uint64_t entries = act->last + 1 - act->first;
	char when[CLOCK_TEXT], *sentence;

	if (clock_day(act->when) < l->since)
		return false;
	if (l->by != NULL && strcmp(l->by, act->who) != 0)
		return true;
	l->has_type = l->type == NULL;
	if (!l->has_type &&
	    registry_act_entries(l->in->registry, act, note_type, l, l->e) != ERR_OK)
		return false;
	if (!l->has_type)
		return true;
	clock_format(act->when, when);
	sentence = act_words_text(NULL, act->sentence);
	print("%u\t%s\t%s\t%" PRIu64 "\t%s\n", (unsigned)act->number, when, act->who, entries,
	       sentence);
	free(sentence);
	l->count++;
	return !ferror(stdout);
}

/* The head is told with it: only who has written it down elsewhere knows that all of the chain was
 * not made anew. */
static enum err_code
verify_log(struct invocation *in, struct err *e)
{
	struct registry_info info;
	struct faults faults;
	enum err_code rc;

	faults_init(&faults);
	rc = registry_check_journal(in->registry, &faults, e);
	say_faults(&faults);
	in->is_silent = faults.count > 0;
	faults_clear(&faults);
	if (rc == ERR_OK)
		rc = registry_info(in->registry, &info, e);
	if (rc == ERR_OK)
		print(_("%" PRIu64 " entries of %" PRIu64
		         " acts are as they were written; the last is"
		         " %" PRIu64 " %s\n"),
		       info.entries, info.acts, info.head_sequence, info.head);
	return rc;
}

static enum err_code
log_run(struct invocation *in, struct err *e)
{
	struct logging l = { .in = in, .by = option_value(in, "by"), .since = INT32_MIN, .e = e };
	const char *type = option_value(in, "type");
	partial_date since;
	enum err_code rc;

	if (option_value(in, "verify") != NULL)
		return verify_log(in, e);
	rc = get_date(in, "since", &since, e);
	if (rc == ERR_OK && since != DATE_NONE)
		l.since = date_days(date_earliest(since));
	if (rc == ERR_OK && type != NULL)
		rc = get_type(in, type, &l.type, e);
	e->code = ERR_OK;
	if (rc == ERR_OK)
		rc = registry_acts(in->registry, put_act, &l, e);
	if (rc == ERR_OK && e->code != ERR_OK)
		rc = e->code;
	if (rc == ERR_OK && l.count == 0) {
		in->is_silent = true;
		rc = ERR_NOT_FOUND;
	}
	return rc;
}

const struct command log_command = {
	.arguments = "",
	.help = N_("what was done in the register, newest first"),
	.least = 0, .most = 0,
	.need = NEED_STORE,
	.options = {
		{ "since", "DATE", N_("from that day on"), NULL },
		{ "by", "WHO", N_("by that operator"), NULL },
		{ "type", "TYPE", N_("to records of that type"), NULL },
		{ "verify", NULL, N_("whether every entry is as it was written"), NULL },
	},
	.run = log_run,
};
