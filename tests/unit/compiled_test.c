/* The compiled form of a schema gives what its text gives, and is never used where it does not fit. */
#include <config.h>

#include "schema/schema.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"
#include "store/tables.h"

/* ---- a schema as text, so that two can be compared */

static void
describe_names(const char *what, const struct field *const *fields, size_t count, struct buf *out)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(out, " %s:%s", what, fields[i]->name);
}

static void
describe_fields(const struct fields *fields, struct buf *out)
{
	for (size_t i = 0; i < fields->count; i++) {
		const struct field *f = &fields->list[i];

		buf_printf(out, "%d %s %u %d %d %d %" PRIx64 " \"%s\" \"%s\" %lld %lld %zu %s %s %s %d %d %d %d",
		           f->line, f->name, f->number, f->type, f->many, f->is_required, f->roles,
		           f->label, f->help == NULL ? "" : f->help, (long long)f->min,
		           (long long)f->max, f->max_length, f->preset == NULL ? "-" : f->preset,
		           f->unit == NULL ? "-" : f->unit, f->names == NULL ? "-" : f->names,
		           f->next, f->again, f->absent_means_from, f->is_indexed);
		for (size_t j = 0; j < f->choice_count; j++) {
			const struct choice *c = &f->choices[j];

			buf_printf(out, " %s=%u/%d/%d", c->name, c->number, c->role, c->is_retired);
			for (const char **label = c->labels; *label != NULL; label++)
				buf_printf(out, ",%s", *label);
		}
		for (size_t j = 0; j < f->target_count; j++)
			buf_printf(out, " >%s", f->targets[j]->name);
		describe_names("key", f->key, f->key_count, out);
		describe_names("part", f->parts, f->part_count, out);
		describe_names("proposal", f->proposal, f->proposal_count, out);
		buf_text(out, "\n");
		if (f->table != NULL)
			describe_fields(f->table, out);
	}
	for (size_t i = 0; i < fields->retired_count; i++)
		buf_printf(out, "retired %u\n", fields->retired[i]);
}

static void
describe_views(const struct type *t, struct buf *out)
{
	for (size_t i = 0; i < t->section_count; i++) {
		buf_printf(out, "section %s", t->sections[i].label);
		describe_names("field", t->sections[i].fields, t->sections[i].count, out);
		buf_text(out, "\n");
	}
	for (size_t i = 0; i < t->alike_count; i++)
		describe_names("alike", t->alike[i].fields, t->alike[i].count, out);
	for (size_t i = 0; i < t->view_count; i++) {
		const struct view *v = &t->views[i];

		buf_printf(out, "view %s \"%s\" %s %s%s %d %d\n", v->name, v->label,
		           v->query == NULL ? "-" : v->query, v->is_descending ? "-" : "",
		           v->sort->name, v->is_of_today, v->line);
		for (size_t j = 0; j < v->count; j++) {
			buf_printf(out, "column %s %d %d", v->columns[j].label, v->columns[j].width,
			           v->columns[j].is_flexible);
			describe_names("field", v->columns[j].fields, v->columns[j].count, out);
			buf_text(out, "\n");
		}
	}
}

static char *
described(const struct schema *s)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < s->count; i++) {
		const struct type *t = s->types[i];

		buf_printf(&out, "type %s %u %s \"%s\" \"%s\" \"%s\" %ld %s", t->name, t->number,
		           t->file, t->label, t->plural, t->help == NULL ? "" : t->help,
		           (long)t->menu, t->grid == NULL ? "-" : t->grid->name);
		for (const char **language = t->languages; *language != NULL; language++)
			buf_printf(&out, " %s", *language);
		buf_text(&out, "\n");
		describe_fields(&t->fields, &out);
		describe_views(t, &out);
	}
	return buf_take(&out);
}

/* ---- both ways */

struct forms {
	struct schema_sources sources;
	struct buf packed, compiled;
};

static void
forms_begin(struct forms *f)
{
	struct err e;

	if (schema_sources_load(NULL, &f->sources, &e) != ERR_OK)
		fail_msg("%s", e.text);
	buf_init(&f->packed);
	buf_init(&f->compiled);
	schema_sources_pack(&f->sources, &f->packed);
	schema_compile(&f->sources, &f->compiled);
}

static void
forms_end(struct forms *f)
{
	schema_sources_clear(&f->sources);
	buf_clear(&f->packed);
	buf_clear(&f->compiled);
}

static char *
opened(struct span packed, struct span compiled, const char *language, bool *was_compiled)
{
	struct schema *s;
	struct faults faults;
	struct err e;
	char *text;

	faults_init(&faults);
	if (schema_open(packed, compiled, language, &s, was_compiled, &faults, &e) != ERR_OK)
		fail_msg("%s", e.text);
	text = described(s);
	schema_free(s);
	faults_clear(&faults);
	return text;
}

static void
test_same_schema(void **state)
{
	static const char *const languages[] = { "en", "fr", "es", "xx" };
	struct forms f;

	(void)state;
	forms_begin(&f);
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
		bool was_compiled;
		char *text = opened(buf_span(&f.packed), (struct span){ 0 }, languages[i],
		                    &was_compiled);
		char *compiled;

		assert_false(was_compiled);
		compiled = opened(buf_span(&f.packed), buf_span(&f.compiled), languages[i],
		                  &was_compiled);
		assert_true(was_compiled);
		assert_string_equal(compiled, text);
		assert_true(strlen(text) > 10000);
		free(compiled);
		free(text);
	}
	forms_end(&f);
}

static void
test_damage(void **state)
{
	struct forms f;
	char *right;
	bool was_compiled;

	(void)state;
	forms_begin(&f);
	right = opened(buf_span(&f.packed), (struct span){ 0 }, "en", &was_compiled);
	for (size_t at = 0; at < f.compiled.size; at += at < 100 ? 1 : 997) {
		char *text;

		f.compiled.data[at] ^= 4;
		text = opened(buf_span(&f.packed), buf_span(&f.compiled), "en", &was_compiled);
		assert_false(was_compiled);
		assert_string_equal(text, right);
		f.compiled.data[at] ^= 4;
		free(text);
	}
	free(right);
	forms_end(&f);
}

static void
test_other_text(void **state)
{
	struct forms f, other;
	bool was_compiled;
	char *text;

	(void)state;
	forms_begin(&f);
	forms_begin(&other);
	schema_sources_add(&other.sources, "zz.conf", "# nothing but a comment\n");
	buf_reset(&other.packed);
	schema_sources_clear(&other.sources);
	shelf_sources(&other.sources);
	schema_sources_pack(&other.sources, &other.packed);
	text = opened(buf_span(&other.packed), buf_span(&f.compiled), "en", &was_compiled);
	assert_false(was_compiled);
	assert_non_null(strstr(text, "type thing"));
	free(text);
	forms_end(&other);
	forms_end(&f);
}

/* ---- in a store */

/* Puts what another program, or none, would have left where the compiled form is kept. */
static void
put_compiled(struct desk *d, struct span compiled)
{
	const struct store_options options = {
		.path = d->settings.store, .map_gib = 1, .readers = 16, .operator_name = "nobody",
	};
	struct store *s;
	struct txn *t;
	struct err e;

	registry_close(d->registry);
	d->registry = NULL;
	if (store_open(&options, &s, &e) != ERR_OK)
		fail_msg("%s", e.text);
	assert_int_equal(store_write(s, false, &t, &e), ERR_OK);
	assert_int_equal(meta_put(t, "compiled", compiled, &e), ERR_OK);
	assert_int_equal(store_commit(t, &e), ERR_OK);
	store_close(s);
	desk_reopen(d);
}

static size_t
count_faults(struct desk *d)
{
	struct faults faults;
	size_t count;
	struct err e;

	faults_init(&faults);
	registry_check(d->registry, &faults, NULL, NULL, &e);
	count = faults.count;
	faults_clear(&faults);
	return count;
}

static void
test_made_again(void **state)
{
	struct desk *d = *state;

	assert_int_equal(count_faults(d), 0);
	put_compiled(d, (struct span){ (const unsigned char *)"?", 1 });
	assert_int_equal(count_faults(d), 1);
	desk_save(d, desk_new(d, "place", "code=XX", "name=Elsewhere", NULL));
	assert_int_equal(count_faults(d), 0);
}

int
main(void)
{
	struct suite s = { 0 };

	suite_add(&s, "the compiled form gives the same schema in every language", test_same_schema,
	          NULL);
	suite_add(&s, "a compiled form with a bit flipped is not used", test_damage, NULL);
	suite_add(&s, "the compiled form of another schema is not used", test_other_text, NULL);
	suite_add_in(&s, "a compiled form that does not fit is named by check and made again by the next"
	                 " save",
	             test_made_again, desk_begin_furnished, desk_end);
	return suite_run(&s, "compiled");
}
