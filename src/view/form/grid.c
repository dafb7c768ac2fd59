/* Implements returns that are typed line by line. */
#include <config.h>

#include "view/form/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date.h"
#include "base/intl.h"
#include "registry/batch.h"
#include "registry/select.h"

static void
find_fields(struct grid *g)
{
	const struct field *code = type_code(g->type);

	g->over = g->type->grid;
	for (size_t i = 0; i < code->part_count; i++) {
		if (code->parts[i]->type == FIELD_PERIOD)
			g->period = code->parts[i];
	}
	for (size_t i = 0; i < g->type->fields.count && g->figure_count < GRID_MOST; i++) {
		if (field_has_role(&g->type->fields.list[i], ROLE_SMALL_COUNT))
			g->figures[g->figure_count++] = &g->type->fields.list[i];
	}
}

size_t
grid_add(struct grid *g, uint32_t target)
{
	const struct directory *d = registry_directory(g->registry);
	struct buf code, title;
	struct grid_line *l;

	for (size_t i = 0; i < g->count; i++) {
		if (g->lines[i].target == target)
			return i;
	}
	buf_init(&code);
	buf_init(&title);
	d->code(d->context, target, &code);
	d->title(d->context, target, registry_schema(g->registry)->language, &title);
	MEM_ROOM(g->lines, g->count, g->room);
	l = &g->lines[g->count];
	*l = (struct grid_line){ .target = target, .code = buf_take(&code),
	                         .title = buf_take(&title) };
	for (size_t i = 0; i < GRID_MOST; i++)
		l->now[i] = l->last[i] = -1;
	return g->count++;
}

/* Whether the record agrees with the frame in every part but the lines' own; with `before` in the
 * period before it. */
static bool
is_of_frame(const struct grid *g, const struct record *r, bool before)
{
	const struct field *code = type_code(g->type);

	for (size_t i = 0; i < code->part_count; i++) {
		const struct field *f = code->parts[i];
		const struct value *v = record_value(r, f), *wanted = record_value(g->frame, f);
		struct value period = *wanted;

		if (f == g->over)
			continue;
		if (f == g->period && before && wanted->kind == VALUE_NUMBER)
			period.number = period_before((int32_t)wanted->number);
		if (!value_equal(v, &period, f))
			return false;
	}
	return true;
}

static bool
take_record(void *context, const struct record *r)
{
	struct grid *g = context;
	bool is_now = is_of_frame(g, r, false), is_last = !is_now && is_of_frame(g, r, true);
	const struct value *over = record_value(r, g->over);
	struct grid_line *l;
	size_t line;

	if ((!is_now && !is_last) || over->kind != VALUE_NUMBER)
		return true;
	line = grid_add(g, (uint32_t)over->number);
	l = &g->lines[line];
	if (is_now)
		l->record = r->number;
	for (size_t i = 0; i < g->figure_count; i++) {
		const struct value *v = record_value(r, g->figures[i]);

		if (v->kind == VALUE_NUMBER)
			(is_now ? l->now : l->last)[i] = v->number;
	}
	return true;
}

static int
by_code(const void *a, const void *b)
{
	const struct grid_line *x = a, *y = b;

	return strcmp(x->code, y->code);
}

/* The query that finds this period and the one before, for one frame: "office:HQ
 * period:2015-Q3,...". */
static char *
frame_query(const struct grid *g)
{
	const struct field *code = type_code(g->type);
	struct buf query;

	buf_init(&query);
	for (size_t i = 0; i < code->part_count; i++) {
		const struct field *f = code->parts[i];
		const struct value *v = record_value(g->frame, f);
		char period[DATE_TEXT];

		if (f == g->over)
			continue;
		buf_printf(&query, "%s%s:", query.size > 0 ? " " : "", f->name);
		value_format(v, f, registry_directory(g->registry), FORM_FILE, "en", &query);
		if (f == g->period && v->kind == VALUE_NUMBER) {
			period_format(period_before((int32_t)v->number), period);
			buf_printf(&query, ",%s", period);
		}
	}
	return buf_take(&query);
}

static enum err_code
read_lines(struct grid *g, struct err *e)
{
	const struct query_scope scope = { registry_schema(g->registry), g->type, NULL };
	struct select what = { .type = g->type };
	struct selection *s = NULL;
	char *query = frame_query(g);
	enum err_code rc = query_parse(query, &scope, &what.query, e);

	free(query);
	if (rc == ERR_OK)
		rc = registry_select(g->registry, &what, &s, e);
	if (rc == ERR_OK)
		rc = selection_every(s, take_record, g, e);
	selection_free(s);
	query_free(what.query);
	if (g->count > 1)
		qsort(g->lines, g->count, sizeof *g->lines, by_code);
	return rc;
}

enum err_code
grid_open(struct registry *r, struct record *frame, struct grid **out, struct err *e)
{
	struct grid *g = mem_new(sizeof *g);
	enum err_code rc = ERR_OK;

	*out = NULL;
	g->registry = r;
	g->type = frame->type;
	g->frame = frame;
	find_fields(g);
	if (g->over == NULL || g->figure_count == 0)
		rc = err_set(e, ERR_USAGE, _("%s are not entered in a grid"), frame->type->plural);
	if (rc == ERR_OK)
		rc = read_lines(g, e);
	if (rc != ERR_OK) {
		grid_close(g);
		return rc;
	}
	*out = g;
	return ERR_OK;
}

void
grid_close(struct grid *g)
{
	if (g == NULL)
		return;
	for (size_t i = 0; i < g->count; i++) {
		free(g->lines[i].code);
		free(g->lines[i].title);
	}
	free(g->lines);
	record_free(g->frame);
	free(g);
}

void
grid_put(struct grid *g, size_t line, size_t figure, int64_t n)
{
	struct grid_line *l = &g->lines[line];

	if (l->now[figure] == n)
		return;
	l->now[figure] = n;
	l->is_changed = true;
	g->is_changed = true;
}

int64_t
grid_total(const struct grid *g, size_t figure, bool last)
{
	int64_t sum = 0;

	for (size_t i = 0; i < g->count; i++) {
		int64_t n = last ? g->lines[i].last[figure] : g->lines[i].now[figure];

		sum += n > 0 ? n : 0;
	}
	return sum;
}

/* ---- saving */

static enum err_code
put_line(struct grid *g, struct batch *b, const struct grid_line *l, struct err *e)
{
	const struct uuid none = { 0 };
	uint32_t number = l->record != 0 ? l->record : batch_announce_nameless(b, g->type, &none);
	const struct field *code = type_code(g->type);
	struct problems problems = { 0 };
	struct record *r;
	enum err_code rc = batch_get(b, number, &r, e);

	if (rc != ERR_OK)
		return rc;
	for (size_t i = 0; i < code->part_count; i++)
		*record_value(r, code->parts[i]) = *record_value(g->frame, code->parts[i]);
	*record_value(r, g->over) = (struct value){ .kind = VALUE_NUMBER, .number = l->target };
	for (size_t i = 0; i < g->figure_count; i++)
		*record_value(r, g->figures[i]) = l->now[i] < 0 ? (struct value){ 0 } :
		        (struct value){ .kind = VALUE_NUMBER, .number = l->now[i] };
	rc = batch_put(b, r, &problems, e);
	if (rc != ERR_OK)
		err_prefix(e, "%s", l->code);
	problems_clear(&problems);
	record_free(r);
	return rc;
}

enum err_code
grid_save(struct grid *g, size_t *saved, struct err *e)
{
	char *sentence = mem_printf("enter %s returns", g->type->name);
	struct batch *b = batch_new(g->registry, ACT_GRID, sentence);
	struct batch_result result;
	enum err_code rc = ERR_OK;

	*saved = 0;
	for (size_t i = 0; rc == ERR_OK && i < g->count; i++) {
		if (!g->lines[i].is_changed)
			continue;
		rc = put_line(g, b, &g->lines[i], e);
		(*saved)++;
	}
	if (rc == ERR_OK && *saved > 0)
		rc = batch_apply(b, false, &result, e);
	batch_free(b);
	free(sentence);
	if (rc != ERR_OK)
		return rc;
	/* Once more from the register: lines that are new have their records now. */
	for (size_t i = 0; i < g->count; i++) {
		free(g->lines[i].code);
		free(g->lines[i].title);
	}
	g->count = 0;
	g->is_changed = false;
	return read_lines(g, e);
}
