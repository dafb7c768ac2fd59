/* Computes what one value would change in many records, and changes them in one act. */
#include <config.h>

#include "view/list/apply.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "registry/batch.h"

static void
append_value(struct registry *r, const struct value *v, const struct field *f, struct buf *out)
{
	size_t before = out->size;

	value_format(v, f, registry_directory(r), FORM_SCREEN, registry_schema(r)->language, out);
	if (out->size == before)
		buf_text(out, "-");
}

static void
add_change(struct registry *r, struct apply *a, const struct record *before,
           const struct record *after)
{
	struct apply_change *c;
	struct buf sentence;

	buf_init(&sentence);
	append_value(r, record_value(before, a->field), a->field, &sentence);
	buf_text(&sentence, " -> ");
	append_value(r, record_value(after, a->field), a->field, &sentence);
	MEM_ROOM(a->list, a->count, a->room);
	c = &a->list[a->count++];
	*c = (struct apply_change){ before->number, registry_code(r, before), buf_take(&sentence) };
}

struct looking {
	struct registry *registry;
	struct apply *apply;
	enum err_code rc;
	struct err *e;
};

static bool
look_at(void *context, const struct record *before)
{
	struct looking *l = context;
	const struct apply *a = l->apply;
	struct record *after = record_copy(before);
	struct changes changes = { 0 };

	l->rc = record_assign(after, a->field->name, a->how, a->text,
	                      registry_directory(l->registry), l->e);
	if (l->rc == ERR_OK) {
		changes_between(before, after, &changes);
		if (changes.count > 0)
			add_change(l->registry, l->apply, before, after);
		changes_clear(&changes);
	}
	record_free(after);
	return l->rc == ERR_OK;
}

static enum err_code
look_at_tagged(struct looking *l, const struct list *list)
{
	for (size_t i = 0; i < list->tag_count && l->rc == ERR_OK; i++) {
		struct record *record;

		/* What was removed since it was tagged is nobody's wish any more. */
		if (registry_get_number(list->registry, list->tags[i], &record, NULL) != ERR_OK)
			continue;
		look_at(l, record);
		record_free(record);
	}
	return l->rc;
}

enum err_code
apply_open(struct list *list, const struct field *field, const char *text, struct apply *out,
           struct err *e)
{
	struct looking l = { list->registry, out, ERR_OK, e };
	uint64_t count = list->tag_count > 0 ? list->tag_count : list_count(list);
	enum err_code rc;

	*out = (struct apply){ .field = field, .how = ASSIGN_SET };
	if (count > APPLY_MOST)
		return err_set(e, ERR_USAGE,
		               _("%" PRIu64 " are too many to look through: limit the list or "
		                 "tag some"),
		               count);
	if ((field->many == MANY_SET || field->many == MANY_LIST) && (*text == '+' || *text == '-'))
		out->how = *text++ == '+' ? ASSIGN_ADD : ASSIGN_TAKE;
	out->text = mem_text(text);
	if (list->tag_count > 0)
		return look_at_tagged(&l, list);
	rc = selection_every(list->selection, look_at, &l, e);
	return rc == ERR_OK ? l.rc : rc;
}

void
apply_close(struct apply *a)
{
	for (size_t i = 0; i < a->count; i++) {
		free(a->list[i].code);
		free(a->list[i].sentence);
	}
	free(a->list);
	free(a->text);
}

static enum err_code
change_one(struct registry *r, struct batch *b, const struct apply *a, uint32_t number,
           struct err *e)
{
	struct problems problems = { 0 };
	struct record *record;
	enum err_code rc = registry_get_number(r, number, &record, e);

	if (rc != ERR_OK)
		return rc;
	rc = record_assign(record, a->field->name, a->how, a->text, batch_directory(b), e);
	if (rc == ERR_OK)
		rc = batch_put(b, record, &problems, e);
	if (rc != ERR_OK) {
		char *code = registry_code(r, record);

		err_prefix(e, "%s", code);
		free(code);
	}
	problems_clear(&problems);
	record_free(record);
	return rc;
}

enum err_code
apply_to(struct registry *r, const struct type *type, const struct apply *a,
         const uint32_t *numbers, size_t count, struct err *e)
{
	/* No value: no erase reaches what a sentence says. */
	char *sentence = mem_printf("set %s %s", type->name, a->field->name);
	struct batch *b = batch_new(r, ACT_SET, sentence);
	struct batch_result result;
	enum err_code rc = ERR_OK;

	for (size_t i = 0; i < count && rc == ERR_OK; i++)
		rc = change_one(r, b, a, numbers[i], e);
	if (rc == ERR_OK)
		rc = batch_apply(b, false, &result, e);
	batch_free(b);
	free(sentence);
	return rc;
}
