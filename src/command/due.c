/* Implements "due", which says what falls due. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/print.h"
#include "command/due.h"
#include "exchange/tabular.h"

static const char *const groups[] = { "none", "owner", "date", "meeting", NULL };
static const char *const formats[] = { "text", "csv", "json", "eml", NULL };

/* ---- what is asked for */

/* The field that says who owes something, of the first type that has one. */
static const struct field *
owner_field(const struct schema *schema)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct fields *fields = &schema->types[i]->fields;

		if (fields->by_role[ROLE_OWNER] != NULL)
			return fields->by_role[ROLE_OWNER];
		for (size_t j = 0; j < fields->count; j++) {
			const struct fields *columns = fields->list[j].table;

			if (columns != NULL && columns->by_role[ROLE_OWNER] != NULL)
				return columns->by_role[ROLE_OWNER];
		}
	}
	return NULL;
}

static enum err_code
read_owner(const struct invocation *in, uint32_t *out, struct err *e)
{
	const struct directory *d = registry_directory(in->registry);
	const struct field *owner = owner_field(registry_schema(in->registry));
	const char *text = option_value(in, "for");

	*out = 0;
	if (text == NULL)
		return ERR_OK;
	if (strcmp(text, "mine") == 0) {
		*out = registry_my_office(in->registry);
		return *out != 0 ? ERR_OK :
		       err_set(e, ERR_USAGE, _("the settings do not name your office (operators)"));
	}
	if (owner == NULL)
		return err_set(e, ERR_USAGE, _("no type of the schema says who owes something"));
	if (d->resolve(d->context, owner, text, out, e) != ERR_OK)
		return e->code = ERR_USAGE;
	return ERR_OK;
}

/* The day that lies a span of time ("30d", "4w", "2m", "1y") before or after today. */
static enum err_code
read_span(const struct invocation *in, const char *option, const char *fallback, char sign,
          partial_date *out, struct err *e)
{
	const char *text = option_value(in, option);
	char signed_text[16], unit;
	int amount;

	*out = DATE_NONE;
	if (text == NULL)
		text = fallback;
	if (text == NULL)
		return ERR_OK;
	if (strlen(text) >= sizeof signed_text - 1)
		signed_text[0] = '\0';
	else
		snprintf(signed_text, sizeof signed_text, "%c%s", sign, text);
	if (!offset_parse(signed_text, &amount, &unit))
		return err_set(e, ERR_USAGE,
		               _("--%s is a number of days, weeks, months or years (30d, 4w, 2m, 1y),"
		                 " not \"%s\""),
		               option, text);
	*out = date_add(date_today(), amount, unit);
	return ERR_OK;
}

static enum err_code
check_options(const struct invocation *in, const char *format, struct err *e)
{
	static const char *const of_mail[] = { "mail-to", "split" };

	for (size_t i = 0; strcmp(format, "eml") != 0 && i < 2; i++) {
		if (option_value(in, of_mail[i]) != NULL)
			return err_set(e, ERR_USAGE, _("--%s goes with --format eml"), of_mail[i]);
	}
	if (option_value(in, "mail-to") != NULL && option_value(in, "split") != NULL)
		return err_set(e, ERR_USAGE,
		               _("--split sends to the addresses of the owners, and --mail-to to others:"
		                 " give one of them"));
	return ERR_OK;
}

static enum err_code
read_question(const struct invocation *in, struct due_report *d, struct err *e)
{
	struct due_question *q = &d->question;
	const char *group = option_choice(in, "group");
	enum err_code rc = check_options(in, option_choice(in, "format"), e);

	q->today = date_today();
	while (strcmp(groups[d->group], group) != 0)
		d->group++;
	if (rc == ERR_OK)
		rc = read_span(in, "within", "30d", '+', &q->until, e);
	if (rc == ERR_OK)
		rc = read_span(in, "since", NULL, '-', &q->since, e);
	if (rc == ERR_OK)
		rc = read_owner(in, &q->owner, e);
	if (rc == ERR_OK)
		d->within = (int)(date_days(q->until) - date_days(q->today));
	return rc;
}

/* ---- files */

static void
put_number(struct tabular *t, int n)
{
	char *text = mem_printf("%d", n);

	tabular_put(t, text);
	free(text);
}

static void
put_owners(struct tabular *t, struct registry *r, const struct due_item *item)
{
	struct buf owners;

	buf_init(&owners);
	for (size_t i = 0; i < item->owner_count; i++) {
		buf_text(&owners, i > 0 ? ";" : "");
		due_owner_code(r, item->owners[i], &owners);
	}
	tabular_put(t, buf_string(&owners));
	buf_clear(&owners);
}

static void
put_item(struct tabular *t, struct registry *r, const struct due_item *item)
{
	static const char *const names[] = { "late", "soon", "done" };
	char day[DATE_TEXT], written[DATE_TEXT] = "";

	date_format(item->day, day);
	if (item->when != DUE_DONE)
		due_format(item->written, written);
	tabular_put(t, names[item->when]);
	tabular_put(t, day);
	tabular_put(t, written);
	put_number(t, item->when == DUE_SOON ? item->days : -item->days);
	tabular_put(t, item->type->name);
	tabular_put(t, item->code);
	tabular_put(t, item->table == NULL ? "" : item->table->name);
	tabular_put(t, item->what);
	tabular_put(t, item->of);
	put_owners(t, r, item);
}

static void
put_table(const struct due_report *d, enum tabular_format format)
{
	static const struct tabular_column columns[] = {
		{ .name = "when", .kind = TABULAR_PLAIN },
		{ .name = "date", .kind = TABULAR_PLAIN },
		{ .name = "written", .kind = TABULAR_PLAIN },
		{ .name = "days", .kind = TABULAR_NUMBER },
		{ .name = "type", .kind = TABULAR_PLAIN },
		{ .name = "code" },
		{ .name = "table", .kind = TABULAR_PLAIN },
		{ .name = "what" },
		{ .name = "of" },
		{ .name = "owners", .kind = TABULAR_LIST },
	};
	struct tabular *t = tabular_begin(stdout, format, columns, sizeof columns / sizeof columns[0]);

	for (size_t i = 0; i < d->list->count; i++)
		put_item(t, d->registry, &d->list->list[i]);
	tabular_end(t);
}

/* ---- the command */

/* Line by line, since all that comes from the register is made visible on its line. */
static void
print_lines(struct buf *text)
{
	char *all = buf_take(text), *line;

	for (char *next = all; (line = strsep(&next, "\n")) != NULL && next != NULL; )
		print("%s\n", line);
	free(all);
}

static enum err_code
put_report(struct invocation *in, const struct due_report *d, struct err *e)
{
	const char *format = option_choice(in, "format");
	struct buf text;

	if (strcmp(format, "eml") == 0)
		return due_mail(in, d, e);
	if (strcmp(format, "text") != 0) {
		put_table(d, tabular_named(format));
		return ERR_OK;
	}
	buf_init(&text);
	due_text(d, d->question.owner, &text);
	print_lines(&text);
	buf_clear(&text);
	return ERR_OK;
}

static enum err_code
due_run(struct invocation *in, struct err *e)
{
	const char *language = registry_schema(in->registry)->language;
	struct due_list list = { 0 };
	struct due_report d = { .registry = in->registry, .list = &list,
		                .house = settings_house(in->settings, language) };
	struct buf query;
	enum err_code rc = read_question(in, &d, e);

	buf_init(&query);
	join_arguments(in, 0, &query);
	d.question.query = buf_string(&query);
	if (rc == ERR_OK)
		rc = due_read(in->registry, &d.question, &list, e);
	if (rc == ERR_OK && list.count > 0)
		rc = put_report(in, &d, e);
	if (rc == ERR_OK && list.count == 0) {
		rc = ERR_NOT_FOUND;
		in->is_silent = true;
	}
	due_list_clear(&list);
	buf_clear(&query);
	return rc;
}

const struct command due_command = {
	.arguments = "[QUERY...]",
	.help = N_("what is late and what falls due, for eyes, cron and mail"),
	.details = N_("The query is of the records that are owed or that have rows that are; it is"
	              " described in chancery-query(7). The status is 1, and nothing is written, if"
	              " nothing is due. Mail is written, never sent; the manual says how cron sends it."),
	.least = 0, .most = -1,
	.need = NEED_STORE,
	.options = {
		{ "within", "TIME", N_("what is due within this time, beside what is late: 30d, 4w, 2m, 1y"), NULL },
		{ "for", "OWNER", N_("only what this owner owes: office:RO-BKK; mine: my office"), NULL },
		{ "group", NULL, N_("with a heading for each of these; by owner, an item stands under each"),
		  groups },
		{ "since", "TIME", N_("also what was done within this time before today"), NULL },
		{ "format", NULL, N_("the format of what is written; eml is a mail message"), formats },
		{ "mail-to", "ADDRESS", N_("to whom the message is addressed; several with commas between"), NULL },
		{ "split", "DIR", N_("one message for each owner that has an e-mail address, in this folder"),
		  NULL },
	},
	.run = due_run,
};
