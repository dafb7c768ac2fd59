/* Holds what several commands share: opening the register, reading options, reporting progress. */
#include <config.h>

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/charset.h"
#include "base/clock.h"
#include "base/intl.h"
#include "base/number.h"
#include "base/print.h"
#include "base/privilege.h"
#include "command/command.h"
#include "exchange/output.h"
#include "registry/drafts.h"

/* Messages may quote what stands in files: one message is one line. */
void
say(const char *format, ...)
{
	struct buf line;
	va_list args;

	buf_init(&line);
	va_start(args, format);
	print_into(&line, format, args);
	va_end(args);
	progress_end();
	print_to(stderr, "chancery: %s\n", buf_string(&line));
	buf_clear(&line);
}

void
say_faults(const struct faults *f)
{
	for (size_t i = 0; i < f->count; i++) {
		char *text = fault_text(&f->list[i]);

		say("%s", text);
		free(text);
	}
}

void
say_problems(const struct problems *p)
{
	for (size_t i = 0; i < p->count; i++) {
		char *text = problem_text(&p->list[i], false);

		say("%s", text);
		free(text);
	}
}

enum err_code
check_language(const char *language, const struct schema *schema, struct err *e)
{
	struct buf known;
	enum err_code rc;

	if (intl_knows(language) || (schema != NULL && schema_speaks(schema, language)))
		return ERR_OK;
	buf_init(&known);
	intl_languages(&known);
	rc = err_set(e, ERR_USAGE,
	             _("the language \"%s\" is not known: messages are in %s, and no label of the"
	               " schema is in it"),
	             language, buf_string(&known));
	buf_clear(&known);
	return rc;
}

enum err_code
open_register(const struct settings *settings, struct registry **out, struct err *e)
{
	enum err_code rc = registry_open(settings, out, e);
	struct err ignored;

	/* What is kept beside the shared store is not to be had later. */
	if (rc == ERR_OK && settings->is_shared)
		registry_open_session(*out, &ignored);
	privilege_drop();
	if (rc == ERR_OK && settings->language_is_asked)
		rc = check_language(settings->language, registry_schema(*out), e);
	if (rc != ERR_OK) {
		registry_close(*out);
		*out = NULL;
	}
	return rc;
}

const char *
get_path(struct invocation *in, const char *name, struct err *e)
{
	char **place = in->paths[0] == NULL ? &in->paths[0] : &in->paths[1];

	free(*place);
	return settings_path(in->settings, name, place, e) == ERR_OK ? *place : NULL;
}

static bool
wait_for_writer(void *context, const char *holder, int seconds)
{
	(void)context;
	if (seconds == 1)
		say(_("waiting: %s is writing"), holder);
	return seconds < 60;
}

void
wait_with_patience(struct registry *r)
{
	registry_on_waiting(r, wait_for_writer, NULL);
}

enum err_code
get_type(const struct invocation *in, const char *name, const struct type **out, struct err *e)
{
	return schema_find_type(registry_schema(in->registry), name, out, e);
}

enum err_code
get_table(const struct invocation *in, const char *name, const struct type **type,
          const struct field **table, struct err *e)
{
	const char *dot = strchr(name, '.');
	char *first = mem_textn(name, dot == NULL ? strlen(name) : (size_t)(dot - name));
	enum err_code rc = get_type(in, first, type, e);

	free(first);
	*table = NULL;
	if (rc != ERR_OK || dot == NULL)
		return rc;
	rc = fields_get_named(&(*type)->fields, (*type)->name, dot + 1, table, e);
	if (rc == ERR_OK && (*table)->type != FIELD_TABLE)
		rc = err_set(e, ERR_USAGE, _("%s of %s is not a table"), (*table)->name,
		             (*type)->name);
	return rc;
}

void
join_arguments(const struct invocation *in, int first, struct buf *out)
{
	for (int i = first; i < in->count; i++)
		buf_printf(out, "%s%s", out->size > 0 ? " " : "", in->arguments[i]);
}

enum err_code
find_even_removed(const struct invocation *in, const struct type *type, const char *code,
                  uint32_t *number, struct err *e)
{
	struct err removed;
	enum err_code rc = registry_find_code(in->registry, type, code, number, e);

	if (rc != ERR_NOT_FOUND ||
	    registry_find_removed(in->registry, type, code, number, &removed) != ERR_OK)
		return rc;
	return ERR_OK;
}

enum err_code
get_query(const struct invocation *in, int first, const struct type *type,
          const struct field *table, struct query **out, struct err *e)
{
	const struct query_scope scope = { registry_schema(in->registry), type, table };
	struct buf text;
	enum err_code rc;

	*out = NULL;
	if (first >= in->count)
		return ERR_OK;
	buf_init(&text);
	join_arguments(in, first, &text);
	rc = query_parse(buf_string(&text), &scope, out, e);
	buf_clear(&text);
	return rc;
}

enum err_code
get_number(const struct invocation *in, const char *option, int64_t least, int64_t most,
           int64_t fallback, int64_t *out, struct err *e)
{
	const char *text = option_value(in, option);

	*out = fallback;
	if (text == NULL || number_read(text, least, most, out))
		return ERR_OK;
	if (most == INT64_MAX)
		return err_set(e, ERR_USAGE,
		               _("--%s is a whole number of at least %" PRId64 ", not \"%s\""),
		               option, least, text);
	return err_set(e, ERR_USAGE,
	               _("--%s is a whole number from %" PRId64 " to %" PRId64 ", not \"%s\""),
	               option, least, most, text);
}

enum err_code
get_date(const struct invocation *in, const char *option, partial_date *out, struct err *e)
{
	const char *text = option_value(in, option);

	*out = DATE_NONE;
	if (text != NULL && !date_read(text, date_today(), out))
		return err_set(e, ERR_USAGE,
		               _("--%s is a date (2015, 2015-01-01, today), not \"%s\""), option,
		               text);
	return ERR_OK;
}

enum err_code
get_disclosure(const struct invocation *in, struct disclosure *out, struct err *e)
{
	*out = (struct disclosure){ .sensitive = option_value(in, "sensitive") != NULL };
	return out->sensitive ? registry_may(in->registry, OPERATOR_ADMINISTRATOR, e) : ERR_OK;
}

void
say_left_out(const struct field *const *fields, size_t count, const struct disclosure *d)
{
	for (size_t i = 0; i < count; i++) {
		if (!is_disclosed(fields[i], d))
			say(_("%s is sensitive and left out; --sensitive includes it"),
			    fields[i]->name);
	}
}

/* ---- progress: one line that is written over */

static struct {
	bool is_on, is_shown;
	int64_t start, phase, last;
} progress;

void
progress_begin(void)
{
	progress.is_on = isatty(STDERR_FILENO);
	progress.start = clock_ticks();
	progress.phase = progress.last = progress.start;
}

void
progress_phase(void)
{
	progress.phase = clock_ticks();
}

void
progress_show(const char *what, double part, uint64_t done)
{
	int64_t now = clock_ticks(), spent = now - progress.start, in_phase = now - progress.phase;

	if (!progress.is_on || now - progress.last < 250)
		return;
	progress.last = now;
	progress.is_shown = true;
	print_to(stderr, "\r%s: %" PRIu64, what, done);
	if (in_phase > 0)
		print_to(stderr, _(", %" PRIu64 " a second"), done * 1000 / (uint64_t)in_phase);
	if (part > 0.01 && part <= 1)
		print_to(stderr, _(", %d s left"),
		        (int)((double)spent * (1 - part) / part / 1000) + 1);
	fputs("   ", stderr);
	fflush(stderr);
}

void
progress_end(void)
{
	if (progress.is_shown)
		print_to(stderr, "\r%*s\r", 70, "");
	progress.is_shown = false;
}

enum err_code
finish_output(struct err *e)
{
	progress_end();
	if (charset_flush())
		return ERR_OK;
	if (charset_has_refused())
		return err_set(e, ERR_DATA,
		               _("the locale's character set (%s) has not all characters of the output:"
		                 " use a UTF-8 locale, or -o FILE, which is UTF-8 everywhere"),
		               charset_name());
	return err_set(e, ERR_FULL, _("the output cannot be written: %s"), strerror(errno));
}
