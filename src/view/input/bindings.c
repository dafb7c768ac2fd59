/* Binds keys to actions: the table's own, and those that the settings put in their place. */
#include <config.h>

#include "view/input/bindings.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/intl.h"
#include "base/suggest.h"

/* Where letters command, and where they are text. */
enum { IN_LISTS, IN_FORMS, PLACE_COUNT };

struct binding {
	const char *keys;               /* by the names that settings have */
	const char *first;              /* as it is shown */
	const struct key_setting *setting;      /* NULL: the action table's own */
};

struct bindings {
	struct binding list[ACTION_COUNT][PLACE_COUNT];
	struct arena arena;
};

/* ---- keys that cannot be bound */

/* Taken by flow control, signals, screen and tmux, browsers, the line editors of shells and
 * tunnels (^] of telnet, ^^ of mosh, ~ of ssh), window managers (F11). */
static const char never_bound[] = "^S ^Q ^C ^Z ^\\ ^A ^B ^W ^T ^N ^V ^Y ^O ^D ^K ^P ^] ^^ ~ F11";

/* In forms these move about in the text, or change it. */
static const char editing[] = "Left Right Home End Backspace Delete";

/* Control characters that are keys of their own. */
static const struct { char code; const char *name; } twins[] = {
	{ 0x08, "Backspace" }, { 0x09, "Tab" }, { 0x0A, "Enter" }, { 0x0D, "Enter" }, { 0x1B, "Esc" },
	{ 0x7F, "Backspace" },
};

bool
key_is_never_bound(int32_t code)
{
	return key_is_in(code, never_bound);
}

/* "Alt-x", "M-x", "Shift-F1": not every terminal sends them, and none the same. */
static bool
is_modified(const char *key)
{
	return strncmp(key, "Alt-", 4) == 0 || strncmp(key, "M-", 2) == 0 ||
	       strncmp(key, "Shift-F", 7) == 0;
}

static const char *
twin_of(int32_t code)
{
	for (size_t i = 0; i < sizeof twins / sizeof twins[0]; i++) {
		if (twins[i].code == code)
			return twins[i].name;
	}
	return NULL;
}

static void
fault(struct faults *f, const struct key_setting *s, const char *sentence)
{
	faults_add(f, s->file, s->line, "%s: %s", s->action, sentence);
}

static void
fault_unknown_key(struct faults *f, const struct key_setting *s, const char *key)
{
#define KEY_TEXT(id, name) name,
	static const char *const names[] = { KEY_NAME_LIST(KEY_TEXT) };
#undef KEY_TEXT
	struct suggest hint;
	char text[128];

	suggest_init(&hint, key);
	suggest_try(&hint, "Space");
	/* What stands behind the last function key is an event and no key. */
	for (int i = 0; i <= K_F12 - K_UP; i++)
		suggest_try(&hint, names[i]);
	faults_add(f, s->file, s->line, _("%s: there is no key \"%s\"%s"), s->action, key,
	           suggest_text(&hint, text, sizeof text));
}

/* Whether the key may be bound there. False: the faults say why not. */
static bool
may_bind(struct faults *f, const struct key_setting *s, const char *key)
{
	int32_t code = key_named(key, strlen(key));
	char *sentence = NULL;

	if (code == 0 || code == K_UNKNOWN || code == K_HANG_UP || code == K_TICK) {
		if (!is_modified(key)) {
			fault_unknown_key(f, s, key);
			return false;
		}
		sentence = mem_printf(_("%s is never bound: not every terminal can send it"), key);
	} else if (key_is_never_bound(code)) {
		sentence = mem_printf(_("%s is never bound: terminals and multiplexers often intercept it"),
		                      key);
	} else if (twin_of(code) != NULL) {
		sentence = mem_printf(_("%s is the same key as %s; use that name"), key, twin_of(code));
	} else if (s->is_in_forms && code >= ' ' && code < K_FIRST) {
		sentence = mem_printf(_("%s is text in forms"), key);
	} else if (s->is_in_forms && key_is_in(code, editing)) {
		sentence = mem_printf(_("%s edits the text in forms"), key);
	}
	if (sentence == NULL)
		return true;
	fault(f, s, sentence);
	free(sentence);
	return false;
}

/* ---- from settings */

static enum action_id
action_named(const char *name)
{
	int id = 0;

	while (id < ACTION_COUNT && strcmp(actions[id].name, name) != 0)
		id++;
	return (enum action_id)id;
}

static void
fault_unknown_action(struct faults *f, const struct key_setting *s)
{
	struct suggest hint;
	char text[128];

	suggest_init(&hint, s->action);
	for (int id = 0; id < ACTION_COUNT; id++)
		suggest_try(&hint, actions[id].name);
	faults_add(f, s->file, s->line, _("there is not an action \"%s\"%s"), s->action,
	           suggest_text(&hint, text, sizeof text));
}

static void
set_keys(struct bindings *b, struct binding *out, const char *keys)
{
	char *first = mem_textn(keys, strcspn(keys, " ")), *shown = key_names_shown(first);

	out->keys = keys;
	out->first = arena_text(&b->arena, shown);
	free(shown);
	free(first);
}

/* The setting's keys, those that may be bound, with one blank between; each once. */
static char *
accepted_keys(const struct key_setting *s, struct faults *faults)
{
	const char *p = s->keys + strspn(s->keys, " ");
	struct buf text;

	buf_init(&text);
	while (*p != '\0') {
		size_t n = strcspn(p, " ");
		char *key = mem_textn(p, n);

		if (may_bind(faults, s, key) &&
		    !key_is_in(key_named(key, n), buf_string(&text)))
			buf_printf(&text, "%s%s", text.size > 0 ? " " : "", key);
		free(key);
		p += n + strspn(p + n, " ");
	}
	return buf_take(&text);
}

static void
take_setting(struct bindings *b, const struct key_setting *s, struct faults *faults)
{
	enum action_id id = action_named(s->action);
	struct binding *to;
	char *keys;

	if (id == ACTION_NONE) {
		fault_unknown_action(faults, s);
		return;
	}
	if (s->is_in_forms && (actions[id].screens & ON_TYPING) == 0) {
		fault(faults, s, _("it means nothing in forms"));
		return;
	}
	keys = accepted_keys(s, faults);
	to = &b->list[id][s->is_in_forms ? IN_FORMS : IN_LISTS];
	to->setting = s;
	set_keys(b, to, arena_text(&b->arena, keys));
	free(keys);
}

/* A key has one meaning on a screen. The action whose setting comes last is at fault. */
static void
fault_conflict(const struct bindings *b, int place, int one, int other, const char *key,
               struct faults *faults)
{
	const struct key_setting *s = b->list[one][place].setting;
	const struct key_setting *t = b->list[other][place].setting;
	bool is_other = s == NULL || (t != NULL && t > s);
	const struct key_setting *last = is_other ? t : s, *first = is_other ? s : t;
	const char *name = actions[is_other ? one : other].name;

	if (last == NULL)
		faults_add(faults, NULL, 0, _("%s: %s is the key of %s"), actions[one].name, key,
		           name);
	else if (first == NULL)
		faults_add(faults, last->file, last->line, _("%s: %s is the key of %s"),
		           last->action, key, name);
	else
		faults_add(faults, last->file, last->line, _("%s: %s is the key of %s (%s:%d)"),
		           last->action, key, name, first->file, first->line);
}

/* Each key of the action against all of the actions behind it. */
static void
check_action(const struct bindings *b, int place, int id, struct faults *faults)
{
	for (const char *p = b->list[id][place].keys; *p != '\0'; ) {
		size_t n = strcspn(p, " ");
		char *key = mem_textn(p, n);

		for (int other = id + 1; other < ACTION_COUNT; other++) {
			if ((actions[id].screens & actions[other].screens) != 0 &&
			    key_is_in(key_named(key, n), b->list[other][place].keys))
				fault_conflict(b, place, id, other, key, faults);
		}
		free(key);
		p += n + (p[n] == ' ');
	}
}

/* Without these two there is no way to anything else, or none out. */
static void
check_needed(const struct bindings *b, int place, enum action_id id, struct faults *faults)
{
	const struct binding *l = &b->list[id][place];

	if (*l->keys == '\0' && l->setting != NULL)
		fault(faults, l->setting, _("it needs a key"));
}

struct bindings *
bindings_new(const struct settings *s, struct faults *faults)
{
	struct bindings *b = mem_new(sizeof *b);

	arena_init(&b->arena);
	for (int id = 0; id < ACTION_COUNT; id++) {
		set_keys(b, &b->list[id][IN_LISTS], actions[id].keys);
		set_keys(b, &b->list[id][IN_FORMS], actions[id].form_keys);
	}
	for (size_t i = 0; i < s->key_count; i++)
		take_setting(b, &s->keys[i], faults);
	for (int place = IN_LISTS; place < PLACE_COUNT; place++) {
		for (int id = 0; id < ACTION_COUNT; id++)
			check_action(b, place, id, faults);
		check_needed(b, place, ACTION_MENU, faults);
		check_needed(b, place, ACTION_BACK, faults);
	}
	return b;
}

void
bindings_free(struct bindings *b)
{
	if (b == NULL)
		return;
	arena_clear(&b->arena);
	free(b);
}

/* ---- asking */

static const struct binding *
binding_of(const struct bindings *b, enum action_id id, unsigned screen)
{
	return &b->list[id][is_form_screen(screen) ? IN_FORMS : IN_LISTS];
}

const char *
bindings_keys(const struct bindings *b, enum action_id id, unsigned screen)
{
	return binding_of(b, id, screen)->keys;
}

const char *
bindings_first(const struct bindings *b, enum action_id id, unsigned screen)
{
	const char *first = binding_of(b, id, screen)->first;

	return *first != '\0' ? first : action_label(id);
}

static int
first_size(const char *keys)
{
	return (int)strcspn(keys, " ");
}

char *
bindings_written(const struct bindings *b, enum action_id id, unsigned screen)
{
	const char *keys = bindings_keys(b, id, screen), *letter = b->list[id][IN_LISTS].keys;
	const char *menu = b->list[ACTION_MENU][IN_FORMS].keys;

	if ((actions[id].screens & screen) == 0)
		return mem_text("");
	if (*keys == '\0' && *letter != '\0')
		return mem_printf("%.*s %.*s", first_size(menu), menu, first_size(letter), letter);
	return mem_text(keys);
}

char *
bindings_shown(const struct bindings *b, enum action_id id, unsigned screen)
{
	char *written = bindings_written(b, id, screen), *shown = key_names_shown(written);

	free(written);
	return shown;
}

char *
bindings_shown_first(const struct bindings *b, enum action_id id, unsigned screen)
{
	const char *first = binding_of(b, id, screen)->first;

	/* What has no key of its own is called by two, from the menus. */
	return (actions[id].screens & screen) == 0 || *first == '\0' ?
	       bindings_shown(b, id, screen) : mem_text(first);
}

enum action_id
bindings_action(const struct bindings *b, int32_t code, unsigned screen)
{
	/* On the start menu a digit is the number of an item, whatever it means elsewhere. */
	if (screen == ON_START && code >= '1' && code <= '9')
		return ACTION_NONE;
	for (int id = 0; id < ACTION_COUNT; id++) {
		if ((actions[id].screens & screen) != 0 &&
		    key_is_in(code, bindings_keys(b, (enum action_id)id, screen)))
			return (enum action_id)id;
	}
	return ACTION_NONE;
}

enum action_id
bindings_letter(const struct bindings *b, int32_t code, unsigned screen)
{
	for (int id = 0; id < ACTION_COUNT; id++) {
		if ((actions[id].screens & screen) != 0 &&
		    key_is_in(code, b->list[id][IN_LISTS].keys))
			return (enum action_id)id;
	}
	return ACTION_NONE;
}
