/* A form and its draft: what is typed is kept beside the register, and taken up again. */
#ifndef VIEW_DRAFT_H
#define VIEW_DRAFT_H

#include "registry/drafts.h"
#include "view/form/form.h"
#include "view/report/sheet.h"

/* What is to be kept of one form and of what is open above it: first the form, then each in turn
 * adds what it has. */
struct keeping {
	struct form *form;              /* of a record; NULL: nothing is begun */
	struct draft draft;             /* record and base are the form's */
	const struct field *field;      /* the one that is being typed */
	const char *language;           /* likewise; or NULL */
	bool is_worth;                  /* anything was typed */
};

/* Begins with a form of a record: item is the current one, text what is typed in it. */
void keep_form(struct keeping *k, struct form *f, size_t item, const char *text);
/* The form of a row of it. */
void keep_row(struct keeping *k, const struct form *f, size_t item, const char *text);
/* A cell of a row that is being typed. */
void keep_cell(struct keeping *k, const struct field *table, uint64_t row,
               const struct field *column, const char *text);
/* Another text for the field that is being typed. */
void keep_text(struct keeping *k, const char *text);

/* Writes it, if anything was typed since it was last written; without anything the draft is
 * dropped. Leaves k empty. */
enum err_code keep_end(struct keeping *k, struct err *e);

/* The form's draft is not needed any more. */
void form_forget(struct form *f);

/* The form that a draft was of, and its current item; takes the draft's records. */
struct form *form_resume(struct registry *r, struct draft *d, size_t *item);
/* The form of the row that was open in it; NULL: none was. */
struct form *form_resume_row(struct form *parent, const struct draft *d, size_t *item);

/* The operator's drafts as lines: how old, of what; each with its number as key. */
enum err_code report_drafts(struct registry *r, int width, struct sheet_lines *out,
                            struct err *e);

/* "Meeting CP-20181116", "New Meeting"; the caller frees it. */
char *draft_name(struct registry *r, const struct draft *d);

#endif
