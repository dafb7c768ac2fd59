/* Plans an undo: what would be taken back, as lines to show before the question. */
#include <config.h>

#include "view/deed/undo.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "view/report/act_words.h"

#define DAY INT64_C(86400000)   /* in milliseconds */

/* ---- the plan */

struct planning {
	struct undo_plan *plan;
	const struct schema *schema;
};

static void
take_act(void *context, const struct act_entry *act)
{
	const struct planning *planning = context;
	struct undo_plan *p = planning->plan;
	char when[CLOCK_TEXT], *sentence = act_words_text(planning->schema, act->sentence);

	clock_format(act->when, when);
	p->heading = mem_printf(_("act %u, %s, %s: %s"), (unsigned)act->number, when, act->who,
	                        sentence);
	free(sentence);
	p->when = act->when;
	p->is_of_many = act->first < act->last;
	p->first = p->what.entry == 0 ? act->first : p->what.entry;
	p->last = p->what.entry == 0 ? act->last : p->what.entry;
}

enum err_code
undo_plan(struct registry *r, const struct undo *what, struct undo_plan *out, struct err *e)
{
	struct planning planning = { out, registry_schema(r) };

	*out = (struct undo_plan){ .what = *what };
	return registry_act(r, what->act, take_act, &planning, e);
}

void
undo_plan_clear(struct undo_plan *p)
{
	free(p->heading);
	*p = (struct undo_plan){ 0 };
}

uint64_t
undo_records(const struct undo_plan *p)
{
	return p->last + 1 - p->first;
}

bool
undo_is_grave(const struct undo_plan *p)
{
	return p->is_of_many || clock_now() - p->when > DAY;
}

/* ---- in words */

struct undo_telling {
	struct registry *registry;
	bool (*each)(void *context, const char *line);
	void *context;
};

static void
put_value(const struct undo_telling *t, const struct value *v, const struct field *f,
          bool is_forgotten, struct buf *out)
{
	size_t start = out->size;

	if (is_forgotten)
		buf_text(out, _("(erased)"));
	else
		value_format(v, f, registry_directory(t->registry), FORM_SCREEN,
		             registry_schema(t->registry)->language, out);
	if (out->size == start)
		buf_byte(out, '-');
}

/* From what it is to what it was. */
static void
put_change(const struct undo_telling *t, const struct change *c, struct buf *out)
{
	const struct field *f = c->column != NULL ? c->column : c->field;

	buf_text(out, c->field->label);
	if (c->column != NULL)
		buf_printf(out, ", %s", c->column->label);
	buf_text(out, ": ");
	put_value(t, &c->after, f, c->after_is_forgotten, out);
	buf_text(out, " -> ");
	put_value(t, &c->before, f, c->before_is_forgotten, out);
}

static void
put_changes(const struct undo_telling *t, const struct changes *changes, struct buf *out)
{
	for (size_t i = 0; i < changes->count; i++) {
		buf_text(out, i > 0 ? "; " : "");
		put_change(t, &changes->list[i], out);
	}
	for (size_t i = 0; i < changes->order_count; i++)
		buf_printf(out, "%s%s: %s", i > 0 || changes->count > 0 ? "; " : "",
		           changes->orders[i].field->label, _("rows as they were"));
}

/* "State LK", also of one that was removed. */
static void
put_name(const struct undo_telling *t, const struct entry *entry, struct buf *out)
{
	struct record *record;
	bool is_removed;
	struct err ignored;
	char *code;

	if (registry_last_known(t->registry, entry->number, &is_removed, &record, &ignored) !=
	    ERR_OK)
		return;
	code = registry_code(t->registry, record);
	buf_printf(out, "%s %s", record->type->label, code);
	free(code);
	record_free(record);
}

static bool
tell_entry(void *context, const struct entry *entry, struct changes *changes)
{
	struct undo_telling *t = context;
	struct buf line;
	bool goes_on;

	buf_init(&line);
	put_name(t, entry, &line);
	buf_text(&line, ": ");
	if (strcmp(entry->kind, "add") == 0)
		buf_text(&line, _("it was added, and is removed"));
	else if (strcmp(entry->kind, "remove") == 0)
		buf_text(&line, _("it was removed, and comes back"));
	else
		put_changes(t, changes, &line);
	goes_on = t->each(t->context, buf_string(&line));
	buf_clear(&line);
	return goes_on;
}

enum err_code
undo_tell(struct registry *r, const struct undo_plan *p,
          bool (*each)(void *context, const char *line), void *context, struct err *e)
{
	const struct act_entry range = { .first = p->first, .last = p->last };
	struct undo_telling t = { r, each, context };

	return registry_act_entries(r, &range, tell_entry, &t, e);
}

static bool
take_line(void *context, const char *line)
{
	*(char **)context = mem_text(line);
	return false;
}

char *
undo_line(struct registry *r, const struct undo_plan *p)
{
	char *line = NULL;
	struct err ignored;

	undo_tell(r, p, take_line, &line, &ignored);
	return line == NULL ? mem_text(p->heading) : line;
}
