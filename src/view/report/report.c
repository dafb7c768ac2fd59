/* Compiles the reports about keys, found records, the log and likely duplicates. */
#include <config.h>

#include "view/report/report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "base/text.h"
#include "registry/select.h"
#include "view/report/act_words.h"

#define MOST_ACTS 500
#define MOST_FOUND 500

/* "CODE  Title" of a record. */
static char *
name_of(struct registry *r, uint32_t number)
{
	const struct directory *d = registry_directory(r);
	struct buf text;

	buf_init(&text);
	d->code(d->context, number, &text);
	buf_text(&text, "  ");
	d->title(d->context, number, registry_schema(r)->language, &text);
	return buf_take(&text);
}

/* "edit           edit the record" */
static char *
named_help(enum action_id id, int width)
{
	const char *label = action_label(id);
	struct buf text;

	buf_init(&text);
	text_pad(label, strlen(label), width, TEXT_UTF8, &text);
	buf_printf(&text, " %s", _(actions[id].help));
	return buf_take(&text);
}

/* Keys that need more room than a label has go on in the lines below. */
static void
keys_entry(struct sheet_lines *out, const char *keys, const char *help, int width)
{
	const char *rest = keys;

	do {
		size_t end, next = text_wrap(rest, strlen(rest), 0, SHEET_LABEL - 2, &end);
		char *part = mem_textn(rest, end);

		sheet_entry(out, part, rest == keys ? help : "", width);
		free(part);
		rest += next;
	} while (*rest != '\0');
}

/* The signs beside the lines of a screen. */
static void
add_marks(unsigned kind, int width, struct sheet_lines *out)
{
	static const struct { unsigned screens; const char *mark, *says; } marks[] = {
		{ ON_LINES | ON_FORM, ">", N_("the current line") },
		{ ON_LIST, "!", N_("changed by somebody else since it was shown") },
		{ ON_LIST, "x", N_("overdue") },
		{ ON_LIST, "D", N_("you have a draft of it") },
		{ ON_LIST, "&", N_("it clashes with another") },
		{ ON_LIST | ON_ROWS, "*", N_("tagged") },
		{ ON_FORM, "!", N_("the text was not accepted") },
		{ ON_FORM, "*", N_("still to be filled in") },
	};

	if ((kind & (ON_LIST | ON_ROWS | ON_FORM)) == 0)
		return;
	sheet_heading(out, _("Marks"));
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		if ((marks[i].screens & kind) != 0)
			sheet_entry(out, marks[i].mark, _(marks[i].says), width);
	}
}

/* The keys of the actions that stand in the menu; of those in none, which move and finish. */
static void
add_keys(const struct bindings *b, unsigned kind, enum menu_place menu, int width,
         struct sheet_lines *out)
{
	int label = action_label_width(kind);
	bool is_first = true;

	for (int id = 0; id < ACTION_COUNT; id++) {
		char *keys, *text;

		if ((actions[id].screens & kind) == 0 || actions[id].menu != menu)
			continue;
		if (is_first && menu != MENU_NONE)
			sheet_heading(out, menu_name(menu));
		is_first = false;
		keys = bindings_shown(b, (enum action_id)id, kind);
		text = named_help((enum action_id)id, label);
		keys_entry(out, *keys == '\0' ? _("(menu)") : keys, text, width);
		free(text);
		free(keys);
	}
}

void
report_keys(const struct bindings *b, unsigned kind, int width, struct sheet_lines *out)
{
	sheet_heading(out, _("What the keys do here"));
	add_keys(b, kind, MENU_NONE, width, out);
	for (int menu = MENU_RECORD; menu < MENU_COUNT; menu++)
		add_keys(b, kind, (enum menu_place)menu, width, out);
	add_keys(b, kind, MENU_REGISTER, width, out);
	add_marks(kind, width, out);
}

/* ---- found */

/* "CODE  Title  [City]": with the field that was found, if it is neither of the two. */
static char *
found_name(struct registry *r, uint32_t number, const char *query)
{
	char *name = name_of(r, number);
	struct record *record;
	struct buf text, field;

	if (registry_get_number(r, number, &record, NULL) != ERR_OK)
		return name;
	buf_init(&text);
	buf_init(&field);
	buf_text(&text, name);
	registry_found_in(r, query, record, &field);
	if (field.size > 0)
		buf_printf(&text, "  [%s]", buf_string(&field));
	buf_clear(&field);
	record_free(record);
	free(name);
	return buf_take(&text);
}

enum err_code
report_found(struct registry *r, const char *query, int width, struct sheet_lines *out,
             struct err *e)
{
	struct hit *hits;
	uint64_t count;
	char *text;
	enum err_code rc = registry_find(r, query, NULL, &hits, &count, e);

	if (rc != ERR_OK)
		return rc;
	text = mem_printf(ngettext("%" PRIu64 " record", "%" PRIu64 " records", count), count);
	sheet_heading(out, count == 0 ? _("Nothing has that.") : text);
	free(text);
	for (uint64_t i = 0; i < count && i < MOST_FOUND; i++) {
		text = found_name(r, hits[i].number, query);
		sheet_entry(out, hits[i].type->label, text, width);
		sheet_leads_to(out, hits[i].number);
		free(text);
	}
	if (count > MOST_FOUND)
		sheet_heading(out, _("There are more: a longer word, or a field as in kind:summit, narrows."));
	free(hits);
	return ERR_OK;
}

/* ---- log, and what an act changed */

struct telling {
	struct registry *registry;
	struct sheet_lines *out;
	int width;
	size_t count;
};

static bool
tell_act(void *context, const struct act_entry *act)
{
	struct telling *t = context;
	uint64_t entries = act->last + 1 - act->first;
	char when[CLOCK_TEXT], *text;
	char *sentence = act_words_text(registry_schema(t->registry), act->sentence);
	struct buf shown;
	size_t first;

	clock_format(act->when, when);
	text = mem_printf(ngettext("%s: %s (%" PRIu64 " record)", "%s: %s (%" PRIu64 " records)",
	                           entries),
	                  act->who, sentence, entries);
	free(sentence);
	/* What a file's name has of line breaks is no further line of the log. */
	buf_init(&shown);
	text_reveal(text, strlen(text), TEXT_LINE, &shown);
	first = t->out->count;
	sheet_entry(t->out, when, buf_string(&shown), t->width);
	sheet_keys(t->out, first, act->number);
	buf_clear(&shown);
	free(text);
	return ++t->count < MOST_ACTS;
}

enum err_code
report_log(struct registry *r, int width, struct sheet_lines *out, struct err *e)
{
	struct telling t = { r, out, width, 0 };

	return registry_acts(r, tell_act, &t, e);
}

static bool
tell_record(void *context, const struct entry *entry, struct changes *changes)
{
	struct telling *t = context;
	size_t first = t->out->count;
	struct record *record;
	bool is_removed;
	struct err ignored;
	char *text, *kind;

	(void)changes;
	if (entry->type == NULL || registry_last_known(t->registry, entry->number, &is_removed,
	                                               &record, &ignored) != ERR_OK)
		return true;
	if (is_removed) {
		char *code = registry_code(t->registry, record),
		     *title = registry_title(t->registry, record);

		text = mem_printf(_("%s %s  %s (removed)"), entry->type->label, code, title);
		free(title);
		free(code);
	} else {
		char *name = name_of(t->registry, entry->number);

		text = mem_printf("%s %s", entry->type->label, name);
		free(name);
	}
	record_free(record);
	kind = act_words_text(registry_schema(t->registry), entry->kind);
	sheet_entry(t->out, kind, text, t->width);
	free(kind);
	sheet_keys(t->out, first, entry->number);
	free(text);
	return ++t->count < MOST_ACTS;
}

struct opening {
	struct telling telling;
	enum err_code rc;
	struct err *e;
};

static void
tell_records(void *context, const struct act_entry *act)
{
	struct opening *o = context;

	if (act->first <= act->last)
		o->rc = registry_act_entries(o->telling.registry, act, tell_record, &o->telling,
		                             o->e);
}

enum err_code
report_act(struct registry *r, uint32_t act, int width, struct sheet_lines *out, struct err *e)
{
	struct opening o = { { r, out, width, 0 }, ERR_OK, e };
	enum err_code rc = registry_act(r, act, tell_records, &o, e);

	if (rc == ERR_OK && o.rc == ERR_OK && out->count == 0)
		sheet_heading(out, _("It changed no record."));
	return rc == ERR_OK ? o.rc : rc;
}

/* ---- side by side */

static void
beside_line(const struct field *f, const char *left, const char *right, int width,
            struct sheet_lines *out)
{
	int half = (width - 2) / 2;
	struct buf line;

	buf_init(&line);
	buf_text(&line, strcmp(left, right) == 0 ? "  " : "! ");
	text_pad(left, strlen(left), half - 2, TEXT_UTF8, &line);
	buf_text(&line, "  ");
	text_show(right, strlen(right), half, TEXT_UTF8, &line);
	sheet_entry(out, f->label, buf_string(&line), width);
	buf_clear(&line);
}

enum err_code
report_beside(struct registry *r, const struct record *one, uint32_t other, int width,
              struct sheet_lines *out, struct err *e)
{
	const struct directory *d = registry_directory(r);
	struct record *there;
	char *code, *heading;
	enum err_code rc = registry_get_number(r, other, &there, e);

	if (rc != ERR_OK)
		return rc;
	code = registry_code(r, there);
	heading = mem_printf(_("The new one, and %s, which is there already; ! where they differ"), code);
	sheet_heading(out, heading);
	free(heading);
	free(code);
	for (size_t i = 0; i < one->type->fields.count; i++) {
		const struct field *f = &one->type->fields.list[i];
		struct buf left, right;

		if (value_is_empty(record_value(one, f)) && value_is_empty(record_value(there, f)))
			continue;
		buf_init(&left);
		buf_init(&right);
		value_format(record_value(one, f), f, d, FORM_SCREEN, registry_schema(r)->language,
		             &left);
		value_format(record_value(there, f), f, d, FORM_SCREEN,
		             registry_schema(r)->language, &right);
		beside_line(f, buf_string(&left), buf_string(&right), width, out);
		buf_clear(&left);
		buf_clear(&right);
	}
	sheet_leads_to(out, other);
	record_free(there);
	return ERR_OK;
}
