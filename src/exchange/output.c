/* Decides what of a record may leave the register, and as what text. */
#include <config.h>

#include "exchange/output.h"

bool
is_disclosed(const struct field *f, const struct disclosure *d)
{
	return d->sensitive || !f->is_sensitive;
}

void
file_text(const struct value *v, const struct field *f, const struct directory *d,
          const struct disclosure *disclosure, struct buf *out)
{
	if (!disclosure->sensitive && value_is_small_count(v, f))
		buf_printf(out, "<%d", SMALL_COUNT);
	else
		value_format(v, f, d, FORM_FILE, "en", out);
}
