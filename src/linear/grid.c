/* Asks for returns line by line, with the previous period's figures beside them. */
#include <config.h>

#include "view/form/grid.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/number.h"
#include "linear/place.h"

static void
put_figure(struct buf *out, int64_t n)
{
	if (n < 0)
		buf_byte(out, '-');
	else
		buf_printf(out, "%" PRId64, n);
}

/* "Cases 12 (10)": now, and last time. */
static void
put_figures(struct buf *out, const struct field *f, int64_t now, int64_t last)
{
	buf_printf(out, "; %s ", f->label);
	put_figure(out, now);
	buf_text(out, " (");
	put_figure(out, last);
	buf_byte(out, ')');
}

static void
show_line(struct talk *t, const struct grid *g, size_t index)
{
	const struct grid_line *l = &g->lines[index];
	struct buf text;

	buf_init(&text);
	buf_printf(&text, "%s  %s", l->code, l->title);
	for (size_t i = 0; i < g->figure_count; i++)
		put_figures(&text, g->figures[i], l->now[i], l->last[i]);
	talk_item(t, index + 1, buf_string(&text));
	buf_clear(&text);
}

static void
show(struct talk *t, const struct grid *g)
{
	struct buf text;

	talk_say(t, _("= %s: now (last time)"), g->type->plural);
	for (size_t i = 0; i < g->count; i++)
		show_line(t, g, i);
	if (g->count == 0)
		talk_say(t, "%s", _("There are no lines yet; add adds one."));
	buf_init(&text);
	buf_text(&text, _("Total"));
	for (size_t i = 0; i < g->figure_count; i++)
		put_figures(&text, g->figures[i], grid_total(g, i, false), grid_total(g, i, true));
	talk_say(t, "%s", buf_string(&text));
	buf_clear(&text);
}

/* Asks for each figure of the line; nothing leaves it, "-" takes it away. */
static void
ask_figures(struct talk *t, struct grid *g, size_t line)
{
	for (size_t i = 0; i < g->figure_count; i++) {
		int64_t now = g->lines[line].now[i], last = g->lines[line].last[i], n;
		struct buf question;
		const char *answer;

		buf_init(&question);
		buf_printf(&question, "%s, ", g->figures[i]->label);
		put_figure(&question, now);
		buf_text(&question, " (");
		put_figure(&question, last);
		buf_text(&question, "):");
		answer = talk_ask(t, buf_string(&question));
		buf_clear(&question);
		if (answer == NULL)
			return;
		if (*answer == '\0')
			continue;
		if (strcmp(answer, "-") == 0)
			grid_put(g, line, i, -1);
		else if (!number_read(answer, 0, INT64_MAX, &n))
			talk_say(t, _("\"%s\" is not a number."), answer), i--;
		else
			grid_put(g, line, i, n);
	}
	show_line(t, g, line);
}

static void
add_line(struct talk *t, struct grid *g)
{
	const struct directory *d = registry_directory(t->registry);
	uint32_t target;
	struct buf code;
	struct err e;

	buf_init(&code);
	if (talk_ask_value(t, g->over, g->over->label, "", &code)) {
		if (d->resolve(d->context, g->over, buf_string(&code), &target, &e) == ERR_OK)
			ask_figures(t, g, grid_add(g, target));
		else
			talk_refuse(t, &e);
	}
	buf_clear(&code);
}

static bool
save(struct talk *t, struct grid *g)
{
	size_t saved;
	struct err e;

	if (grid_save(g, &saved, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return false;
	}
	talk_say(t, ngettext("Saved %zu return.", "Saved %zu returns.", saved), saved);
	return true;
}

struct grid_view {
	struct place place;
	struct grid *grid;
};

static struct grid *
grid_of(struct place *p)
{
	return ((struct grid_view *)p)->grid;
}

static void
edit_line(struct place *p, const struct order_given *o)
{
	struct grid *g = grid_of(p);

	if (o->number >= 1 && o->number <= g->count)
		ask_figures(p->talk, g, o->number - 1);
	else
		talk_say(p->talk, _("Behind \"%s\" belongs the number of a line, 1 to %zu."),
		         action_label(o->action), g->count);
}

static void
add(struct place *p, const struct order_given *o)
{
	(void)o;
	add_line(p->talk, grid_of(p));
}

static void
save_all(struct place *p, const struct order_given *o)
{
	(void)o;
	save(p->talk, grid_of(p));
}

static void
finish(struct place *p, const struct order_given *o)
{
	struct grid *g = grid_of(p);
	char answer = 'd';

	(void)o;
	if (g->is_changed && !p->talk->is_over)
		answer = talk_ask_letter(p->talk, _("Save (s), discard (d) or keep editing (k)?"),
		                         LETTERS_KEEP_SAVE_DISCARD);
	p->is_left = p->talk->is_over || answer == 'd' || (answer == 's' && save(p->talk, g));
}

static void
show_place(struct place *p)
{
	show(p->talk, grid_of(p));
}

static const struct place_order orders[] = {
	{ ACTION_OPEN, edit_line },
	{ ACTION_EDIT, edit_line },
	{ ACTION_ADD, add },
	{ ACTION_SAVE, save_all },
	{ ACTION_FINISH, finish },
	{ ACTION_BACK, finish },
	{ ACTION_NONE, NULL },
};

const struct place_ops grid_place = {
	.kind = ON_GRID,
	.prompt = N_("Number of a line, add, save, back or ?:"),
	.orders = orders,
	.show = show_place,
};

/* The parts of the code but the lines' own. False: one that must be there was not given. */
static bool
ask_frame(struct talk *t, const struct type *type, struct record *frame)
{
	const struct field *code = type_code(type);

	for (size_t i = 0; i < code->part_count; i++) {
		const struct field *f = code->parts[i];
		bool is_given;
		struct buf text;
		struct err e;

		if (f == type->grid || !f->is_required)
			continue;
		buf_init(&text);
		is_given = talk_ask_value(t, f, f->label, "", &text);
		if (is_given && value_parse(f, buf_string(&text), registry_directory(t->registry),
		                            &frame->arena, record_value(frame, f), &e) != ERR_OK) {
			talk_refuse(t, &e);
			is_given = false;
		}
		buf_clear(&text);
		if (!is_given)
			return false;
	}
	return true;
}

void
visit_grid(struct talk *t, const struct type *type)
{
	struct grid_view v = { .place = { &grid_place, t, false } };
	struct record *frame;
	struct err e;

	if (type->grid == NULL) {
		talk_say(t, _("%s are not entered in a grid."), type->plural);
		return;
	}
	frame = record_new(type);
	if (!ask_frame(t, type, frame)) {
		record_free(frame);
		return;
	}
	if (grid_open(t->registry, frame, &v.grid, &e) != ERR_OK) {
		talk_refuse(t, &e);
		return;
	}
	if (talk_enter(t)) {
		show(t, v.grid);
		place_run(&v.place);
		talk_leave(t);
	}
	grid_close(v.grid);
}
