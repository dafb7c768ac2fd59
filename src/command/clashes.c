/* Implements "clashes", which finds meetings that one party cannot attend both. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "command/command.h"
#include "command/days.h"
#include "exchange/tabular.h"
#include "figures/clash.h"

#define MOST_NEAR 366

/* ---- what is written */

/* The parties as files have them ("state:AF;state:BD"), or as people read them: "2: AF BD". */
static void
put_parties(struct tabular *t, struct registry *r, const struct clash *clash, bool for_people)
{
	const struct directory *d = registry_directory(r);
	struct buf out;

	buf_init(&out);
	if (for_people)
		buf_printf(&out, "%zu:", clash->party_count);
	for (size_t i = 0; i < clash->party_count; i++) {
		struct buf code;
		const struct type *type;

		buf_init(&code);
		type = d->code(d->context, clash->parties[i], &code);
		if (for_people)
			buf_printf(&out, " %s", buf_string(&code));
		else
			buf_printf(&out, "%s%s:%s", i > 0 ? ";" : "", type == NULL ? "?" : type->name,
			           buf_string(&code));
		buf_clear(&code);
	}
	tabular_put(t, buf_string(&out));
	buf_clear(&out);
}

static void
put_date(struct tabular *t, partial_date date)
{
	char text[DATE_TEXT];

	date_format(date, text);
	tabular_put(t, text);
}

static void
put_clash(struct tabular *t, struct registry *r, const struct clashes *c, const struct clash *clash)
{
	static const char *const kinds[] = { "clash", "possible", "near" };
	static const char *const labels[] = { N_("clash"), N_("possible"), N_("near") };
	char *count = mem_printf("%zu", clash->party_count);
	partial_date from, to;

	clash_days(c, clash, &from, &to);
	put_date(t, from);
	put_date(t, to);
	tabular_put(t, kinds[clash->kind]);
	tabular_put(t, _(labels[clash->kind]));
	tabular_put(t, clash->one_code);
	tabular_put(t, clash->other_code);
	tabular_put(t, count);
	put_parties(t, r, clash, false);
	put_parties(t, r, clash, true);
	free(count);
}

static void
put_clashes(struct registry *r, const struct clashes *c, enum tabular_format format)
{
	const struct tabular_column columns[] = {
		{ .name = "from", .label = _("From"), .kind = TABULAR_PLAIN },
		{ .name = "to", .label = _("To"), .kind = TABULAR_PLAIN },
		{ .name = "kind", .kind = TABULAR_PLAIN },
		{ .name = "", .label = _("Kind"), .is_people_only = true },
		{ .name = "one", .label = _("One") },
		{ .name = "other", .label = _("Other") },
		{ .name = "count", .kind = TABULAR_NUMBER },
		{ .name = "parties", .kind = TABULAR_LIST },
		{ .name = "", .label = _("For"), .is_people_only = true },
	};
	struct tabular *t = tabular_begin(stdout, format, columns, sizeof columns / sizeof columns[0]);

	for (size_t i = 0; i < c->count; i++)
		put_clash(t, r, c, &c->list[i]);
	tabular_end(t);
}

static void
say_unknown(struct registry *r, const struct clashes *c)
{
	const struct directory *d = registry_directory(r);

	for (size_t i = 0; i < c->unknown_count; i++) {
		struct buf code;

		buf_init(&code);
		d->code(d->context, c->unknown[i], &code);
		say(_("the parties of %s are not known"), buf_string(&code));
		buf_clear(&code);
	}
}

/* ---- the command */

static enum err_code
read_question(const struct invocation *in, struct clash_question *q, struct err *e)
{
	int64_t near = 0;
	enum err_code rc = get_days(in, &q->from, &q->to, e);

	if (rc == ERR_OK)
		rc = get_party(in, type_of_events(registry_schema(in->registry)), &q->party, e);
	if (rc == ERR_OK)
		rc = get_number(in, "near", 0, MOST_NEAR, 0, &near, e);
	q->near = (int)near;
	q->with_possible = option_value(in, "possible") != NULL;
	q->with_all = option_value(in, "organisations") != NULL;
	return rc;
}

static enum err_code
clashes_run(struct invocation *in, struct err *e)
{
	struct clash_question q = { 0 };
	struct clashes clashes = { 0 };
	struct buf query;
	enum err_code rc = read_question(in, &q, e);

	buf_init(&query);
	join_arguments(in, 0, &query);
	q.query = buf_string(&query);
	if (rc == ERR_OK)
		rc = clashes_find(in->registry, &q, &clashes, e);
	if (rc == ERR_OK) {
		put_clashes(in->registry, &clashes, tabular_named(option_choice(in, "format")));
		say_unknown(in->registry, &clashes);
	}
	if (rc == ERR_OK && clashes.count == 0) {
		rc = ERR_NOT_FOUND;
		in->is_silent = true;
	}
	clashes_clear(&clashes);
	buf_clear(&query);
	return rc;
}

const struct command clashes_command = {
	.arguments = "[QUERY...]",
	.help = N_("meetings on the same days that one State is expected at"),
	.details = N_("A State is expected where the attendance names it, unless it declined or stays away; without"
	              " an attendance, where it is a member of the process on the first day; and where it"
	              " hosts or chairs. Of two meetings that clash, one matches the query. Meetings of one"
	              " process, that refer to each other, or that are cancelled or postponed do not clash."
	              " The status is 1 if nothing clashes."),
	.least = 0, .most = -1,
	.need = NEED_STORE,
	.options = {
		{ "from", "DATE", N_("meetings from that day on; today, unless it is said"), NULL },
		{ "to", "DATE", N_("meetings up to that day; 90 days on, unless it is said"), NULL },
		{ "party", "PARTY", N_("only what this State (or organisation) is expected at"), NULL },
		{ "near", "N", N_("also meetings in another State that begin up to N days after the other ends"),
		  NULL },
		{ "possible", NULL, N_("also where a date is partial and the days may be the same"), NULL },
		{ "organisations", NULL, N_("count organisations as well as States"), NULL },
		{ "format", NULL, N_("the format of what is written"), tabular_names },
	},
	.run = clashes_run,
};
