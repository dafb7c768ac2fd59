/* Matches the headings of a file with the fields of the schema. */
#include <config.h>

#include "exchange/headings.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/keymap.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "exchange/columns.h"
#include "record/kind.h"

#define MOST_COLUMNS 16384      /* as many as a spreadsheet has */
#define MOST_NAMED 30           /* headings that a sentence lists */

/* A column of the file. */
struct heading {
	const char *text;               /* cleaned; "" if it has none */
	const char *name;               /* of the field ("title.fr"); NULL: passed over */
	const struct map_line *how;     /* or NULL */
	bool is_known;                  /* matched, or passed over by the map */
};

/* Columns that the map joins into one field. */
struct joined {
	const struct map_line *how;
	const char *name;
	size_t *columns;                /* one for each part that has a column */
};

struct headings {
	struct arena arena;
	struct heading *list;
	size_t count;
	struct joined *joined;
	size_t joined_count;
};

/* What settling the headings needs at hand. */
struct settling {
	struct headings *h;
	const struct heading_rules *rules;
	const struct fields *fields;
	const char *owner;
	struct keymap claimed;          /* name of a field -> column, counted from 1 */
	struct faults *faults;
	const char *file;
	int line;
};

static const struct field *field_of(const struct settling *s, const char *text,
                                    const char **language);

/* ---- texts */

/* Blanks of all kinds at the ends go, and so do a "*" or ":" that forms put behind a name; line breaks
 * and runs of blanks become one. */
static const char *
clean(struct arena *a, const char *text)
{
	struct buf out;
	size_t size = strlen(text), at = 0;
	bool was_blank = true;
	const char *copy;

	buf_init(&out);
	while (at < size) {
		int32_t c = text_next(text, size, &at);
		bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 ||
		                c == 0x202F || c == 0x3000 || (c >= 0x2000 && c <= 0x200F) ||
		                c == 0xFEFF;

		if (c >= 0 && !is_blank)
			text_put(&out, c);
		else if (!was_blank)
			buf_byte(&out, ' ');
		was_blank = is_blank || c < 0;
	}
	while (out.size > 0 && strchr(" *:", out.data[out.size - 1]) != NULL)
		out.size--;
	copy = arena_textn(a, out.size == 0 ? "" : (const char *)out.data, out.size);
	buf_clear(&out);
	return copy;
}

static void
refuse(struct settling *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void
refuse(struct settling *s, const char *format, ...)
{
	va_list args;
	struct err e;

	va_start(args, format);
	err_setv(&e, ERR_DATA, format, args);
	va_end(args);
	faults_add(s->faults, s->file, s->line, "%s", e.text);
}

/* "name", or "column 3" where there is no heading. */
static const char *
called(const struct settling *s, size_t column)
{
	const struct heading *heading = &s->h->list[column];

	return *heading->text != '\0' ? arena_printf(&s->h->arena, "\"%s\"", heading->text) :
	                                arena_printf(&s->h->arena, _("column %zu"), column + 1);
}

/* ---- fields */

/* The name under which items know what the text means: a field's, or "id", "version" and the like.
 * NULL: nothing is called so. */
static const char *
name_of(const struct settling *s, const char *text, const struct field **f)
{
	static const char *const identities[] = { "id", "version", "type" };
	const char *language;

	*f = NULL;
	if (s->fields == NULL)
		return text;
	*f = field_of(s, text, &language);
	if (*f != NULL && !language_is_right(language)) {
		*f = NULL;
		return NULL;
	}
	if (*f != NULL && (*f)->many == MANY_LANGUAGE && strcmp(language, "en") != 0)
		return arena_printf(&s->h->arena, "%s.%s", (*f)->name, language);
	if (*f != NULL)
		return (*f)->name;
	for (size_t i = 0; i < sizeof identities / sizeof identities[0]; i++) {
		if (is_identity_cell(s->fields, identities[i], true) &&
		    text_same(identities[i], text))
			return identities[i];
	}
	if (s->rules->table != NULL && (text_same(text, s->rules->type->name) ||
	                                text_same(text, s->rules->type->label)))
		return s->rules->type->name;
	return NULL;
}

static const struct field *
field_of(const struct settling *s, const char *text, const char **language)
{
	/* In a table's file the column of the record is called by its type, whatever else bears
	 * that label. */
	if (s->rules->table != NULL && strcmp(text, s->rules->type->name) == 0 &&
	    fields_find(s->fields, text) == NULL)
		return NULL;
	return column_field(s->fields, text, language);
}

static void
suggest_names(const struct settling *s, struct suggest *suggest)
{
	for (size_t i = 0; i < s->fields->count; i++) {
		const struct field *f = &s->fields->list[i];

		suggest_try(suggest, f->name);
		for (const char *const *label = f->labels; *label != NULL; label++)
			suggest_try(suggest, *label);
	}
}

/* Whether the map asks for something that the field cannot give. */
static bool
fits(struct settling *s, const struct map_line *how, const struct field *f)
{
	if (how == NULL)
		return true;
	if (how->by_title && (f == NULL || f->type != FIELD_REFERENCE)) {
		refuse(s, _("%s:%d: \"%s\" is not a reference, so that no title can be looked up"),
		       s->rules->map->path, how->line, how->field);
		return false;
	}
	if (how->date != NULL && (f == NULL || (f->type != FIELD_DATE && f->type != FIELD_DUE))) {
		refuse(s, _("%s:%d: \"%s\" is not a date, so that it has no format"),
		       s->rules->map->path, how->line, how->field);
		return false;
	}
	return true;
}

/* Takes the field for a column (from 1). Two columns for one field: which of them counts could only be
 * guessed. */
static void
claim(struct settling *s, const char *name, size_t column)
{
	uint32_t other = 0;
	const char *first, *second;

	if (keymap_put(&s->claimed, name, strlen(name), (uint32_t)column))
		return;
	keymap_get(&s->claimed, name, strlen(name), &other);
	if (other == 0 || column == 0) {
		refuse(s, _("the map names the field \"%s\" twice"), name);
		return;
	}
	first = called(s, other - 1);
	second = called(s, column - 1);
	if (strcmp(first, second) == 0)
		refuse(s, _("the column %s stands twice: columns %u and %zu"), first,
		       (unsigned)other, column);
	else
		refuse(s, _("the columns %s and %s are both the field \"%s\""), first, second, name);
}

/* ---- the map */

/* The column that the map means: by its heading, else by its number. */
static bool
find_column(const struct settling *s, const char *column, size_t *out)
{
	const struct headings *h = s->h;
	const char *wanted = clean(&s->h->arena, column);
	int64_t number;

	for (size_t i = 0; i < h->count && !s->rules->are_numbers; i++) {
		if (*h->list[i].text != '\0' && text_same(h->list[i].text, wanted)) {
			*out = i;
			return true;
		}
	}
	if (!number_read(column, 1, (int64_t)h->count, &number))
		return false;
	*out = (size_t)number - 1;
	return true;
}

static void
refuse_missing(struct settling *s, const struct map_line *l, const char *column)
{
	struct suggest suggest;
	char hint[128];

	suggest_init(&suggest, column);
	for (size_t i = 0; i < s->h->count; i++)
		suggest_try(&suggest, s->h->list[i].text);
	refuse(s, _("the map names the column \"%s\" (%s:%d), which the file does not have%s"),
	       column, s->rules->map->path, l->line, suggest_text(&suggest, hint, sizeof hint));
}

/* The name of the field that a line of the map means. NULL: none; that is told. */
static const char *
mapped_name(struct settling *s, const struct map_line *l)
{
	const struct field *f;
	const char *name = name_of(s, l->field, &f);
	struct suggest suggest;
	char hint[128];

	if (name != NULL)
		return fits(s, l, f) ? name : NULL;
	suggest_init(&suggest, l->field);
	suggest_names(s, &suggest);
	refuse(s, _("%s has no field \"%s\" (%s:%d)%s"), s->owner, l->field, s->rules->map->path,
	       l->line, suggest_text(&suggest, hint, sizeof hint));
	return NULL;
}

static void
join(struct settling *s, const struct map_line *l)
{
	struct headings *h = s->h;
	struct joined *j = &h->joined[h->joined_count];

	*j = (struct joined){ .how = l };
	j->columns = arena_new(&h->arena, sizeof *j->columns * (l->part_count + 1));
	for (size_t i = 0; i < l->part_count; i++) {
		if (l->parts[i].column == NULL)
			continue;
		if (!find_column(s, l->parts[i].column, &j->columns[i])) {
			refuse_missing(s, l, l->parts[i].column);
			return;
		}
		h->list[j->columns[i]].is_known = true;
	}
	j->name = mapped_name(s, l);
	if (j->name == NULL)
		return;
	claim(s, j->name, 0);
	h->joined_count++;
}

static void
apply_map_line(struct settling *s, const struct map_line *l)
{
	struct heading *heading;
	size_t column;

	if (l->parts != NULL) {
		join(s, l);
		return;
	}
	if (!find_column(s, l->column, &column)) {
		refuse_missing(s, l, l->column);
		return;
	}
	heading = &s->h->list[column];
	if (heading->how != NULL) {
		refuse(s, _("the map names the column \"%s\" twice (%s:%d and %d)"), l->column,
		       s->rules->map->path, heading->how->line, l->line);
		return;
	}
	heading->how = l;
	heading->is_known = true;
	if (strcmp(l->field, "-") == 0)
		return;
	heading->name = mapped_name(s, l);
	if (heading->name != NULL)
		claim(s, heading->name, column + 1);
}

/* ---- the whole */

static void
match(struct settling *s)
{
	for (size_t i = 0; i < s->h->count; i++) {
		struct heading *heading = &s->h->list[i];
		const struct field *f;

		if (heading->how != NULL || *heading->text == '\0' || s->rules->are_numbers)
			continue;
		heading->name = name_of(s, heading->text, &f);
		if (heading->name != NULL)
			claim(s, heading->name, i + 1);
		heading->is_known = heading->is_known || heading->name != NULL;
	}
}

static void
list_columns(const struct settling *s, struct buf *out)
{
	size_t listed = 0;

	for (size_t i = 0; i < s->h->count; i++) {
		if (*s->h->list[i].text == '\0')
			continue;
		if (listed++ == MOST_NAMED) {
			buf_text(out, ", ...");
			break;
		}
		buf_printf(out, "%s\"%s\"", listed == 1 ? "" : ", ", s->h->list[i].text);
	}
}

/* The unknown heading that is most like what is missing. */
static size_t
nearest_heading(const struct settling *s, const char *name, const struct field *f)
{
	size_t nearest = s->h->count, least = 3;

	for (size_t i = 0; i < s->h->count; i++) {
		const char *text = s->h->list[i].text;
		struct suggest suggest;

		if (s->h->list[i].is_known || *text == '\0')
			continue;
		suggest_init(&suggest, text);
		suggest_try(&suggest, name);
		for (const char *const *l = f == NULL ? NULL : f->labels; l != NULL && *l != NULL; l++)
			suggest_try(&suggest, *l);
		if (suggest.nearest != NULL && suggest.distance < least) {
			nearest = i;
			least = suggest.distance;
		}
	}
	return nearest;
}

/* Without the column that says which record a row is of, every row would be refused. */
static bool
has_key_column(struct settling *s)
{
	const struct type *type = s->rules->type;
	const struct field *code = s->rules->table == NULL ? type_code(type) : NULL;
	const char *name = code == NULL ? type->name : code->name;
	struct buf columns;
	uint32_t unused;
	size_t nearest;

	if (keymap_get(&s->claimed, name, strlen(name), &unused) ||
	    (code != NULL && (type_computes_code(type) ||
	                      (code->proposal_count > 0 && !s->rules->may_update))))
		return true;
	buf_init(&columns);
	list_columns(s, &columns);
	nearest = nearest_heading(s, name, code);
	if (nearest < s->h->count) {
		refuse(s, _("no column is the %s; the columns are %s; did you mean it by \"%s\"?"),
		       name, buf_string(&columns), s->h->list[nearest].text);
		s->h->list[nearest].is_known = true;
	} else {
		refuse(s, _("no column is the %s; the columns are %s; if the headings stand on another"
		            " line, --header-rows says on which"),
		       name, columns.size == 0 ? "-" : buf_string(&columns));
	}
	buf_clear(&columns);
	return false;
}

static void
refuse_unknown(struct settling *s)
{
	for (size_t i = 0; i < s->h->count; i++) {
		const struct heading *heading = &s->h->list[i];
		struct suggest suggest;
		char hint[128];

		if (heading->is_known || (*heading->text == '\0' && !s->rules->are_numbers))
			continue;
		if (s->rules->are_numbers) {
			refuse(s, _("the map does not say what column %zu is (- passes it over)"), i + 1);
			continue;
		}
		suggest_init(&suggest, heading->text);
		suggest_names(s, &suggest);
		refuse(s, _("%s has no field \"%s\"%s"), s->owner, heading->text,
		       suggest_text(&suggest, hint, sizeof hint));
	}
}

static void
settle(struct settling *s)
{
	const struct column_map *map = s->rules->map;

	keymap_init(&s->claimed);
	for (size_t i = 0; map != NULL && i < map->count; i++)
		apply_map_line(s, &map->list[i]);
	match(s);
	/* Where nothing at all is known, it is not a line of headings: one sentence says so. */
	if (s->fields != NULL && (has_key_column(s) || s->claimed.count > 0))
		refuse_unknown(s);
	keymap_clear(&s->claimed);
}

struct headings *
headings_new(const char *const *texts, size_t count, const struct heading_rules *rules,
             const char *file, int line, struct faults *faults)
{
	struct headings *h = mem_new(sizeof *h);
	struct settling s = { .h = h, .rules = rules, .faults = faults, .file = file, .line = line };

	arena_init(&h->arena);
	while (count > MOST_COLUMNS && *texts[count - 1] == '\0')
		count--;
	if (count > MOST_COLUMNS) {
		refuse(&s, _("has %zu columns, of which only %d can be read"), count, MOST_COLUMNS);
		return h;
	}
	h->count = count;
	h->list = arena_new(&h->arena, sizeof *h->list * (count + 1));
	for (size_t i = 0; i < count; i++)
		h->list[i].text = rules->are_numbers ? "" : clean(&h->arena, texts[i]);
	h->joined = arena_new(&h->arena,
	                      sizeof *h->joined * (rules->map == NULL ? 1 : rules->map->count + 1));
	if (rules->type != NULL) {
		s.fields = rules->table == NULL ? &rules->type->fields : rules->table->table;
		s.owner = rules->table == NULL ? rules->type->name : rules->table->name;
	}
	settle(&s);
	return h;
}

void
headings_free(struct headings *h)
{
	if (h == NULL)
		return;
	arena_clear(&h->arena);
	free(h);
}

/* ---- rows */

static enum err_code
read_date(const struct map_line *how, const char **text, struct arena *a, struct err *e)
{
	struct buf iso;
	bool read;

	if (how == NULL || how->date == NULL || **text == '\0')
		return ERR_OK;
	buf_init(&iso);
	read = map_date(*text, how->date, &iso);
	if (read)
		*text = arena_text(a, buf_string(&iso));
	buf_clear(&iso);
	return read ? ERR_OK : err_set(e, ERR_DATA, _("%s: \"%s\" is not a date written as %s"),
	                               how->field, *text, how->date);
}

static enum err_code
add_cell(struct item *item, const char *name, const struct map_line *how, const char *text,
         struct arena *a, struct err *e)
{
	enum err_code rc = read_date(how, &text, a, e);

	item->cells[item->count++] = (struct cell){
		.name = name, .text = text, .is_title = how != NULL && how->by_title,
	};
	return rc;
}

/* The parts with their columns; empty where all columns are. */
static const char *
joined_text(const struct joined *j, const char *const *cells, size_t count, struct arena *a)
{
	struct buf text;
	bool is_empty = true;
	const char *copy;

	buf_init(&text);
	for (size_t i = 0; i < j->how->part_count; i++) {
		const char *cell = j->how->parts[i].column == NULL || j->columns[i] >= count ? "" :
		                   cells[j->columns[i]];

		buf_text(&text, j->how->parts[i].text);
		buf_text(&text, cell);
		is_empty = is_empty && *cell == '\0';
	}
	copy = is_empty ? "" : arena_text(a, buf_string(&text));
	buf_clear(&text);
	return copy;
}

enum err_code
headings_item(const struct headings *h, const char *const *cells, size_t count, struct arena *a,
              struct item *out, struct err *e)
{
	enum err_code rc = ERR_OK;

	while (count > h->count && *cells[count - 1] == '\0')
		count--;
	if (count > h->count)
		return err_set(e, ERR_DATA, _("has %zu cells, but the header names %zu columns"), count,
		               h->count);
	out->cells = arena_new(a, sizeof *out->cells * (count + h->joined_count + 1));
	for (size_t i = 0; rc == ERR_OK && i < count; i++) {
		const struct heading *heading = &h->list[i];

		if (heading->name != NULL)
			rc = add_cell(out, heading->name, heading->how, cells[i], a, e);
		else if (!heading->is_known && *heading->text == '\0' && *cells[i] != '\0')
			rc = err_set(e, ERR_DATA,
			             _("column %zu has a value (\"%s\"), but no heading: the map can"
			               " name it by its number"),
			             i + 1, cells[i]);
	}
	for (size_t i = 0; rc == ERR_OK && i < h->joined_count; i++)
		rc = add_cell(out, h->joined[i].name, h->joined[i].how,
		              joined_text(&h->joined[i], cells, count, a), a, e);
	return rc;
}
