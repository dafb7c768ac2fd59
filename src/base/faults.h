/* A list of mistakes with their file and line, so that all are reported at once. */
#ifndef BASE_FAULTS_H
#define BASE_FAULTS_H

#include <stddef.h>

#include "base/err.h"

struct fault {
	char *file;             /* or NULL */
	int line;               /* from 1; 0: none */
	char *sentence;
};

struct faults {
	struct fault *list;
	size_t count, room;
};

void faults_init(struct faults *f);
void faults_clear(struct faults *f);

void faults_add(struct faults *f, const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Leaves the first ones, as many as there were at some moment. */
void faults_forget(struct faults *f, size_t kept);

/* "FILE:LINE: sentence", "FILE: sentence" or "sentence" as a text that the caller frees. */
char *fault_text(const struct fault *fault);

/* OK if there are none; else code with the first fault's sentence and how many more there are. */
enum err_code faults_err(const struct faults *f, enum err_code code, struct err *e);

#endif
