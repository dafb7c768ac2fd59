/* Which key does what: the action table's own keys, and what the keys section of chancery.conf
 * puts in their place. Whatever dispatches, shows or prints keys asks here. */
#ifndef VIEW_BINDINGS_H
#define VIEW_BINDINGS_H

#include "base/faults.h"
#include "settings/settings.h"
#include "view/input/action.h"
#include "view/input/key_name.h"

struct bindings;

/* The table of keys that is in force. Every mistake in the settings goes to the faults with its
 * file and line: an action or key that there is none of, a key that is never bound, a key with two
 * meanings, no way left to the menus or back. Never NULL; freed by bindings_free(). */
struct bindings *bindings_new(const struct settings *s, struct faults *faults);
void bindings_free(struct bindings *b);

/* The keys of the action on that screen, by the names that settings have: "Enter 5"; "": none. */
const char *bindings_keys(const struct bindings *b, enum action_id id, unsigned screen);

/* The first of them in the language of the interface; if the action has no key, its label, so that a
 * sentence can name it. */
const char *bindings_first(const struct bindings *b, enum action_id id, unsigned screen);

/* The same keys; in a form, an action without a key of its own has "^G d". The caller frees it. */
char *bindings_written(const struct bindings *b, enum action_id id, unsigned screen);

/* The same in the language of the interface. The caller frees it. */
char *bindings_shown(const struct bindings *b, enum action_id id, unsigned screen);

/* The first of those: "e", "^G d". The caller frees it. */
char *bindings_shown_first(const struct bindings *b, enum action_id id, unsigned screen);

/* What a key does on a screen of that kind. */
enum action_id bindings_action(const struct bindings *b, int32_t code, unsigned screen);

/* What its letter does there from the menus, also where letters are text. */
enum action_id bindings_letter(const struct bindings *b, int32_t code, unsigned screen);

/* Whether the key is one that no file can bind, since something on the way takes it. */
bool key_is_never_bound(int32_t code);

#endif
