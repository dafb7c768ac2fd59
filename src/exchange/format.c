/* Lists the formats that import reads, and opens a file of each. */
#include <config.h>

#include "exchange/format.h"

#include <string.h>

#include "base/intl.h"
#include "exchange/csv.h"
#include "exchange/detect.h"
#include "exchange/input.h"

static struct reader *
open_csv(const struct import_source *s, bool may_update)
{
	struct csv_layout layout = {
		.name = s->name, .header_rows = s->header_rows, .separator = s->separator,
		.rules = { .type = s->type, .table = s->table, .map = s->map,
		           .may_update = may_update },
	};

	return csv_reader(s->in, &layout);
}

static struct reader *
open_json(const struct import_source *s, bool may_update)
{
	(void)may_update;
	return json_reader(s->in);
}

/* One row a format: name and ending, whether it has cells, what opens it. The first is what a file
 * has whose name says nothing. */
#define IMPORT_FORMAT_LIST(X) \
	X("csv",   true,  open_csv) \
	X("json",  false, open_json) \
	X("jsonl", false, open_json)

#define IMPORT_FORMAT(name, is_cells, open) { name, "." name, is_cells, open },
static const struct import_format import_formats[] = { IMPORT_FORMAT_LIST(IMPORT_FORMAT) { 0 } };

#define IMPORT_FORMAT_NAME(name, is_cells, open) name,
const char *const import_format_names[] = { IMPORT_FORMAT_LIST(IMPORT_FORMAT_NAME) NULL };

const struct import_format *
import_format_named(const char *name)
{
	for (const struct import_format *f = import_formats; f->name != NULL; f++) {
		if (strcmp(f->name, name) == 0)
			return f;
	}
	return NULL;
}

const struct import_format *
import_format_of(const char *path)
{
	size_t n = strlen(path);

	for (const struct import_format *f = import_formats; f->name != NULL; f++) {
		size_t m = strlen(f->ending);

		if (n >= m && strcmp(path + n - m, f->ending) == 0)
			return f;
	}
	return import_formats;
}

enum err_code
import_open(const char *path, const char *encoding, const struct import_format *format, FILE **out,
            struct err *e)
{
	unsigned char head[DETECT_HEAD];
	enum err_code rc = input_open(path, encoding, out, e);
	size_t n;

	if (rc != ERR_OK)
		return rc;
	n = fread(head, 1, sizeof head, *out);
	rc = input_rewind(*out, e);
	if (rc == ERR_OK && format->is_cells && detect_json((struct span){ head, n }))
		rc = err_set(e, ERR_DATA,
		             _("%s: this is JSON, not csv: --format json or --format jsonl reads it"),
		             path);
	if (rc != ERR_OK && *out != stdin)
		fclose(*out);
	*out = rc == ERR_OK ? *out : NULL;
	return rc;
}
