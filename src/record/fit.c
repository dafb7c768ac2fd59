/* Finds how wide the columns of a list are. */
#include <config.h>

#include "record/fit.h"

#include <string.h>

#include "base/text.h"
#include "record/kind.h"

#define LEAST_HEADING 4
#define LONGEST 1000

/* How narrow texts may get, the flexible one and the others: before choices are shown by their short
 * labels, and before columns are left out. */
struct floors {
	int flexible, other;
};
static const struct floors comfortable = { 40, 16 };
static const struct floors narrowest = { 20, 12 };
static const struct floors none = { 1000, 1000 };

/* ---- what a column asks for */

bool
field_is_right(const struct field *f)
{
	return (f->type == FIELD_INTEGER || f->type == FIELD_DECIMAL) && f->many == MANY_ONE;
}

static bool
is_text(const struct field *f)
{
	return f->many != MANY_ONE || field_kind(f)->width == 0 || f->type == FIELD_TELEPHONE;
}

/* The longest label, or the longest of the short ones. */
static int
longest_label(const struct field *f, bool is_brief)
{
	int longest = 0;

	for (size_t i = 0; i < f->choice_count; i++) {
		const struct choice *c = &f->choices[i];
		const char *label = is_brief && c->brief != NULL ? c->brief : c->label;
		int width = text_width(label, strlen(label));

		if (!c->is_retired && width > longest)
			longest = width;
	}
	return longest;
}

struct fit
fit_of_field(const struct field *f, int width, const char *label)
{
	struct fit fit = { .heading = text_width(label, strlen(label)), .is_text = is_text(f) };

	if (fit.is_text) {
		fit.form = f->many == MANY_ONE ? (int)(f->max_length < LONGEST ? f->max_length : LONGEST) : 0;
		return fit;
	}
	if (f->type == FIELD_CHOICE) {
		fit.form = longest_label(f, false);
		fit.brief = longest_label(f, true);
	} else if (f->type == FIELD_CODE || f->type == FIELD_REFERENCE) {
		fit.form = width > 0 ? width : field_kind(f)->width;
	} else {
		fit.form = field_is_right(f) ? 0 : field_kind(f)->width;
	}
	return fit;
}

struct fit
fit_of_column(const struct column *c)
{
	struct fit fit = fit_of_field(c->fields[0], c->width, c->label);

	if (c->count > 1)
		fit = (struct fit){ .heading = fit.heading, .is_text = true };
	fit.is_flexible = c->is_flexible;
	return fit;
}

bool
column_is_right(const struct column *c)
{
	return c->count == 1 && field_is_right(c->fields[0]);
}

const char *
column_brief(const struct column *c, const struct record *r, const struct row *row)
{
	const struct field *f = c->fields[0];
	const struct value *v = f->in != NULL ? row_value(row, f) : record_value(r, f);

	if (c->count > 1 || v->kind != VALUE_NUMBER || f->type != FIELD_CHOICE)
		return NULL;
	return choice_brief(f, v->number);
}

void
fit_add(struct fit *fit, int width)
{
	if (width > fit->need)
		fit->need = width;
}

/* ---- sharing the line out */

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

static int
smaller(int a, int b)
{
	return a < b ? a : b;
}

/* All that the column would like to have. An empty one needs no more than its heading. */
static int
full_width(const struct fit *f)
{
	int width = f->need == 0 ? 0 : larger(f->need, f->is_text ? 0 : f->form);

	return f->asked > 0 ? f->asked : larger(larger(width, f->heading), 1);
}

static int
brief_width(const struct fit *f)
{
	if (f->asked > 0 || f->is_text || f->brief == 0 || f->need == 0)
		return full_width(f);
	return larger(f->brief, smaller(f->heading, full_width(f)));
}

/* Without more of its heading than can be recognized. */
static int
least_width(const struct fit *f)
{
	int width = f->brief > 0 ? f->brief : larger(f->need, f->form);

	if (f->asked > 0 || f->is_text)
		return full_width(f);
	return larger(f->need == 0 ? 0 : width, smaller(f->heading, LEAST_HEADING));
}

static bool
can_be_cut(const struct fit *f)
{
	return f->is_text && f->asked == 0;
}

/* What the line takes if no text is narrower than its floor for want of room. */
static int
taken(const struct fit *fits, const int *widths, size_t count, int gap, struct floors floors)
{
	int sum = -gap;

	for (size_t i = 0; i < count; i++) {
		int floor = fits[i].is_flexible ? floors.flexible : floors.other;

		if (widths[i] > 0)
			sum += gap + (can_be_cut(&fits[i]) ? smaller(widths[i], floor) : widths[i]);
	}
	return sum;
}

/* Narrows columns from the right on until the line has room. */
static void
narrow(const struct fit *fits, size_t count, int gap, int line, struct floors floors,
       int (*to)(const struct fit *f), int *widths)
{
	for (size_t i = count; i-- > 0 && taken(fits, widths, count, gap, floors) > line; )
		widths[i] = smaller(widths[i], to(&fits[i]));
}

/* The last columns give way; the flexible one does not, nor does the first. */
static void
leave_out(const struct fit *fits, size_t count, int gap, int line, int *widths)
{
	for (size_t i = count; i-- > 1 && taken(fits, widths, count, gap, narrowest) > line; ) {
		if (!fits[i].is_flexible)
			widths[i] = 0;
	}
	if (count > 0 && taken(fits, widths, count, gap, narrowest) > line) {
		for (size_t i = 1; i < count; i++)
			widths[i] = 0;
		widths[0] = larger(smaller(widths[0], line), 1);
	}
}

static int
weight(const struct fit *f)
{
	return f->is_flexible ? 2 : 1;
}

/* Texts that need less than their share of `room` get what they need, and the others the rest. */
static void
cut_texts(const struct fit *fits, size_t count, int room, int *widths)
{
	for (bool goes_on = true; goes_on; ) {
		int weights = 0, left = room;

		goes_on = false;
		for (size_t i = 0; i < count; i++) {
			if (can_be_cut(&fits[i]) && widths[i] < 0)
				weights += weight(&fits[i]);
			else if (can_be_cut(&fits[i]))
				left -= widths[i];
		}
		for (size_t i = 0; i < count && weights > 0; i++) {
			int share = left * weight(&fits[i]) / weights;

			if (can_be_cut(&fits[i]) && widths[i] < 0 && -widths[i] <= share) {
				widths[i] = -widths[i];
				goes_on = true;
			}
		}
		for (size_t i = 0; i < count && !goes_on && weights > 0; i++) {
			if (!can_be_cut(&fits[i]) || widths[i] >= 0)
				continue;
			widths[i] = left * weight(&fits[i]) / weights;
			left -= widths[i];
			weights -= weight(&fits[i]);
		}
	}
}

static int
surplus_weight(const struct fit *f, int width)
{
	if (!can_be_cut(f) || width == 0 || (f->form > 0 && width >= f->form))
		return 0;
	return width * weight(f);
}

/* Room that is left goes to empty columns, so that a value of their kind would fit, and then to the
 * texts, by what they have already: texts further down may be longer. */
static void
share_rest(const struct fit *fits, size_t count, int room, int *widths)
{
	int weights = 0;

	for (size_t i = 0; i < count; i++) {
		int more = larger(fits[i].form - widths[i], 0);

		if (widths[i] == 0 || fits[i].asked > 0 || fits[i].is_text || more > room)
			more = 0;
		widths[i] += more;
		room -= more;
		weights += surplus_weight(&fits[i], widths[i]);
	}
	for (size_t i = 0; i < count && weights > 0; i++) {
		int own = surplus_weight(&fits[i], widths[i]), more = room * own / weights;

		if (own > 0 && fits[i].form > 0)
			more = smaller(more, fits[i].form - widths[i]);
		widths[i] += more;
		room -= more;
		weights -= own;
	}
}

/* What texts need is written as less than nothing until it has been found what they get. */
static void
share_out(const struct fit *fits, size_t count, int gap, int line, int *widths)
{
	int room = line + gap;

	for (size_t i = 0; i < count; i++) {
		if (widths[i] == 0)
			continue;
		room -= gap + (can_be_cut(&fits[i]) ? 0 : widths[i]);
		if (can_be_cut(&fits[i]))
			widths[i] = -widths[i];
	}
	cut_texts(fits, count, room, widths);
}

void
fit_columns(const struct fit *fits, size_t count, int gap, int line, int *widths)
{
	for (size_t i = 0; i < count; i++)
		widths[i] = full_width(&fits[i]);
	narrow(fits, count, gap, line, comfortable, brief_width, widths);
	narrow(fits, count, gap, line, narrowest, least_width, widths);
	leave_out(fits, count, gap, line, widths);
	share_out(fits, count, gap, line, widths);
	share_rest(fits, count, line - taken(fits, widths, count, gap, none), widths);
}
