/* Opens import files, converts them to UTF-8, and makes them readable twice. */
#include <config.h>

#include "exchange/input.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/intl.h"
#include "exchange/detect.h"

#define CHUNK 65536

enum err_code
input_end(FILE *in, struct err *e)
{
	int number = errno;

	if (feof(in) && !ferror(in))
		return ERR_OK;
	return err_set(e, ERR_STORE,
	               _("reading failed before the end (%s), and nothing was taken from it"),
	               strerror(number));
}

enum err_code
input_rewind(FILE *in, struct err *e)
{
	unsigned char mark[3];

	rewind(in);
	if (fread(mark, 1, sizeof mark, in) != sizeof mark) {
		if (input_end(in, e) != ERR_OK)
			return ERR_STORE;
		rewind(in);
	} else if (mark[0] != 0xEF || mark[1] != 0xBB || mark[2] != 0xBF) {
		rewind(in);
	}
	return ERR_OK;
}

const char *
input_name(const char *path)
{
	return strcmp(path, "-") == 0 ? _("standard input") : path;
}

static enum err_code
spool_err(struct err *e)
{
	return err_set(e, ERR_FULL, _("the temporary folder is full: %s"), strerror(errno));
}

/* What cannot be rewound (a pipe) is copied to a file without a name. */
static enum err_code
spool(FILE *in, FILE **out, struct err *e)
{
	char buffer[CHUNK];
	enum err_code rc;
	size_t n;

	*out = tmpfile();
	if (*out == NULL)
		return spool_err(e);
	while ((n = fread(buffer, 1, sizeof buffer, in)) > 0) {
		if (fwrite(buffer, 1, n, *out) != n) {
			fclose(*out);
			*out = NULL;
			return spool_err(e);
		}
	}
	rc = input_end(in, e);
	if (rc != ERR_OK) {
		fclose(*out);
		*out = NULL;
	}
	return rc;
}

static enum err_code
convert_stream(iconv_t cd, FILE *in, FILE *out, const char *encoding, struct err *e)
{
	char from[CHUNK], to[CHUNK * 4];
	size_t kept = 0, n;

	while ((n = fread(from + kept, 1, sizeof from - kept, in)) > 0 || kept > 0) {
		char *p = from, *q = to;
		size_t left = kept + n, room = sizeof to;
		size_t rc;

		if (n == 0 && input_end(in, e) != ERR_OK)
			return ERR_STORE;
		rc = iconv(cd, &p, &left, &q, &room);
		if (rc == (size_t)-1 && (errno == EILSEQ || (errno == EINVAL && n == 0)))
			return err_set(e, ERR_DATA,
			               _("the file is not in %s: its byte %ld does not fit"),
			               encoding, ftell(in) - (long)left + 1);
		if (fwrite(to, 1, (size_t)(q - to), out) != (size_t)(q - to))
			return spool_err(e);
		memmove(from, p, left);
		kept = left;
	}
	return input_end(in, e);
}

static enum err_code
convert(FILE *in, const char *encoding, FILE **out, struct err *e)
{
	iconv_t cd = iconv_open("UTF-8", encoding);
	enum err_code rc;

	if (cd == (iconv_t)-1 && errno != EINVAL)
		return err_set(e, ERR_STORE, _("the encoding \"%s\" cannot be converted: %s"),
		               encoding, strerror(errno));
	if (cd == (iconv_t)-1)
		return err_set(e, ERR_USAGE,
		               _("the encoding \"%s\" is not known (iconv -l lists them)"),
		               encoding);
	*out = tmpfile();
	rc = *out == NULL ? spool_err(e) : convert_stream(cd, in, *out, encoding, e);
	if (rc != ERR_OK && *out != NULL) {
		fclose(*out);
		*out = NULL;
	}
	iconv_close(cd);
	return rc;
}

/* A folder can be opened, but not read. */
static FILE *
open_stream(const char *path)
{
	int fd = strcmp(path, "-") == 0 ? -1 : file_open(path, O_RDONLY);
	FILE *in = strcmp(path, "-") == 0 ? stdin : fd < 0 ? NULL : fdopen(fd, "r");
	struct stat s;

	if (in == NULL || fstat(fileno(in), &s) != 0 || !S_ISDIR(s.st_mode))
		return in;
	if (in != stdin)
		fclose(in);
	errno = EISDIR;
	return NULL;
}

/* Refuses what is not a text, converts the stream if its first bytes say that it is not UTF-8, and makes
 * sure otherwise that it is. */
static enum err_code
settle_encoding(const char *path, FILE **stream, struct err *e)
{
	unsigned char head[DETECT_HEAD];
	FILE *in = *stream;
	const char *encoding;
	enum err_code rc;
	int line;
	size_t n;

	rewind(in);
	n = fread(head, 1, sizeof head, in);
	rewind(in);
	if (detect_foreign((struct span){ head, n }, e) != ERR_OK)
		return err_prefix(e, "%s", path);
	encoding = detect_encoding((struct span){ head, n });
	if (encoding == NULL) {
		rc = detect_utf8(in, &line, e);
		return rc == ERR_OK ? input_end(in, e) : err_prefix(e, "%s:%d", path, line);
	}
	rc = convert(in, encoding, stream, e);
	if (rc == ERR_OK && in != stdin)
		fclose(in);
	else if (rc != ERR_OK)
		*stream = in;
	return rc;
}

enum err_code
input_open(const char *path, const char *encoding, FILE **out, struct err *e)
{
	FILE *in = open_stream(path);
	enum err_code rc = ERR_OK;

	*out = NULL;
	if (in == NULL)
		return file_refuse(path, errno, e);
	if (encoding != NULL)
		rc = convert(in, encoding, out, e);
	else if (fseek(in, 0, SEEK_SET) != 0)
		rc = spool(in, out, e);
	else
		*out = in;
	if (*out != in && in != stdin)
		fclose(in);
	if (rc == ERR_OK && encoding == NULL) {
		rc = settle_encoding(path, out, e);
		if (rc != ERR_OK && *out != stdin)
			fclose(*out);
		*out = rc == ERR_OK ? *out : NULL;
	}
	if (rc == ERR_OK)
		rc = input_rewind(*out, e);
	if (rc != ERR_OK && *out != NULL) {
		if (*out != stdin)
			fclose(*out);
		*out = NULL;
	}
	return rc == ERR_STORE ? err_prefix(e, "%s", input_name(path)) : rc;
}

enum err_code
input_open_text(const char *text, size_t size, FILE **out, struct err *e)
{
	*out = fmemopen((char *)(uintptr_t)text, size, "r");
	return *out != NULL ? ERR_OK : err_set(e, ERR_STORE, "%s", strerror(errno));
}
