/* Evaluates the plural rule of a catalogue. */
#include <config.h>

#include "base/plural.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "base/number.h"

#define DEEPEST 32              /* how deep parentheses and conditions may nest */
#define MOST_FORMS 16

/* An expression is evaluated while it is parsed: it has a few dozen characters, and few messages
 * need it. */
struct evaluation {
	const char *at;
	unsigned long n;
	int depth;
	bool is_wrong;
};

/* Longer operators come before their own prefixes. */
static const struct operator {
	const char *text;
	int strength;
	enum { OR, AND, EQUAL, UNEQUAL, AT_MOST, AT_LEAST, LESS, MORE, PLUS, MINUS, TIMES, DIVIDE, MODULO } id;
} operators[] = {
	{ "||", 1, OR },      { "&&", 2, AND },     { "==", 3, EQUAL }, { "!=", 3, UNEQUAL },
	{ "<=", 4, AT_MOST }, { ">=", 4, AT_LEAST }, { "<", 4, LESS },  { ">", 4, MORE },
	{ "+", 5, PLUS },     { "-", 5, MINUS },    { "*", 6, TIMES },  { "/", 6, DIVIDE },
	{ "%", 6, MODULO },
};

static unsigned long condition(struct evaluation *v);

static void
pass_blanks(struct evaluation *v)
{
	v->at += strspn(v->at, " \t");
}

static bool
pass(struct evaluation *v, char c)
{
	pass_blanks(v);
	if (*v->at != c)
		return false;
	v->at++;
	return true;
}

static unsigned long
operand(struct evaluation *v)
{
	bool is_negated = false, is_logical = false;
	unsigned long result = 0;
	int64_t given = 0;

	while (pass(v, '!')) {
		is_negated = !is_negated;
		is_logical = true;
	}
	if (pass(v, 'n')) {
		result = v->n;
	} else if (pass(v, '(')) {
		result = condition(v);
		v->is_wrong = !pass(v, ')') || v->is_wrong;
	} else if (isdigit((unsigned char)*v->at)) {
		v->is_wrong = !number_take(v->at, 0, INT32_MAX, &given, &v->at) || v->is_wrong;
		result = (unsigned long)given;
	} else {
		v->is_wrong = true;
	}
	return is_logical ? (result != 0) != is_negated : result;
}

static unsigned long
apply(const struct operator *o, unsigned long a, unsigned long b)
{
	switch (o->id) {
	case OR:       return a != 0 || b != 0;
	case AND:      return a != 0 && b != 0;
	case EQUAL:    return a == b;
	case UNEQUAL:  return a != b;
	case AT_MOST:  return a <= b;
	case AT_LEAST: return a >= b;
	case LESS:     return a < b;
	case MORE:     return a > b;
	case PLUS:     return a + b;
	case MINUS:    return a - b;
	case TIMES:    return a * b;
	case DIVIDE:   return b == 0 ? 0 : a / b;
	default:       return b == 0 ? 0 : a % b;
	}
}

static const struct operator *
next_operator(struct evaluation *v, int weakest)
{
	pass_blanks(v);
	for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
		const struct operator *o = &operators[i];

		if (strncmp(v->at, o->text, strlen(o->text)) == 0)
			return o->strength >= weakest ? o : NULL;
	}
	return NULL;
}

/* Parses operators of at least this precedence, from left to right. The recursion is as deep as
 * there are levels of precedence. */
static unsigned long
chain(struct evaluation *v, int weakest)
{
	unsigned long left = operand(v);
	const struct operator *o;

	while (!v->is_wrong && (o = next_operator(v, weakest)) != NULL) {
		v->at += strlen(o->text);
		left = apply(o, left, chain(v, o->strength + 1));
	}
	return left;
}

static unsigned long
condition(struct evaluation *v)
{
	unsigned long result = 0, yes, no;

	if (++v->depth > DEEPEST)
		v->is_wrong = true;
	if (!v->is_wrong)
		result = chain(v, 1);
	if (!v->is_wrong && pass(v, '?')) {
		yes = condition(v);
		v->is_wrong = !pass(v, ':') || v->is_wrong;
		no = v->is_wrong ? 0 : condition(v);
		result = result != 0 ? yes : no;
	}
	v->depth--;
	return result;
}

static bool
evaluate(const char *expression, unsigned long n, unsigned long *out)
{
	struct evaluation v = { .at = expression, .n = n };

	*out = condition(&v);
	pass_blanks(&v);
	return !v.is_wrong && (*v.at == ';' || *v.at == '\n' || *v.at == '\0');
}

bool
plural_read(const char *header, struct plural *out)
{
	static const char line[] = "Plural-Forms:", forms[] = "nplurals=", rule[] = "plural=";
	const char *p = strstr(header, line), *end, *expression;
	unsigned long unused;
	int64_t count;

	*out = (struct plural){ "n != 1", 2 };
	if (p == NULL)
		return false;
	p += sizeof line - 1;
	p += strspn(p, " \t");
	end = p + strcspn(p, "\n");
	if (strncmp(p, forms, sizeof forms - 1) != 0)
		return false;
	p += sizeof forms - 1;
	expression = strstr(p, rule);
	if (!number_take(p, 1, MOST_FORMS, &count, &p) || expression == NULL || expression > end)
		return false;
	expression += sizeof rule - 1;
	if (!evaluate(expression, 0, &unused))
		return false;
	*out = (struct plural){ expression, (unsigned long)count };
	return true;
}

unsigned long
plural_form(const struct plural *p, unsigned long n)
{
	unsigned long form;

	return evaluate(p->expression, n, &form) && form < p->forms ? form : 0;
}
