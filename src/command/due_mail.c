/* Writes what is due as messages for a mailer; nothing is sent from here. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/intl.h"
#include "command/due.h"
#include "exchange/mail.h"

/* ---- to whom */

struct addresses {
	const char **list;              /* ended by NULL */
	size_t count, room;
	struct arena arena;
};

static void
add_address(struct addresses *a, const char *text, size_t size)
{
	MEM_ROOM(a->list, a->count + 1, a->room);
	a->list[a->count++] = arena_textn(&a->arena, text, size);
	a->list[a->count] = NULL;
}

static void
addresses_clear(struct addresses *a)
{
	free(a->list);
	arena_clear(&a->arena);
}

/* The addresses of --mail-to. */
static enum err_code
read_addresses(const char *text, struct addresses *out, struct err *e)
{
	while (text != NULL && *text != '\0') {
		size_t size = strcspn(text, ",");
		char *one;

		if (!mail_is_address(text, size)) {
			one = mem_textn(text, size);
			err_set(e, ERR_USAGE, _("--mail-to is an address such as name@example.org, not"
			                        " \"%s\""), one);
			free(one);
			return ERR_USAGE;
		}
		add_address(out, text, size);
		text += size + (text[size] == ',');
	}
	return ERR_OK;
}

static void
take_texts(const struct value *v, struct addresses *out)
{
	if (v->kind == VALUE_TEXT && mail_is_address(v->text, strlen(v->text)))
		add_address(out, v->text, strlen(v->text));
	for (uint32_t i = 0; v->kind == VALUE_LIST && i < v->count; i++)
		take_texts(&v->items[i], out);
}

/* The addresses that the register has of a record, where they are not sensitive. */
static void
find_addresses(struct registry *r, uint32_t owner, struct addresses *out)
{
	struct record *record;

	if (registry_get_number(r, owner, &record, NULL) != ERR_OK)
		return;
	for (size_t i = 0; i < record->type->fields.count; i++) {
		const struct field *f = &record->type->fields.list[i];

		if (f->type == FIELD_EMAIL && !f->is_sensitive)
			take_texts(record_value(record, f), out);
	}
	record_free(record);
}

/* ---- one message */

/* The same message twice is one, by its identity: that is of the store, the day, the owner and the
 * text. */
static enum err_code
make_identity(const struct due_report *d, uint32_t owner, const char *text, char out[DIGEST_SIZE + 1],
              struct err *e)
{
	struct registry_info info;
	struct digest digest;
	struct buf all;
	enum err_code rc = registry_info(d->registry, &info, e);

	if (rc != ERR_OK)
		return rc;
	buf_init(&all);
	buf_add(&all, info.origin.byte, UUID_SIZE);
	buf_be32(&all, (uint32_t)d->question.today);
	buf_be32(&all, owner);
	buf_text(&all, text);
	digest = digest_of(all.data, all.size);
	buf_clear(&all);
	for (size_t i = 0; i < DIGEST_SIZE / 2; i++) {
		out[2 * i] = "0123456789abcdef"[digest.byte[i] >> 4];
		out[2 * i + 1] = "0123456789abcdef"[digest.byte[i] & 15];
	}
	out[DIGEST_SIZE] = '\0';
	return ERR_OK;
}

/* A fixed date (CHANCERY_TODAY) is also that of the message. */
static int64_t
moment_of(partial_date today)
{
	int64_t now = clock_now();

	return date_days(today) == clock_day(now) ? now : (int64_t)date_days(today) * 86400000;
}

static enum err_code
put_message(struct invocation *in, const struct due_report *d, uint32_t owner,
            const struct addresses *to, struct buf *out, struct err *e)
{
	char identity[DIGEST_SIZE + 1];
	struct buf text, subject;
	enum err_code rc;

	buf_init(&text);
	buf_init(&subject);
	due_text(d, owner, &text);
	due_subject(d, owner, &subject);
	rc = make_identity(d, owner, buf_string(&text), identity, e);
	if (rc == ERR_OK)
		mail_put(&(struct mail){ .from = in->settings->mail_from, .to = to->list,
		                         .subject = buf_string(&subject), .identity = identity,
		                         .date = moment_of(d->question.today),
		                         .text = buf_string(&text) },
		         out);
	buf_clear(&subject);
	buf_clear(&text);
	return rc;
}

/* ---- to standard output */

static enum err_code
write_one(struct invocation *in, const struct due_report *d, struct err *e)
{
	struct addresses to = { 0 };
	struct buf out;
	enum err_code rc = read_addresses(option_value(in, "mail-to"), &to, e);

	buf_init(&out);
	if (rc == ERR_OK && to.count == 0 && d->question.owner != 0)
		find_addresses(d->registry, d->question.owner, &to);
	if (rc == ERR_OK && to.count == 0)
		rc = err_set(e, ERR_USAGE,
		             _("there is nobody to send it to: name an address with --mail-to, or with"
		               " --for an owner that has one"));
	if (rc == ERR_OK)
		rc = put_message(in, d, d->question.owner, &to, &out, e);
	if (rc == ERR_OK)
		fwrite(out.data, 1, out.size, stdout);
	addresses_clear(&to);
	buf_clear(&out);
	return rc;
}

/* ---- one for each owner */

/* "office-RO-BKK.eml": what is no part of a file's name in a code becomes "_". */
static char *
file_name(struct registry *r, uint32_t owner, const char *folder)
{
	struct buf name;
	char *text, *path;

	buf_init(&name);
	due_owner_code(r, owner, &name);
	buf_text(&name, ".eml");
	text = buf_take(&name);
	for (char *p = text; *p != '\0'; p++) {
		if (*p == ':')
			*p = '-';
		else if (*p == '/' || *p == ' ')
			*p = '_';
	}
	path = path_join(folder, text);
	free(text);
	return path;
}

static enum err_code
write_file(const char *path, const struct buf *content, struct err *e)
{
	struct safe_file *file;
	enum err_code rc = safe_file_open(path, &file, e);

	if (rc != ERR_OK)
		return rc;
	fwrite(content->data, 1, content->size, safe_file_stream(file));
	return safe_file_commit(file, e);
}

static enum err_code
write_for(struct invocation *in, const struct due_report *d, uint32_t owner, const char *folder,
          struct err *e)
{
	struct addresses to = { 0 };
	struct buf out, code;
	char *path;
	enum err_code rc = ERR_OK;

	find_addresses(d->registry, owner, &to);
	buf_init(&out);
	buf_init(&code);
	due_owner_code(d->registry, owner, &code);
	if (to.count == 0)
		say(_("%s has no e-mail address and gets no message"), buf_string(&code));
	else
		rc = put_message(in, d, owner, &to, &out, e);
	if (rc == ERR_OK && to.count > 0) {
		path = file_name(d->registry, owner, folder);
		rc = write_file(path, &out, e);
		free(path);
	}
	buf_clear(&code);
	buf_clear(&out);
	addresses_clear(&to);
	return rc;
}

static enum err_code
write_split(struct invocation *in, const struct due_report *d, const char *folder, struct err *e)
{
	struct bits owners = { 0 };
	size_t without = 0;
	enum err_code rc = file_exists(folder) ? ERR_OK : directory_make(folder, e);

	for (size_t i = 0; i < d->list->count; i++) {
		const struct due_item *item = &d->list->list[i];

		without += item->owner_count == 0;
		for (size_t j = 0; j < item->owner_count; j++) {
			if (d->question.owner == 0 || item->owners[j] == d->question.owner)
				bits_set(&owners, item->owners[j]);
		}
	}
	for (uint32_t n = bits_next(&owners, 0); rc == ERR_OK && n != BITS_END;
	     n = bits_next(&owners, n + 1))
		rc = write_for(in, d, n, folder, e);
	bits_clear(&owners);
	if (rc == ERR_OK && without > 0)
		say(ngettext("%zu item has no owner and is in no message",
		             "%zu items have no owner and are in no message", without),
		    without);
	return rc;
}

enum err_code
due_mail(struct invocation *in, const struct due_report *d, struct err *e)
{
	const char *split = option_value(in, "split"), *folder;
	enum err_code rc;

	if (*in->settings->mail_from == '\0')
		return err_set(e, ERR_USAGE,
		               _("the settings do not say from whom mail is: mail = { from = \"...\"; };"
		                 " in chancery.conf does"));
	rc = mail_check_sender(in->settings->mail_from, "mail.from", e);
	if (rc != ERR_OK || split == NULL)
		return rc != ERR_OK ? rc : write_one(in, d, e);
	folder = get_path(in, split, e);
	return folder == NULL ? e->code : write_split(in, d, folder, e);
}
