/* Parses the text of a query into terms. The grammar, from the outside in:
 *
 *     query  = { either }                          all must hold
 *     either = unary { "|" unary }
 *     unary  = [ "-" ] ( phrase | field | rows | word )
 *     phrase = '"' ... '"'
 *     field  = path ( ":" | "=" | "<" | "<=" | ">" | ">=" ) [ value { "," value } ]
 *     rows   = path "{" query "}"
 *     path   = name { "." name } | '"' label '"'
 */
#include <config.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/text.h"
#include "query/parse_internal.h"

#define MOST_DEPTH  6
#define MOST_LENGTH 4000

static struct term *
new_term(struct parser *p, enum term_kind kind)
{
	struct term *t = arena_new(&p->query->arena, sizeof *t);

	t->kind = kind;
	return t;
}

/* ---- built-in names */

static enum err_code parse_query(struct parser *p, const struct query_scope *scope,
                                 struct term **out);

/* In any case, as field names are. */
static bool
is_word(const char *text, size_t size, const char *word)
{
	return size == strlen(word) && strncasecmp(text, word, size) == 0;
}

static enum err_code
parse_flag(struct parser *p, struct term **out)
{
	static const struct { const char *name; enum term_kind kind; } flags[] = {
		{ "overdue", TERM_OVERDUE }, { "mine", TERM_MINE }, { "tagged", TERM_TAGGED },
	};
	const char *at = p->at, *name;
	bool is_quoted;
	enum err_code rc = parse_value(p, &name, &is_quoted);

	if (rc != ERR_OK)
		return rc;
	for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
		if (is_word(name, strlen(name), flags[i].name)) {
			*out = new_term(p, flags[i].kind);
			return ERR_OK;
		}
	}
	return parse_mistake(p, at, _("is: knows overdue, mine and tagged, not \"%s\""), name);
}

/* A single term is not made a list: the planner starts with it. */
static enum err_code
parse_is(struct parser *p, struct term **out)
{
	struct term *any = new_term(p, TERM_OR), **link = &any->first;
	enum err_code rc;

	do {
		p->at++;
		rc = parse_flag(p, link);
		if (rc != ERR_OK)
			return rc;
		link = &(*link)->next;
	} while (*p->at == ',');
	*out = any->first->next == NULL ? any->first : any;
	return ERR_OK;
}

static enum err_code
parse_changed(struct parser *p, struct term **out)
{
	static const struct field changed = { .name = "changed", .type = FIELD_DATE };
	struct term *t = new_term(p, TERM_CHANGED);

	t->comparison = parse_comparison(p);
	*out = t;
	return parse_values(p, &changed, t);
}

static enum err_code
parse_by(struct parser *p, struct term **out)
{
	struct term *t = new_term(p, TERM_BY);
	enum err_code rc;

	p->at++;
	rc = parse_values(p, NULL, t);
	*out = t;
	return rc;
}

/* not-in:TYPE.TABLE{query} */
static enum err_code
parse_not_in(struct parser *p, const struct query_scope *scope, struct term **out)
{
	struct term *t = new_term(p, TERM_NOT_IN);
	const char *start = ++p->at, *brace = strchr(start, '{'), *dot;
	char *type;
	struct err e;
	enum err_code rc;

	if (query_scope_fields(scope)->by_role[ROLE_PARTY] == NULL)
		return parse_mistake(p, start, _("not-in: is for rows that have a party"));
	if (brace == NULL || (dot = memchr(start, '.', (size_t)(brace - start))) == NULL)
		return parse_mistake(p, start, _("not-in: is written not-in:TYPE.TABLE{query}"));
	if (p->depth == MOST_DEPTH)
		return parse_mistake(p, brace, _("the braces go too deep"));
	type = arena_textn(&p->query->arena, start, (size_t)(dot - start));
	t->other.schema = scope->schema;
	if (schema_find_type(scope->schema, type, &t->other.type, &e) != ERR_OK)
		return parse_mistake(p, start, "%s", e.text);
	type = arena_textn(&p->query->arena, dot + 1, (size_t)(brace - dot - 1));
	t->other.table = query_field(&t->other.type->fields, type);
	if (t->other.table == NULL || t->other.table->type != FIELD_TABLE ||
	    t->other.table->table->by_role[ROLE_PARTY] == NULL)
		return parse_mistake(p, dot + 1, _("%s has no table \"%s\" with a party"),
		                     t->other.type->name, type);
	p->at = brace + 1;
	p->depth++;
	rc = parse_query(p, &t->other, &t->first);
	p->depth--;
	if (rc == ERR_OK && *p->at++ != '}')
		rc = parse_mistake(p, brace, _("the brace is not closed"));
	*out = t;
	return rc;
}

/* In a query of rows the type's own name stands for the record's code. */
static enum err_code
parse_parent(struct parser *p, const struct query_scope *scope, struct term **out)
{
	struct term *t = new_term(p, TERM_PARENT);
	enum err_code rc;

	t->comparison = parse_comparison(p);
	if (t->comparison != CMP_HAS && t->comparison != CMP_EXACT)
		return parse_mistake(p, p->at - 1,
		                     _("a code can be compared by \":\" and \"=\" only"));
	rc = parse_values(p, NULL, t);
	for (size_t i = 0; i < t->operand_count; i++)
		t->operands[i].of = scope->type;
	*out = t;
	return rc;
}

/* Handles a name that is not a field of the scope. *was_builtin: it is a name of the query
 * language. */
static enum err_code
parse_builtin(struct parser *p, const struct query_scope *scope, const char *end,
              struct term **out, bool *was_builtin)
{
	size_t n = (size_t)(end - p->at);
	const char *start = p->at;

	*was_builtin = true;
	p->at = end;
	if (is_word(start, n, "is") && *end == ':')
		return parse_is(p, out);
	if (is_word(start, n, "by") && *end == ':')
		return parse_by(p, out);
	if (is_word(start, n, "changed") && *end != '{')
		return parse_changed(p, out);
	if (is_word(start, n, "not-in") && *end == ':')
		return parse_not_in(p, scope, out);
	if (scope->table != NULL && is_word(start, n, scope->type->name) && *end != '{')
		return parse_parent(p, scope, out);
	p->at = start;
	*was_builtin = false;
	return ERR_OK;
}

/* ---- terms */

static enum err_code
parse_rows(struct parser *p, const struct query_scope *scope, struct term *t)
{
	const char *brace = p->at++;
	const struct field *last = t->path.steps[t->path.count - 1];
	struct query_scope inner = { scope->schema, last->of, last };
	enum err_code rc;

	if (last->type != FIELD_TABLE)
		return parse_mistake(p, brace, _("\"%s\" is not a table: braces are for rows"),
		                     last->name);
	if (p->depth == MOST_DEPTH)
		return parse_mistake(p, brace, _("the braces go too deep"));
	t->kind = TERM_ROWS;
	p->depth++;
	rc = parse_query(p, &inner, &t->first);
	p->depth--;
	if (rc == ERR_OK && *p->at != '}')
		return parse_mistake(p, brace, _("the brace is not closed"));
	p->at++;
	return rc;
}

static const struct field *
fields_find_in_any_case(const struct fields *fields, const char *name, size_t size)
{
	for (size_t i = 0; i < fields->count; i++) {
		if (is_word(name, size, fields->list[i].name))
			return &fields->list[i];
	}
	return NULL;
}

static enum err_code
parse_field(struct parser *p, const struct query_scope *scope, const char *end, struct term **out)
{
	struct term *t = new_term(p, TERM_FIELD);
	const struct field *last;
	bool was_builtin;
	enum err_code rc = ERR_OK;

	/* Field names come first, then built-in names, then labels. */
	last = fields_find_in_any_case(query_scope_fields(scope), p->at, (size_t)(end - p->at));
	if (last == NULL) {
		rc = parse_builtin(p, scope, end, out, &was_builtin);
		if (rc != ERR_OK || was_builtin)
			return rc;
	}
	*out = t;
	rc = parse_path(p, scope, end, &t->path);
	if (rc != ERR_OK)
		return rc;
	if (*p->at == '{')
		return parse_rows(p, scope, t);
	last = t->path.steps[t->path.count - 1];
	t->comparison = parse_comparison(p);
	rc = parse_values(p, last, t);
	for (size_t i = 0; rc == ERR_OK && i < t->operand_count; i++) {
		if (last->type == FIELD_TABLE && !t->operands[i].is_nothing &&
		    !t->operands[i].is_anything)
			return parse_mistake(p, end, _("\"%s\" is a table: ask for one of its columns (%s.%s:...)"),
			               last->name, last->name, last->table->list[0].name);
	}
	return rc;
}

static enum err_code
parse_words(struct parser *p, struct term **out)
{
	struct term *t = new_term(p, TERM_WORDS);
	const char *start = p->at;
	struct buf folded;

	while (*p->at != '\0' && *p->at != ' ' && *p->at != '|' && *p->at != '"' &&
	       !(*p->at == '}' && p->depth > 0))
		p->at++;
	if (p->at == start)
		return parse_mistake(p, p->at, _("a word is missing"));
	t->whole = arena_textn(&p->query->arena, start, (size_t)(p->at - start));
	t->folded = fold_words(&p->query->arena, t->whole);
	buf_init(&folded);
	text_fold(t->whole, strlen(t->whole), &folded);
	t->whole = arena_textn(&p->query->arena, (const char *)folded.data, folded.size);
	buf_clear(&folded);
	*out = t;
	return ERR_OK;
}

static enum err_code
parse_unary(struct parser *p, const struct query_scope *scope, struct term **out)
{
	const char *end;
	enum err_code rc;

	if (*p->at == '-' && p->at[1] != '\0' && p->at[1] != ' ') {
		struct term *t = new_term(p, TERM_NOT);

		p->at++;
		*out = t;
		return parse_unary(p, scope, &t->first);
	}
	end = parse_path_end(p->at);
	if (end != NULL)
		return parse_field(p, scope, end, out);
	if (*p->at == '"') {
		const char *text;
		struct term *t = new_term(p, TERM_PHRASE);

		*out = t;
		rc = parse_quoted(p, &text);
		if (rc == ERR_OK)
			t->folded = fold_words(&p->query->arena, text);
		return rc;
	}
	return parse_words(p, out);
}

static enum err_code
parse_either(struct parser *p, const struct query_scope *scope, struct term **out)
{
	struct term *first, *last;
	enum err_code rc = parse_unary(p, scope, &first);

	if (rc != ERR_OK || *p->at != '|') {
		*out = first;
		return rc;
	}
	*out = new_term(p, TERM_OR);
	(*out)->first = last = first;
	while (rc == ERR_OK && *p->at == '|') {
		p->at++;
		rc = parse_unary(p, scope, &last->next);
		last = last->next;
	}
	return rc;
}

/* All terms up to the end, or to the brace that closes them. */
static enum err_code
parse_query(struct parser *p, const struct query_scope *scope, struct term **out)
{
	struct term *all = new_term(p, TERM_AND), **link = &all->first;

	*out = all;
	for (;;) {
		enum err_code rc;

		while (*p->at == ' ')
			p->at++;
		if (*p->at == '\0' || (*p->at == '}' && p->depth > 0))
			return ERR_OK;
		rc = parse_either(p, scope, link);
		if (rc != ERR_OK)
			return rc;
		if (*p->at != '\0' && *p->at != ' ' && !(*p->at == '}' && p->depth > 0))
			return parse_mistake(p, p->at, _("a blank is missing between two terms"));
		link = &(*link)->next;
	}
}

/* *out is NULL where nothing is asked. */
static enum err_code
parse_text(struct query *q, const char *text, struct term **out, struct err *e)
{
	struct parser p = { .text = text, .at = text, .query = q, .e = e };
	enum err_code rc;

	*out = NULL;
	/* The length bounds the depth: every level takes at least one character. */
	if (strlen(text) > MOST_LENGTH)
		return err_set(e, ERR_USAGE, _("the query is longer than %d characters"),
		               MOST_LENGTH);
	rc = parse_query(&p, &q->scope, out);
	if (rc != ERR_OK || (*out)->first == NULL)
		*out = NULL;
	return rc;
}

enum err_code
query_parse(const char *text, const struct query_scope *scope, struct query **out, struct err *e)
{
	struct query *q = mem_new(sizeof *q);
	enum err_code rc;

	*out = NULL;
	arena_init(&q->arena);
	q->scope = *scope;
	rc = parse_text(q, text, &q->root, e);
	if (rc == ERR_OK)
		*out = q;
	else
		query_free(q);
	return rc;
}

enum err_code
query_narrow(struct query *q, const char *text, struct err *e)
{
	struct term *more, *all;
	enum err_code rc = parse_text(q, text, &more, e);

	if (rc != ERR_OK || more == NULL)
		return rc;
	if (q->root != NULL) {
		all = arena_new(&q->arena, sizeof *all);
		all->kind = TERM_AND;
		all->first = q->root;
		q->root->next = more;
		more = all;
	}
	q->root = more;
	return ERR_OK;
}

static void
free_parties(struct term *t)
{
	for (; t != NULL; t = t->next) {
		free(t->parties);
		free_parties(t->first);
	}
}

void
query_free(struct query *q)
{
	if (q == NULL)
		return;
	free_parties(q->root);
	arena_clear(&q->arena);
	free(q);
}

bool
query_is_empty(const struct query *q)
{
	return q == NULL || q->root == NULL;
}
