/* The session environment: what concerns the people at work, not the register. What they are typing
 * (drafts) and who has which record open (presence) is kept in an LMDB environment of its own, in
 * the folder session/ of the store: typing never touches the register, wakes nobody, and is not
 * backed up. Nothing depends on it: where it cannot be used, work goes on without.
 *
 * Its sync rules: a draft is on the disk when session_put_draft() returns; presence is handed to
 * the disk without waiting for the last word, since a power cut ends it anyway and the environment
 * stays whole in any case. Its lock is waited for a moment only: a session that was stopped while
 * it held the lock costs the others a draft that is a little older, never a key press. */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "store/store.h"

#define PRESENCE_MS 90000       /* after the last sign of life somebody is taken to be gone */

struct session;

/* Opens the environment beside the register's, and makes it if need be (unless for reading only:
 * then ERR_NOT_FOUND, if there is none). *out is closed by session_close(). */
enum err_code session_open(const struct store_options *options, struct session **out,
                           struct err *e);
void session_close(struct session *s);

/* ---- drafts: bytes by operator and number */

/* Keeps a draft under its number; *id 0: under the next that is free. */
enum err_code session_put_draft(struct session *s, uint32_t *id, struct span draft, struct err *e);

/* Lets it go; there need not be one. */
enum err_code session_drop_draft(struct session *s, uint32_t id, struct err *e);

/* Calls each() with the operator's own drafts, by number, until it returns false. What it is given
 * is a copy: it may write, and wait. */
enum err_code session_drafts(struct session *s,
                             bool (*each)(void *context, uint32_t id, struct span draft),
                             void *context, struct err *e);

/* ---- presence; times are UTC milliseconds */

/* Says that this session has the record open for editing since then, and is alive now. */
enum err_code session_be_present(struct session *s, uint32_t record, int64_t since, int64_t now,
                                 struct err *e);
enum err_code session_be_gone(struct session *s, uint32_t record, struct err *e);

/* Who else has it open, the first since when; *out is freed with free(). */
struct present {
	char who[64];
	int64_t since;
};
enum err_code session_present(struct session *s, uint32_t record, int64_t now,
                              struct present **out, size_t *count, struct err *e);

#endif
