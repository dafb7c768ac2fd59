/* Reads libconfig files by tables of keys, and reports every mistake with its line. */
#include <config.h>

#include "settings/conf.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/intl.h"
#include "base/suggest.h"
#include "base/text.h"

void
conf_fault(struct conf *c, const config_setting_t *setting, const char *format, ...)
{
	const char *file = setting == NULL ? NULL : config_setting_source_file(setting);
	int line = setting == NULL ? 0 : (int)config_setting_source_line(setting);
	va_list args;
	struct err e;

	va_start(args, format);
	err_setv(&e, ERR_DATA, format, args);
	va_end(args);
	faults_add(c->faults, file == NULL ? c->file : file, line, "%s", e.text);
}

/* ---- numbers: libconfig 1.5 turns 2147483648 into -2147483648 without a word, so the text itself
 * is looked through for what does not fit into 32 bits */

static bool
fits(const char *digits, size_t n)
{
	bool is_hex = n > 2 && digits[0] == '0' && (digits[1] | 0x20) == 'x';

	if (is_hex)
		return n - 2 <= 8 && !(n - 2 == 8 && digits[2] > '7');
	while (n > 1 && *digits == '0')
		digits++, n--;
	return n < 10 || (n == 10 && strncmp(digits, "2147483647", 10) <= 0);
}

/* Skips a comment or a string that starts at *p; *line counts its line breaks. */
static const char *
pass_text(const char *p, int *line)
{
	const char *end = NULL;

	if (*p == '"') {
		for (p++; *p != '\0' && *p != '"'; p++) {
			*line += *p == '\n';
			if (*p == '\\' && p[1] != '\0')
				p++;
		}
		return *p == '"' ? p + 1 : p;
	}
	if (*p == '#' || (*p == '/' && p[1] == '/')) {
		p += strcspn(p, "\n");
		return p;
	}
	end = strstr(p + 2, "*/");
	for (; *p != '\0' && p != end; p++)
		*line += *p == '\n';
	return end != NULL ? end + 2 : p;
}

static bool
numbers_fit(struct conf *c, const char *text)
{
	int line = 1;
	bool all = true;

	for (const char *p = text; *p != '\0'; ) {
		if (*p == '"' || *p == '#' || (*p == '/' && (p[1] == '/' || p[1] == '*'))) {
			p = pass_text(p, &line);
		} else if (isalpha((unsigned char)*p) || *p == '_') {
			while (isalnum((unsigned char)*p) || *p == '_' || *p == '-')
				p++;
		} else if (isdigit((unsigned char)*p)) {
			const char *start = p;

			while (isalnum((unsigned char)*p) || *p == '.')
				p++;
			if (memchr(start, '.', (size_t)(p - start)) == NULL &&
			    !fits(start, (size_t)(p - start))) {
				faults_add(c->faults, c->file, line,
				           _("the number %.*s is too large"), (int)(p - start),
				           start);
				all = false;
			}
		} else {
			line += *p == '\n';
			p++;
		}
	}
	return all;
}

bool
conf_open(struct conf *c, const char *file, const char *text, struct arena *arena,
          struct faults *faults)
{
	*c = (struct conf){ .file = file, .arena = arena, .faults = faults };
	config_init(&c->config);
	if (config_read_string(&c->config, text) != CONFIG_TRUE) {
		const char *in = config_error_file(&c->config);

		faults_add(faults, in == NULL ? file : in, config_error_line(&c->config), "%s",
		           config_error_text(&c->config));
		return false;
	}
	return numbers_fit(c, text);
}

void
conf_close(struct conf *c)
{
	config_destroy(&c->config);
}

/* ---- values */

const char *
conf_text(struct conf *c, config_setting_t *setting, bool may_be_empty)
{
	const char *text = config_setting_get_string(setting);
	struct err e;

	if (text == NULL) {
		conf_fault(c, setting, _("a text in double quotes is expected here"));
		return NULL;
	}
	if (*text == '\0' && !may_be_empty) {
		conf_fault(c, setting, _("the text is empty"));
		return NULL;
	}
	if (text_check(text, strlen(text), TEXT_LINE, &e) != ERR_OK) {
		conf_fault(c, setting, _("the text %s"), e.text);
		return NULL;
	}
	return arena_text(c->arena, text);
}

static void
read_texts(struct conf *c, config_setting_t *setting, struct conf_texts *out)
{
	int n = config_setting_length(setting);

	if (config_setting_type(setting) == CONFIG_TYPE_STRING) {
		out->list = arena_new(c->arena, sizeof *out->list);
		out->list[0] = conf_text(c, setting, false);
		out->count = out->list[0] != NULL;
		return;
	}
	if (!config_setting_is_aggregate(setting) || config_setting_is_group(setting)) {
		conf_fault(c, setting, _("an array of texts is expected here: [ \"a\", \"b\" ]"));
		return;
	}
	out->list = arena_new(c->arena, sizeof *out->list * (size_t)(n + 1));
	out->count = 0;
	for (int i = 0; i < n; i++) {
		const char *text = conf_text(c, config_setting_get_elem(setting, (unsigned)i),
		                             false);

		if (text != NULL)
			out->list[out->count++] = text;
	}
}

static void
read_label(struct conf *c, config_setting_t *setting, struct conf_label *out)
{
	int n = config_setting_length(setting);
	bool has_english = false;

	if (!config_setting_is_group(setting)) {
		conf_fault(c, setting,
		           _("a group by language is expected here: { en = \"...\"; }"));
		return;
	}
	out->languages = arena_new(c->arena, sizeof *out->languages * (size_t)(n + 1));
	out->texts = arena_new(c->arena, sizeof *out->texts * (size_t)(n + 1));
	for (int i = 0; i < n; i++) {
		config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);
		const char *text = conf_text(c, item, false);

		if (text == NULL)
			continue;
		out->languages[out->count] = arena_text(c->arena, config_setting_name(item));
		out->texts[out->count] = text;
		has_english = has_english || strcmp(config_setting_name(item), "en") == 0;
		out->count++;
	}
	if (!has_english)
		conf_fault(c, setting, _("the English text is missing (en)"));
}

static void
read_int(struct conf *c, config_setting_t *setting, const struct conf_key *key, long *out)
{
	long n;

	if (config_setting_type(setting) != CONFIG_TYPE_INT &&
	    config_setting_type(setting) != CONFIG_TYPE_INT64) {
		conf_fault(c, setting, _("a whole number is expected for \"%s\""), key->name);
		return;
	}
	n = (long)config_setting_get_int64(setting);
	if (config_setting_type(setting) == CONFIG_TYPE_INT)
		n = config_setting_get_int(setting);
	if (n < key->min || n > key->max)
		conf_fault(c, setting, _("\"%s\" must be from %ld to %ld"), key->name, key->min,
		           key->max);
	else
		*out = n;
}

static void
read_numbers(struct conf *c, config_setting_t *setting, const struct conf_key *key,
             struct conf_numbers *out)
{
	int n = config_setting_length(setting);

	if (!config_setting_is_array(setting)) {
		conf_fault(c, setting, _("an array of numbers is expected here: [ 5, 12 ]"));
		return;
	}
	out->list = arena_new(c->arena, sizeof *out->list * (size_t)(n + 1));
	for (int i = 0; i < n; i++) {
		int number = config_setting_get_int_elem(setting, i);

		if (number < key->min || number > key->max)
			conf_fault(c, setting, _("\"%s\" must be from %ld to %ld"), key->name,
			           key->min, key->max);
		else
			out->list[out->count++] = (uint16_t)number;
	}
}

static void
read_list(struct conf *c, config_setting_t *setting, const struct conf_key *key, void *object)
{
	size_t n;
	char *array;

	if (key->nested != NULL && c->depth > 0) {
		conf_fault(c, setting, "%s", _(key->nested));
		return;
	}
	n = conf_list_length(c, setting);
	array = arena_new(c->arena, key->size * (n + 1));
	memcpy((char *)object + key->offset, &array, sizeof array);
	memcpy((char *)object + key->count, &n, sizeof n);
	c->depth += key->nested != NULL;
	for (size_t i = 0; i < n; i++) {
		config_setting_t *item = config_setting_get_elem(setting, (unsigned)i);
		char *element = array + i * key->size;

		if (key->initial != NULL)
			memcpy(element, key->initial, key->size);
		*(int *)(void *)element = (int)config_setting_source_line(item);
		conf_read_group(c, item, key->keys, element);
	}
	c->depth -= key->nested != NULL;
}

static void
read_value(struct conf *c, config_setting_t *setting, const struct conf_key *key, void *object)
{
	void *member = (char *)object + key->offset;
	const char *text;

	switch (key->type) {
	case CONF_TEXT:
	case CONF_ANY_TEXT:
		text = conf_text(c, setting, key->type == CONF_ANY_TEXT);
		if (text != NULL)
			*(const char **)member = text;
		break;
	case CONF_INT:
		read_int(c, setting, key, member);
		break;
	case CONF_FLAG:
		if (config_setting_type(setting) != CONFIG_TYPE_BOOL)
			conf_fault(c, setting, _("\"%s\" is true or false"), key->name);
		else
			*(bool *)member = config_setting_get_bool(setting) == CONFIG_TRUE;
		break;
	case CONF_TEXTS:
		read_texts(c, setting, member);
		break;
	case CONF_LABEL:
		read_label(c, setting, member);
		break;
	case CONF_NUMBERS:
		read_numbers(c, setting, key, member);
		break;
	case CONF_LIST:
		read_list(c, setting, key, object);
		break;
	case CONF_OTHER:
		key->read(c, setting, object);
		break;
	}
}

static const struct conf_key *
find_key(const struct conf_key *keys, const char *name)
{
	for (; keys->name != NULL; keys++) {
		if (strcmp(keys->name, name) == 0)
			return keys;
	}
	return NULL;
}

static void
fault_unknown(struct conf *c, const config_setting_t *setting, const struct conf_key *keys)
{
	struct suggest s;
	char hint[128];

	suggest_init(&s, config_setting_name(setting));
	for (; keys->name != NULL; keys++)
		suggest_try(&s, keys->name);
	conf_fault(c, setting, _("\"%s\" is not known here%s"), s.unknown,
	           suggest_text(&s, hint, sizeof hint));
}

void
conf_read_group(struct conf *c, config_setting_t *group, const struct conf_key *keys, void *object)
{
	if (!config_setting_is_group(group)) {
		conf_fault(c, group, _("a group in braces is expected here"));
		return;
	}
	for (int i = 0; i < config_setting_length(group); i++) {
		config_setting_t *setting = config_setting_get_elem(group, (unsigned)i);
		const struct conf_key *key = find_key(keys, config_setting_name(setting));

		if (key == NULL)
			fault_unknown(c, setting, keys);
		else
			read_value(c, setting, key, object);
	}
	for (; keys->name != NULL; keys++) {
		if (keys->required && config_setting_get_member(group, keys->name) == NULL)
			conf_fault(c, group, _("\"%s\" is missing"), keys->name);
	}
}

size_t
conf_list_length(struct conf *c, config_setting_t *setting)
{
	if (config_setting_is_list(setting))
		return (size_t)config_setting_length(setting);
	conf_fault(c, setting, _("a list in parentheses is expected here"));
	return 0;
}

const char *
conf_label_in(const struct conf_label *label, const char *language)
{
	const char *english = NULL;

	for (size_t i = 0; i < label->count; i++) {
		if (strcmp(label->languages[i], language) == 0)
			return label->texts[i];
		if (strcmp(label->languages[i], "en") == 0)
			english = label->texts[i];
	}
	return english;
}
