/* The signals that end a process, all treated alike: what is half written goes first, and a terminal is
 * given back. */
#ifndef BASE_ENDING_H
#define BASE_ENDING_H

/* Catches every signal that would end the process, but those that it was told to ignore, and those that
 * tell of a fault of the program. */
void ending_catch(void);

/* What is done first when one comes, besides taking away drafts; async-signal-safe. */
void ending_on(void (*hook)(void));

/* Holds those signals back while a draft is there that nobody knows of yet; holds nest. */
void ending_hold(void);
void ending_release(void);

#endif
