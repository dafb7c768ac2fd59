/* Implements "set --where", which changes many records in one act. */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/letters.h"
#include "base/print.h"
#include "command/bulk.h"
#include "record/change.h"
#include "registry/batch.h"
#include "registry/select.h"

struct bulk {
	struct invocation *in;
	struct batch *batch;
	uint64_t changed;
	enum err_code rc;
	struct err *e;
};

static void
print_value(const struct bulk *b, const struct value *v, const struct field *f)
{
	struct buf text;

	buf_init(&text);
	value_format(v, f, batch_directory(b->batch), FORM_SCREEN,
	             registry_schema(b->in->registry)->language, &text);
	print("%s", text.size > 0 ? buf_string(&text) : "-");
	buf_clear(&text);
}

/* Each field that changes, before it does. */
static bool
print_changes(const struct bulk *b, const struct record *before, const struct record *after)
{
	struct changes changes;
	bool any;

	changes_between(before, after, &changes);
	any = changes.count > 0;
	for (size_t i = 0; i < changes.count; i++) {
		char *code = registry_code(b->in->registry, before);

		print("%s  %s: ", code, changes.list[i].field->name);
		print_value(b, &changes.list[i].before, changes.list[i].field);
		print(" -> ");
		print_value(b, &changes.list[i].after, changes.list[i].field);
		putchar('\n');
		free(code);
	}
	changes_clear(&changes);
	return any;
}

static enum err_code
assign_all(struct bulk *b, struct record *r)
{
	enum err_code rc = ERR_OK;

	for (int i = 1; rc == ERR_OK && i < b->in->count; i++) {
		const char *name, *value;
		enum assign how;

		rc = assignment_split(b->in->arguments[i], &r->arena, &name, &how, &value, b->e);
		if (rc == ERR_OK)
			rc = record_assign(r, name, how, value, batch_directory(b->batch), b->e);
	}
	return rc;
}

static bool
change_one(void *context, const struct record *r)
{
	struct bulk *b = context;
	struct record *after = record_copy(r);
	struct problems problems = { 0 };

	b->rc = assign_all(b, after);
	if (b->rc == ERR_OK && print_changes(b, r, after)) {
		b->changed++;
		b->rc = batch_put(b->batch, after, &problems, b->e);
	}
	if (problems.count > 0) {
		char *code = registry_code(b->in->registry, r);

		err_prefix(b->e, "%s %s", r->type->name, code);
		free(code);
	}
	problems_clear(&problems);
	record_free(after);
	return b->rc == ERR_OK;
}

/* True if somebody at a terminal said yes, or nobody is there to be asked. */
bool
is_confirmed(const struct invocation *in, const char *question)
{
	char answer[16] = "";

	if (option_value(in, "yes") != NULL || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return true;
	fflush(stdout);
	print_to(stderr, "%s ", question);
	return fgets(answer, sizeof answer, stdin) != NULL &&
	       letters_answer(LETTERS_NO_YES, (unsigned char)*answer) == 'y';
}

static enum err_code
apply(struct bulk *b)
{
	bool is_trial = option_value(b->in, "dry-run") != NULL;
	struct batch_result result;
	char *question = mem_printf(ngettext("Change %llu record? (y/n)",
	                                     "Change %llu records? (y/n)", b->changed),
	                            (unsigned long long)b->changed);
	enum err_code rc = ERR_OK;

	if (is_trial || is_confirmed(b->in, question))
		rc = batch_apply(b->batch, is_trial, &result, b->e);
	else
		rc = err_set(b->e, ERR_INTERRUPTED, _("nothing was changed"));
	free(question);
	return rc;
}

/* What the log says of the act, which the caller frees: the fields, but no value, neither one asked for
 * nor one given. A sentence stays for good, and no erase reaches what it says. */
static char *
sentence_of(const struct invocation *in, const struct type *type)
{
	struct buf sentence;
	char *out;

	buf_init(&sentence);
	buf_text(&sentence, "set ");
	buf_text(&sentence, type->name);
	for (int i = 1; i < in->count; i++) {
		const char *assignment = in->arguments[i];
		size_t n = strcspn(assignment, "=");

		n -= n > 0 && strchr("+-", assignment[n - 1]) != NULL;
		buf_text(&sentence, i == 1 ? " " : ", ");
		buf_add(&sentence, assignment, n);
	}
	out = mem_text(buf_string(&sentence));
	buf_clear(&sentence);
	return out;
}

enum err_code
bulk_set(struct invocation *in, const char *where, struct err *e)
{
	struct bulk b = { .in = in, .e = e };
	struct select what = { 0 };
	struct query_scope scope = { registry_schema(in->registry), NULL, NULL };
	struct selection *s = NULL;
	char *sentence;
	enum err_code rc = get_type(in, in->arguments[0], &what.type, e);

	scope.type = what.type;
	if (rc == ERR_OK)
		rc = query_parse(where, &scope, &what.query, e);
	if (rc != ERR_OK)
		return rc;
	sentence = sentence_of(in, what.type);
	b.batch = batch_new(in->registry, ACT_SET, sentence);
	rc = registry_select(in->registry, &what, &s, e);
	if (rc == ERR_OK && selection_count(s) == 0)
		rc = err_set(e, ERR_NOT_FOUND, _("no record matches"));
	if (rc == ERR_OK)
		rc = selection_every(s, change_one, &b, e);
	if (rc == ERR_OK)
		rc = b.rc;
	if (rc == ERR_OK && b.changed > 0)
		rc = apply(&b);
	selection_free(s);
	batch_free(b.batch);
	query_free(what.query);
	free(sentence);
	return rc;
}
