/* Counts records by what paths lead to. */
#include <config.h>

#include "figures/count.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/date_words.h"
#include "base/intl.h"
#include "registry/select.h"

/* ---- paths */

static const struct bucket_name {
	const char *ending;
	enum bucket bucket;
} bucket_names[] = {
	{ ".year", BUCKET_YEAR }, { ".quarter", BUCKET_QUARTER }, { ".month", BUCKET_MONTH },
	{ ".decade", BUCKET_DECADE },
};

/* Takes the ending that says how much of a date is meant off the text. */
static enum bucket
take_bucket(char *text)
{
	size_t size = strlen(text);

	for (size_t i = 0; i < sizeof bucket_names / sizeof bucket_names[0]; i++) {
		size_t n = strlen(bucket_names[i].ending);

		if (size > n && strcmp(text + size - n, bucket_names[i].ending) == 0) {
			text[size - n] = '\0';
			return bucket_names[i].bucket;
		}
	}
	return BUCKET_NONE;
}

static bool
has_days(const struct field *f)
{
	return f->type == FIELD_DATE || f->type == FIELD_PERIOD;
}

enum err_code
count_path_parse(const char *text, const struct query_scope *scope, struct count_path *out,
                 struct err *e)
{
	char *plain = mem_text(text);
	enum err_code rc = path_parse(text, scope, &out->path, NULL);

	out->name = text;
	out->bucket = BUCKET_NONE;
	if (rc != ERR_OK) {
		out->bucket = take_bucket(plain);
		rc = path_parse(plain, scope, &out->path, e);
	}
	free(plain);
	if (rc == ERR_OK && path_is_sensitive(&out->path))
		rc = err_set(e, ERR_USAGE, _("%s is sensitive: nothing is counted by it"), text);
	if (rc == ERR_OK && out->bucket != BUCKET_NONE &&
	    !has_days(path_field(&out->path, scope)))
		rc = err_set(e, ERR_USAGE, _("%s is neither a date nor a period"), text);
	if (rc == ERR_OK && (out->path.is_count || path_field(&out->path, scope)->type == FIELD_TABLE))
		rc = err_set(e, ERR_USAGE, _("nothing is counted by %s: name a field of its rows"), text);
	return rc;
}

/* ---- the values of one record */

struct value_key {
	char *key, *label;
};

struct value_keys {
	struct value_key *list;
	size_t count, room;
};

struct counting {
	struct registry *registry;
	const struct count_question *question;
	const struct query_context *context;
	enum bucket bucket;             /* of the path that is being walked */
	struct value_keys keys[MOST_COUNT_PATHS];
	size_t at;                      /* that path */
	struct counts *out;
};

/* What is less known than the bucket asks for has a line of its own, and is never guessed. */
static void
put_date(partial_date d, enum bucket bucket, struct buf *key, struct buf *label)
{
	int year = (int)(d / 10000), month = (int)(d / 100 % 100);

	if (bucket == BUCKET_DECADE) {
		buf_printf(key, "%ds", year / 10 * 10);
	} else if (bucket == BUCKET_YEAR) {
		buf_printf(key, "%d", year);
	} else if (month == 0) {
		buf_printf(key, "%d", year);
		buf_printf(label, bucket == BUCKET_MONTH ? _("%d, month not known") :
		                                           _("%d, quarter not known"), year);
		return;
	} else if (bucket == BUCKET_QUARTER) {
		buf_printf(key, "%d-Q%d", year, (month + 2) / 3);
	} else {
		buf_printf(key, "%d-%02d", year, month);
	}
	buf_text(label, buf_string(key));
}

/* A period that is longer than the bucket is its own line. */
static void
put_period(int32_t period, enum bucket bucket, struct buf *key, struct buf *label)
{
	static const int most[] = { [BUCKET_YEAR] = 12, [BUCKET_QUARTER] = 3, [BUCKET_MONTH] = 1,
		                    [BUCKET_DECADE] = 12 };
	char text[DATE_TEXT];

	if (period % 100 <= most[bucket]) {
		put_date(period_first(period), bucket, key, label);
		return;
	}
	period_format(period, text);
	buf_text(key, text);
	buf_text(label, text);
}

static void
put_value(const struct counting *c, const struct field *f, const struct value *v, struct buf *key,
          struct buf *label)
{
	const struct directory *d = registry_directory(c->registry);
	const char *language = registry_schema(c->registry)->language;

	if (value_is_small_count(v, f) || value_is_hidden(v, f, d)) {
		buf_printf(key, "<%d", SMALL_COUNT);
		buf_text(label, buf_string(key));
		return;
	}
	if (c->bucket != BUCKET_NONE && f->type == FIELD_DATE) {
		put_date((partial_date)v->number, c->bucket, key, label);
		return;
	}
	if (c->bucket != BUCKET_NONE && f->type == FIELD_PERIOD) {
		put_period((int32_t)v->number, c->bucket, key, label);
		return;
	}
	value_format(v, f, d, FORM_FILE, "en", key);
	if (f->type == FIELD_REFERENCE) {
		d->code(d->context, (uint32_t)v->number, label);
		buf_text(label, "  ");
		d->title(d->context, (uint32_t)v->number, language, label);
	} else {
		value_format(v, f, d, FORM_SCREEN, language, label);
	}
}

static void
add_key(struct value_keys *keys, char *key, char *label)
{
	for (size_t i = 0; i < keys->count; i++) {
		if (strcmp(keys->list[i].key, key) == 0) {
			free(key);
			free(label);
			return;
		}
	}
	MEM_ROOM(keys->list, keys->count, keys->room);
	keys->list[keys->count++] = (struct value_key){ key, label };
}

static void
take_value(void *context, const struct record *r, const struct field *f, const struct value *v)
{
	struct counting *c = context;
	struct buf key, label;

	(void)r;
	if (v->kind == VALUE_LIST) {
		for (uint32_t i = 0; i < v->count; i++)
			take_value(c, r, f, &v->items[i]);
		return;
	}
	buf_init(&key);
	buf_init(&label);
	put_value(c, f, v, &key, &label);
	add_key(&c->keys[c->at], buf_take(&key), buf_take(&label));
}

/* ---- lines */

static int
compare_keys(const struct count_line *line, const char *const *keys, size_t count)
{
	int order = 0;

	for (size_t i = 0; order == 0 && i < count; i++)
		order = strcmp(line->keys[i], keys[i]);
	return order;
}

static struct count_line *
line_of(struct counting *c, const struct value_key *const *chosen)
{
	struct counts *out = c->out;
	size_t low = 0, high = out->count, paths = c->question->path_count;
	const char *keys[MOST_COUNT_PATHS];
	struct count_line line = { 0 };

	for (size_t i = 0; i < paths; i++)
		keys[i] = chosen[i]->key;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare_keys(&out->list[middle], keys, paths);

		if (order == 0)
			return &out->list[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (size_t i = 0; i < paths; i++) {
		line.keys[i] = mem_text(chosen[i]->key);
		line.labels[i] = mem_text(chosen[i]->label);
	}
	MEM_ROOM(out->list, out->count, out->room);
	memmove(out->list + low + 1, out->list + low, sizeof *out->list * (out->count - low));
	out->list[low] = line;
	out->count++;
	return &out->list[low];
}

/* Every combination of a value of each path. */
static void
count_lines(struct counting *c, const struct value_key **chosen, size_t path)
{
	if (path == c->question->path_count) {
		line_of(c, chosen)->count++;
		return;
	}
	for (size_t i = 0; i < c->keys[path].count; i++) {
		chosen[path] = &c->keys[path].list[i];
		count_lines(c, chosen, path + 1);
	}
}

static bool
count_record(void *context, const struct record *r)
{
	struct counting *c = context;
	const struct value_key *chosen[MOST_COUNT_PATHS];

	for (c->at = 0; c->at < c->question->path_count; c->at++) {
		const struct count_path *p = &c->question->paths[c->at];

		c->bucket = p->bucket;
		path_values(&p->path, c->context, r, NULL, take_value, c);
		if (c->keys[c->at].count == 0)
			add_key(&c->keys[c->at], mem_text(""), mem_text(_("(none)")));
		c->out->are_overlapping |= c->keys[c->at].count > 1;
	}
	count_lines(c, chosen, 0);
	c->out->records++;
	for (size_t i = 0; i < c->question->path_count; i++) {
		for (size_t j = 0; j < c->keys[i].count; j++) {
			free(c->keys[i].list[j].key);
			free(c->keys[i].list[j].label);
		}
		c->keys[i].count = 0;
	}
	return true;
}

enum err_code
counts_read(struct registry *r, const struct count_question *q, struct counts *out, struct err *e)
{
	const struct select what = { .type = q->type, .query = q->query, .as_of = q->as_of };
	struct query_context *context = registry_query_context(r, q->as_of);
	struct counting c = { .registry = r, .question = q, .context = context, .out = out };
	struct selection *s = NULL;
	enum err_code rc;

	*out = (struct counts){ 0 };
	rc = registry_select(r, &what, &s, e);
	if (rc == ERR_OK)
		rc = selection_every(s, count_record, &c, e);
	selection_free(s);
	for (size_t i = 0; i < MOST_COUNT_PATHS; i++)
		free(c.keys[i].list);
	free(context);
	return rc;
}

void
counts_clear(struct counts *c)
{
	for (size_t i = 0; i < c->count; i++) {
		for (size_t j = 0; j < MOST_COUNT_PATHS; j++) {
			free(c->list[i].keys[j]);
			free(c->list[i].labels[j]);
		}
	}
	free(c->list);
	*c = (struct counts){ 0 };
}

/* The order of the keys decides between equal counts. */
static int
by_count(const void *a, const void *b)
{
	const struct count_line *x = a, *y = b;
	int order = 0;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	for (size_t i = 0; order == 0 && i < MOST_COUNT_PATHS && x->keys[i] != NULL; i++)
		order = strcmp(x->keys[i], y->keys[i]);
	return order;
}

void
counts_sort(struct counts *c)
{
	if (c->count > 1)
		qsort(c->list, c->count, sizeof *c->list, by_count);
}
