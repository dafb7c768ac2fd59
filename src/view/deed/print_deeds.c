/* Holds the conversations about documents. */
#include <config.h>

#include "view/deed/print_deeds.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/file.h"
#include "base/intl.h"
#include "view/report/paper.h"

#define WIDTH 80

void
deed_print(struct face *f, const struct record *record)
{
	const struct document *first;
	struct paper p;

	paper_begin(f->registry, DATE_NONE, &p);
	first = paper_next(&p, record->type, NULL);
	if (first == NULL)
		face_say(f, _("No document is of a %s."), record->type->label);
	else
		f->ops->show_report(f, REPORT_PAPER, &(struct report_subject){ .record = record });
	paper_end(&p);
}

char *
deed_next_document(struct face *f, const struct report_subject *subject)
{
	const struct document *d, *next = NULL;
	struct paper p;
	char *name = NULL;

	paper_begin(f->registry, subject->as_of, &p);
	d = paper_shown(&p, subject);
	if (d != NULL)
		next = paper_next(&p, subject->record->type, d->name);
	if (next != NULL && next != d)
		name = mem_text(next->name);
	else
		face_say(f, _("No other document is of a %s."), subject->record->type->label);
	paper_end(&p);
	return name;
}

/* ---- writing */

/* "CP-20181116-participants-en.txt"; a code may hold what the name of a file may not. */
static char *
proposed_name(struct face *f, const struct document *d, const struct record *record)
{
	char *code = registry_code(f->registry, record);
	char *name = mem_printf("%s-%s-%s.txt", code, d->name, registry_schema(f->registry)->language);

	for (char *p = name; *p != '\0'; p++)
		*p = *p == '/' ? '-' : *p;
	free(code);
	return name;
}

static bool
has_ending(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n > m && strcmp(name + n - m, end) == 0;
}

/* Asks until the name ends as a format does. False: the operator went back. */
static bool
ask_name(struct face *f, char **name, bool *is_markdown)
{
	const char *complaint = NULL;

	while (f->ops->ask_text(f, _("Write to (.txt or .md):"), complaint, name)) {
		*is_markdown = has_ending(*name, ".md");
		if (*is_markdown || has_ending(*name, ".txt"))
			return true;
		complaint = _("A document is text (.txt) or Markdown (.md): the name ends so.");
	}
	return false;
}

static enum err_code
write_out(const char *path, const struct buf *text, struct err *e)
{
	struct safe_file *file;
	enum err_code rc = safe_file_open(path, &file, e);

	if (rc != ERR_OK)
		return rc;
	if (fwrite(text->data, 1, text->size, safe_file_stream(file)) < text->size) {
		safe_file_abort(file);
		return err_set(e, ERR_FULL, _("%s cannot be written: %s"), path, strerror(errno));
	}
	return safe_file_commit(file, e);
}

static enum err_code
print_to(const struct paper *p, const struct document *d, const struct record *record,
         bool is_markdown, const char *path, struct err *e)
{
	struct blocks blocks = { 0 };
	struct buf text;
	enum err_code rc = paper_print(p, d, record, &blocks, e);

	buf_init(&text);
	if (rc == ERR_OK && is_markdown)
		write_markdown(&blocks, &text);
	else if (rc == ERR_OK)
		write_text(&blocks, WIDTH, &text);
	if (rc == ERR_OK)
		rc = write_out(path, &text, e);
	buf_clear(&text);
	blocks_clear(&blocks);
	return rc;
}

/* Names leave the register only if somebody wants them to who may. */
static bool
wants_names(struct face *f, const struct paper *p, const struct document *d,
            const struct record *record)
{
	struct err e;

	return registry_may(f->registry, OPERATOR_ADMINISTRATOR, &e) == ERR_OK &&
	       document_has_sensitive(&p->printing, d, record) &&
	       f->ops->ask_letter(f, _("With the names of persons? (y/n)"), LETTERS_NO_YES) == 'y';
}

static bool
may_replace(struct face *f, const char *path)
{
	char *question;
	bool may;

	if (!file_exists(path))
		return true;
	question = mem_printf(_("%s is there already. Replace it? (y/n)"), path);
	may = f->ops->ask_letter(f, question, LETTERS_NO_YES) == 'y';
	free(question);
	return may;
}

void
deed_write_document(struct face *f, const struct report_subject *subject)
{
	const struct settings *settings = registry_settings(f->registry);
	const struct document *d;
	struct paper p;
	struct err e;
	char *name, *path = NULL;
	bool is_markdown;

	paper_begin(f->registry, subject->as_of, &p);
	d = paper_shown(&p, subject);
	name = d == NULL ? mem_text("") : proposed_name(f, d, subject->record);
	if (settings->captive && *settings->exchange == '\0')
		face_say(f, "%s", _("Files are written to an exchange folder, and there is none here."));
	else if (d != NULL && ask_name(f, &name, &is_markdown)) {
		if (settings_path(settings, name, &path, &e) != ERR_OK) {
			f->ops->refuse(f, &e);
		} else if (may_replace(f, path)) {
			p.printing.disclosure.sensitive = wants_names(f, &p, d, subject->record);
			if (print_to(&p, d, subject->record, is_markdown, path, &e) == ERR_OK)
				face_say(f, _("%s was written."), path);
			else
				f->ops->refuse(f, &e);
		}
	}
	free(path);
	free(name);
	paper_end(&p);
}
