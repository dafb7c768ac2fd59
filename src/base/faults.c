/* Collects mistakes with their file and line, so that all can be reported at once. */
#include <config.h>

#include "base/faults.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/intl.h"

void
faults_init(struct faults *f)
{
	*f = (struct faults){ 0 };
}

void
faults_forget(struct faults *f, size_t kept)
{
	for (; f->count > kept; f->count--) {
		free(f->list[f->count - 1].file);
		free(f->list[f->count - 1].sentence);
	}
}

void
faults_clear(struct faults *f)
{
	faults_forget(f, 0);
	free(f->list);
	faults_init(f);
}

void
faults_add(struct faults *f, const char *file, int line, const char *format, ...)
{
	struct err e;
	va_list args;

	va_start(args, format);
	err_setv(&e, ERR_DATA, format, args);
	va_end(args);
	MEM_ROOM(f->list, f->count, f->room);
	f->list[f->count++] = (struct fault){
		.file = file == NULL ? NULL : mem_text(file),
		.line = line,
		.sentence = mem_text(e.text),
	};
}

char *
fault_text(const struct fault *fault)
{
	if (fault->file == NULL)
		return mem_text(fault->sentence);
	if (fault->line == 0)
		return mem_printf("%s: %s", fault->file, fault->sentence);
	return mem_printf("%s:%d: %s", fault->file, fault->line, fault->sentence);
}

enum err_code
faults_err(const struct faults *f, enum err_code code, struct err *e)
{
	char *first;

	if (f->count == 0)
		return ERR_OK;
	first = fault_text(&f->list[0]);
	if (f->count == 1)
		err_set(e, code, "%s", first);
	else
		err_set(e, code, ngettext("%s (and %zu more fault)", "%s (and %zu more faults)",
		        f->count - 1), first, f->count - 1);
	free(first);
	return code;
}
