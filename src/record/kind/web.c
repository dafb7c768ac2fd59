/* Defines the kind "web address". */
#include <config.h>

#include <string.h>

#include "base/intl.h"
#include "record/kind.h"

static bool
is_right(const char *text)
{
	const char *host = strncmp(text, "https://", 8) == 0 ? text + 8 :
	                   strncmp(text, "http://", 7) == 0 ? text + 7 : NULL;

	return host != NULL && *host != '\0' && *host != '/' && strpbrk(text, " \"<>") == NULL;
}

static enum err_code
check(const struct field *f, const struct value *v, struct err *e)
{
	(void)f;
	return kind_check_text(is_right, v, _("\"%s\" is not a web address (https://example.org)"), e);
}

/* What begins with "www." can only be meant as an address. */
static enum err_code
parse(const struct field *f, const char *text, const struct directory *d, struct arena *a,
      struct value *out, struct err *e)
{
	(void)f;
	(void)d;
	(void)e;
	out->text = strncmp(text, "www.", 4) == 0 ? arena_printf(a, "https://%s", text) :
	            arena_text(a, text);
	return ERR_OK;
}

const struct kind kind_web = { .parse = parse, .example = "https://example.org", .check = check };
