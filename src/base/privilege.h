/* The rights that the program has beyond its user's. On a shared store it is setgid to a group that
 * alone can reach the store's folder. It gives the group up temporarily before it does anything
 * else, takes it back to open the store, and then gives it up for good: every file of the user is
 * read and written as the user. */
#ifndef BASE_PRIVILEGE_H
#define BASE_PRIVILEGE_H

#include <stdbool.h>

/* Must be the first call in main(): gives up the group for now, if the program has one that its
 * user lacks. is_captive: the environment is not trusted. In both cases the environment is reduced
 * to the variables that environment_keeps() allows, and no other process may inspect this one. */
void privilege_begin(bool is_captive);

/* Whether the program has, or had, a group of its own: it serves the shared store and no other. */
bool privilege_is_shared(void);

/* Takes the group back to open the store, and gives it up again for now. Without a group, or after
 * privilege_drop(), both do nothing. */
void privilege_raise(void);
void privilege_rest(void);

/* Gives the group up for good. Ends the process if the group could be taken back. */
void privilege_drop(void);

/* Whether a variable may be kept: the terminal, language or time zone, with a value that cannot
 * lead to a file. */
bool environment_keeps(const char *name, const char *value);

#endif
