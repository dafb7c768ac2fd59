/* Files that change, or cannot be read on, while an import reads them more than once. */
#define _GNU_SOURCE
#include <config.h>

#include "exchange/format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "desk.h"

/* A file that is another one after it was gone back to so many times. */
struct changing {
	const char *first, *then;
	int rewinds, left;
	size_t at;
};

static const char *
content(const struct changing *c)
{
	return c->rewinds > c->left ? c->then : c->first;
}

static ssize_t
read_content(void *cookie, char *data, size_t size)
{
	struct changing *c = cookie;
	size_t n;

	if (content(c) == NULL) {
		errno = EIO;
		return -1;
	}
	n = strlen(content(c)) - c->at;
	if (n > size)
		n = size;
	memcpy(data, content(c) + c->at, n);
	c->at += n;
	return (ssize_t)n;
}

static int
seek_content(void *cookie, off64_t *to, int from)
{
	struct changing *c = cookie;

	if (from == SEEK_SET)
		c->at = (size_t)*to;
	else if (from == SEEK_END)
		c->at = strlen(c->first);
	if (from == SEEK_SET && *to == 0)
		c->rewinds++;
	*to = (off64_t)c->at;
	return 0;
}

static enum err_code
import_changing(struct desk *d, struct changing *c, bool is_json, struct faults *faults, struct err *e)
{
	static const cookie_io_functions_t functions = { .read = read_content, .seek = seek_content };
	FILE *in = fopencookie(c, "r", functions);
	struct import_source source = { .name = "places", .in = in,
	                                .format = import_format_named(is_json ? "json" : "csv"),
	                                .header_rows = 1, .type = desk_type(d, "place") };
	const struct import_options options = { .sources = &source, .count = 1, .act = ACT_IMPORT,
	                                        .sentence = "import places" };
	struct import_result result;
	enum err_code rc;

	assert_non_null(in);
	setvbuf(in, NULL, _IOFBF, 16);
	rc = import_run(d->registry, &options, &result, faults, e);
	fclose(in);
	return rc;
}

struct fault_case {
	const char *says, *first, *then;
	const char *sentence;           /* of the refusal */
	bool is_json;
};

#define CSV3 "code,name\nAA,A\nBB,B\nCC,C\n"

static const struct fault_case rows[] = {
	{ "a file that grows", CSV3, CSV3 "DD,D\n", "changed while it was read", false },
	{ "a file that shrinks", CSV3, "code,name\nAA,A\nBB,B\n", "changed while it was read", false },
	{ "a file that was emptied", CSV3, "", "changed while it was read", false },
	{ "as many records in another order", CSV3, "code,name\nBB,B\nAA,A\nCC,C\n",
	  "changed while it was read", false },
	{ "a row that can no longer be read", CSV3, "code,name\nAA,A\nBB,B,B\nCC,C\n",
	  "changed while it was read", false },
	{ "another text in a cell", CSV3, "code,name\nAA,A\nBB,C\nCC,C\n",
	  "changed while it was read", false },
	{ "a disk that fails", CSV3, NULL, "reading failed before the end", false },
	{ "JSON Lines that grow", "{\"code\":\"AA\",\"name\":\"A\"}\n",
	  "{\"code\":\"AA\",\"name\":\"A\"}\n{\"code\":\"BB\",\"name\":\"B\"}\n",
	  "changed while it was read", true },
	{ "JSON Lines on a disk that fails", "{\"code\":\"AA\",\"name\":\"A\"}\n", NULL,
	  "reading failed before the end", true },
};

/* Whenever it changes, the import takes all of one or nothing, and says why. */
static void
test_changing(void **state)
{
	const struct fault_case *row = *state;
	bool was_refused = false, was_taken = false;

	for (int left = 1; left < 14; left++) {
		struct changing c = { .first = row->first, .then = row->then, .left = left };
		struct faults faults;
		void *desk;
		struct err e = { 0 };
		enum err_code rc;

		desk_begin(&desk);
		faults_init(&faults);
		rc = import_changing(desk, &c, row->is_json, &faults, &e);
		if (rc == ERR_OK) {
			was_taken = true;
		} else if (rc == ERR_STORE) {
			was_refused = true;
			assert_says(e.text, "places");
			assert_says(e.text, row->sentence);
			assert_count(desk, "place", 0);
		} else {
			assert_int_equal(rc, ERR_DATA);         /* the file had no heading by then */
			assert_count(desk, "place", 0);
		}
		faults_clear(&faults);
		desk_end(&desk);
	}
	assert_true(was_refused);
	assert_true(was_taken);
}

int
main(void)
{
	struct suite suite = { 0 };

	SUITE_ROWS(&suite, rows, test_changing);
	return suite_run(&suite, "reading_test");
}
