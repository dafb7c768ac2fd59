/* What the program may do more than whoever runs it. On a shared store it is setgid to a group that
 * alone reaches the store's folder. The group is laid aside before anything else is done, taken up
 * to open the store, and given up for good then: every file of the user's is read and written as
 * the user. */
#ifndef BASE_PRIVILEGE_H
#define BASE_PRIVILEGE_H

#include <stdbool.h>

/* First of all in main(): lays the group aside, if the program has one that its user has not.
 * is_captive: nobody's environment is trusted. In both cases it is made anew from the few variables
 * that environment_keeps() lets through, and nothing of the process can be looked into. */
void privilege_begin(bool is_captive);

/* Whether the program has, or had, a group of its own: it serves the shared store and no other. */
bool privilege_is_shared(void);

/* Takes the group up to open the store, and lays it aside again. Without one, or once it was given
 * up, nothing happens. */
void privilege_raise(void);
void privilege_rest(void);

/* Gives the group up for good. A process that could have it back is ended. */
void privilege_drop(void);

/* Whether a variable may be kept: what the terminal is, which language and time zone, and that in
 * letters that lead to no file. */
bool environment_keeps(const char *name, const char *value);

#endif
