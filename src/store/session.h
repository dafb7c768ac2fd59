/* The session environment: what concerns the people at work and not the register. Drafts of what
 * they type, and who has which record open (presence), are kept in an LMDB environment of its own,
 * in the folder session/ of the store. Typing therefore never writes to the register, wakes no
 * other session, and is not backed up. Nothing depends on it: if it cannot be used, work continues
 * without it.
 *
 * A draft is on the disk when session_put_draft() returns. Presence is written without waiting for
 * the disk, since a power cut ends it anyway and the environment stays consistent. Its lock is
 * waited for only briefly: a session that was stopped while it held the lock costs the others a
 * draft that is a little older, never a key press. */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "store/store.h"

#define PRESENCE_MS 90000       /* a session is taken to be gone this long after its last sign of
				 * life */

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

/* Calls each() with the operator's own drafts, by number, until it returns false. It gets a copy,
 * so it may write and wait. */
enum err_code session_drafts(struct session *s,
                             bool (*each)(void *context, uint32_t id, struct span draft),
                             void *context, struct err *e);

/* ---- presence; times are UTC milliseconds */

/* Records that this session has had the record open for editing since then, and is alive now. */
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
