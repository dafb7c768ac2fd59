/* The signals that end a process, all handled alike: unfinished files are removed first, and the
 * terminal is restored. */
#ifndef BASE_ENDING_H
#define BASE_ENDING_H

/* Catches every signal that would end the process, except those that it was told to ignore and
 * those that report a fault of the program. */
void ending_catch(void);

/* Delays those signals while a draft exists that is not yet registered; calls nest. */
void ending_hold(void);
void ending_release(void);

#endif
