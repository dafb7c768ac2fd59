#include <config.h>

#include "base/locale.h"

#include <langinfo.h>
#include <strings.h>

enum text_charset
locale_charset(bool ascii_only)
{
	if (!ascii_only && strcasecmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return TEXT_UTF8;
	return TEXT_ASCII;
}
