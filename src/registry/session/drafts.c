/* Keeps drafts in the session environment, finds them again and drops them. */
#include <config.h>

#include "registry/drafts.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/intl.h"
#include "base/process.h"
#include "registry/session/draft_internal.h"
#include "registry/session/session_internal.h"

#define CLOSE_TRIES 20          /* for the session's lock, each of a tenth of a second */

static enum err_code
no_session(struct err *e)
{
	return err_set(e, ERR_STORE, _("drafts cannot be kept here"));
}

/* ---- keeping */

/* A saved draft goes when it can: until then others may hold the lock. */
static void
drop_waiting(struct registry *r)
{
	struct err ignored;

	while (r->undropped_count > 0 &&
	       session_drop_draft(r->session, r->undropped[r->undropped_count - 1], &ignored) ==
	               ERR_OK)
		r->undropped_count--;
}

enum err_code
registry_keep_draft(struct registry *r, struct span encoded, uint32_t *id, struct err *e)
{
	struct process self = process_self();
	struct buf bytes;
	enum err_code rc;

	if (r->session == NULL)
		return no_session(e);
	drop_waiting(r);
	buf_init(&bytes);
	cbor_put_array(&bytes, ENVELOPE_PARTS);
	cbor_put_uint(&bytes, self.number);
	cbor_put_uint(&bytes, self.start);
	cbor_put_int(&bytes, clock_now());
	buf_add(&bytes, encoded.data, encoded.size);
	rc = session_put_draft(r->session, id, buf_span(&bytes), e);
	buf_clear(&bytes);
	return rc;
}

enum err_code
registry_drop_draft(struct registry *r, uint32_t id, struct err *e)
{
	enum err_code rc;

	if (r->session == NULL)
		return no_session(e);
	drop_waiting(r);
	rc = session_drop_draft(r->session, id, e);
	if (rc != ERR_STORE)
		return rc;
	MEM_ROOM(r->undropped, r->undropped_count, r->undropped_room);
	r->undropped[r->undropped_count++] = id;
	return ERR_OK;
}

/* Whoever leaves waits for the lock a little longer than one who types. */
void
drafts_close(struct registry *r)
{
	for (int i = 0; i < CLOSE_TRIES && r->undropped_count > 0; i++)
		drop_waiting(r);
	free(r->undropped);
}

/* ---- finding */

struct telling {
	struct registry *registry;
	bool (*each)(void *context, struct draft *d);
	void *context;
};

static bool
tell_draft(void *context, uint32_t id, struct span bytes)
{
	struct telling *t = context;
	struct stored_draft f;
	struct draft d;
	struct err ignored;
	enum err_code rc;
	bool goes_on;

	if (!draft_read(t->registry, id, bytes, &f))
		return true;            /* it is let be: a program that knows it may come */
	rc = draft_open(t->registry, &f, &d, &ignored);
	if (rc == ERR_NOT_FOUND && !process_lives(&f.process))
		registry_drop_draft(t->registry, id, &ignored);
	/* One that cannot be read keeps none of the others back; check tells what is damaged. */
	if (rc != ERR_OK)
		return true;
	goes_on = t->each(t->context, &d);
	draft_clear(&d);
	return goes_on;
}

enum err_code
registry_drafts(struct registry *r, bool (*each)(void *context, struct draft *d), void *context,
                struct err *e)
{
	struct telling t = { r, each, context };

	return r->session == NULL ? ERR_OK : session_drafts(r->session, tell_draft, &t, e);
}

struct seeking {
	uint32_t id;                    /* 0: by record */
	const struct type *type;
	uint32_t number;
	struct draft *out;
	bool is_found;
};

static bool
seek_draft(void *context, struct draft *d)
{
	struct seeking *s = context;

	if (s->id != 0 ? d->id != s->id :
	    d->is_open || d->record->type != s->type || d->record->number != s->number)
		return true;
	if (s->is_found)
		draft_clear(s->out);
	*s->out = *d;
	draft_init(d);
	s->is_found = true;
	return true;
}

static enum err_code
seek(struct registry *r, struct seeking *s, struct err *e)
{
	enum err_code rc = registry_drafts(r, seek_draft, s, e);

	if (rc != ERR_OK && s->is_found)
		draft_clear(s->out);
	return rc == ERR_OK && !s->is_found ? ERR_NOT_FOUND : rc;
}

enum err_code
registry_find_draft(struct registry *r, const struct type *type, uint32_t number,
                    struct draft *out, struct err *e)
{
	struct seeking s = { .type = type, .number = number, .out = out };

	return seek(r, &s, e);
}

enum err_code
registry_get_draft(struct registry *r, uint32_t id, struct draft *out, struct err *e)
{
	struct seeking s = { .id = id, .out = out };
	enum err_code rc = id == 0 ? ERR_NOT_FOUND : seek(r, &s, e);

	if (rc == ERR_NOT_FOUND)
		err_set(e, rc, _("you have no draft %u"), (unsigned)id);
	return rc;
}

struct numbering {
	struct registry *registry;
	uint32_t *list;
	size_t count, room;
};

static bool
note_number(void *context, uint32_t id, struct span bytes)
{
	struct numbering *n = context;
	struct stored_draft f;
	uint32_t number;

	if (!draft_read(n->registry, id, bytes, &f))
		return true;
	number = n->registry->directory.number(n->registry, &f.uuid);
	if (number == 0)
		return true;
	MEM_ROOM(n->list, n->count, n->room);
	n->list[n->count++] = number;
	return true;
}

static int
by_number(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

void
registry_draft_numbers(struct registry *r, uint32_t **out, size_t *count)
{
	struct numbering n = { .registry = r };
	struct err ignored;

	if (r->session != NULL)
		session_drafts(r->session, note_number, &n, &ignored);
	if (n.count > 1)
		qsort(n.list, n.count, sizeof *n.list, by_number);
	*out = n.list;
	*count = n.count;
}
