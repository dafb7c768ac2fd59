#include <config.h>

#include "desk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "registry/registry_internal.h"

int
desk_begin_on(void **state, struct schema_sources *sources)
{
	struct desk *d = mem_new(sizeof *d);
	struct faults faults;
	struct err e;

	setenv("CHANCERY_TODAY", "2026-11-24", 1);
	d->folder = folder_new();
	d->settings = (struct settings){
		.store = path_join(d->folder, "store"),
		.schema = "",
		.system_store = "",
		.language = "en",
		.link = "auto",
		.map = 1,
		.readers = 16,
		.operator_name = "amina",
		.role = OPERATOR_ROOT,
	};
	faults_init(&faults);
	if (registry_create(&d->settings, sources, &d->registry, &faults, &e) != ERR_OK) {
		fprintf(stderr, "%s\n", e.text);
		return 1;
	}
	faults_clear(&faults);
	schema_sources_clear(sources);
	*state = d;
	return 0;
}

int
desk_begin(void **state)
{
	struct schema_sources sources;

	shelf_sources(&sources);
	return desk_begin_on(state, &sources);
}

int
desk_end(void **state)
{
	struct desk *d = *state;
	struct faults faults;
	struct err e;

	faults_init(&faults);
	if (d->registry != NULL && registry_check(d->registry, &faults, NULL, NULL, &e) != ERR_OK) {
		fprintf(stderr, "%s\n", e.text);
		return 1;
	}
	faults_clear(&faults);
	registry_close(d->registry);
	folder_remove(d->folder);
	free((char *)(uintptr_t)d->settings.store);
	free(d);
	return 0;
}

enum err_code
desk_freeze(struct desk *d)
{
	struct visit v;
	struct err e;

	return visit_begin(d->registry, &v, &e);
}

void
desk_thaw(struct desk *d)
{
	struct visit v = { d->registry, true };

	visit_end(&v);
}

void
desk_reopen(struct desk *d)
{
	struct err e;

	registry_close(d->registry);
	if (registry_open(&d->settings, &d->registry, &e) != ERR_OK)
		fail_msg("%s", e.text);
}

const struct type *
desk_type(const struct desk *d, const char *type)
{
	const struct type *t;

	assert_int_equal(schema_find_type(registry_schema(d->registry), type, &t, NULL), ERR_OK);
	return t;
}

const struct field *
desk_field(const struct desk *d, const char *type, const char *field)
{
	const struct field *f = fields_find(&desk_type(d, type)->fields, field);

	assert_non_null(f);
	return f;
}

struct record *
desk_new(struct desk *d, const char *type, ...)
{
	struct record *r = record_new(desk_type(d, type));
	va_list args;

	va_start(args, type);
	record_fillv(r, registry_directory(d->registry), args);
	va_end(args);
	return r;
}

uint32_t
desk_save(struct desk *d, struct record *r)
{
	struct saved saved;
	struct err e;

	if (registry_save(d->registry, r, NULL, &saved, &e) != ERR_OK)
		fail_msg("%s", e.text);
	record_free(r);
	return saved.number;
}

void
desk_refused(struct desk *d, struct record *r, enum err_code code, const char *sentence)
{
	uint32_t number = r->number;
	uint64_t version = r->version;
	struct err e = { 0 };

	assert_int_equal(registry_save(d->registry, r, NULL, NULL, &e), code);
	assert_says(e.text, sentence);
	assert_int_equal(r->number, number);
	assert_int_equal(r->version, version);
	record_free(r);
}

struct record *
desk_get(struct desk *d, const char *type, const char *code)
{
	struct record *r;
	struct err e;

	if (registry_get(d->registry, desk_type(d, type), code, &r, &e) != ERR_OK)
		fail_msg("%s", e.text);
	return r;
}

void
desk_furnish(struct desk *d)
{
	desk_save(d, desk_new(d, "place", "code=CH", "name=Côte d'Azur", "kind=country", NULL));
	desk_save(d, desk_new(d, "place", "code=LK", "name=Sri Lanka", NULL));
	desk_save(d, desk_new(d, "place", "code=SN", "name=Sénégal", NULL));
	desk_save(d, desk_new(d, "thing", "code=T1", "title=First", "size=5", "start=2011-04",
	                      "home=CH", "covers=CH;LK", "members=party=CH,role=chair|party=LK",
	                      NULL));
	desk_save(d, desk_new(d, "thing", "code=T2", "title=Second", "size=-5", "home=LK",
	                      "parent=T1", "owner=place:CH", NULL));
	desk_save(d, desk_new(d, "step", "thing=T1", "text=begin", NULL));
	desk_save(d, desk_new(d, "step", "thing=T1", "text=end", "after=T1/1", NULL));
}

int
desk_begin_furnished(void **state)
{
	if (desk_begin(state) != 0)
		return 1;
	desk_furnish(*state);
	return 0;
}

void
assert_field(struct desk *d, const struct record *r, const char *field, const char *expected)
{
	const struct field *f = fields_find(&r->type->fields, field);
	struct buf text;

	buf_init(&text);
	value_format(record_value(r, f), f, registry_directory(d->registry), FORM_FILE, "en",
	             &text);
	assert_string_equal(buf_string(&text), expected);
	buf_clear(&text);
}

void
assert_count(struct desk *d, const char *type, uint64_t expected)
{
	uint64_t n;
	struct err e;

	assert_int_equal(registry_count(d->registry, desk_type(d, type), &n, &e), ERR_OK);
	assert_int_equal(n, expected);
}

static struct record *
random_thing(struct desk *d, uint32_t i, struct chance *c)
{
	static const char *const homes[] = { "home=", "home=CH", "home=LK", "home=AA", "home=zz" };
	static const char *const owners[] = { "owner=", "owner=place:CH", "owner=thing:T1" };
	static const char *const covers[] = { "covers=", "covers=LK", "covers=AA;CH" };
	static const char *const titles[] = { "title=", "title=Äpfel", "title=apples", "title=Zoo" };
	struct buf code, size, start;
	struct record *r;

	buf_init(&code);
	buf_init(&size);
	buf_init(&start);
	buf_printf(&code, "code=N%u-%u", (unsigned)(i * 37 % DESK_MANY), (unsigned)i);
	buf_printf(&size, "size=%d", (int)chance(c, 9) - 4);
	buf_printf(&start, "start=20%02u-%02u", (unsigned)chance(c, 4),
	           1 + (unsigned)chance(c, 12));
	r = desk_new(d, "thing", buf_string(&code), buf_string(&size), homes[chance(c, 5)],
	             owners[chance(c, 3)], covers[chance(c, 3)], titles[chance(c, 4)],
	             chance(c, 4) == 0 ? "start=" : buf_string(&start), NULL);
	buf_clear(&code);
	buf_clear(&size);
	buf_clear(&start);
	return r;
}

int
desk_begin_crowded(void **state)
{
	static const struct uuid nil;
	struct chance c = { 5 };
	struct batch_result result;
	struct batch *b;
	struct desk *d;
	struct err e;

	if (desk_begin_furnished(state) != 0)
		return 1;
	d = *state;
	desk_save(d, desk_new(d, "place", "code=zz", "name=Zürich", NULL));
	desk_save(d, desk_new(d, "place", "code=AA", "name=Aarhus", NULL));
	b = batch_new(d->registry, ACT_IMPORT, "crowd");
	for (uint32_t i = 0; i < DESK_MANY; i++) {
		struct record *r = random_thing(d, i, &c);
		struct problems p = { 0 };

		r->number = batch_announce_nameless(b, r->type, &nil);
		if (batch_put(b, r, &p, &e) != ERR_OK)
			return 1;
		record_free(r);
	}
	if (batch_apply(b, false, &result, &e) != ERR_OK)
		return 1;
	batch_free(b);
	return 0;
}
