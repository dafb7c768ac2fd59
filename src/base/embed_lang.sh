#!/bin/sh
# embed_lang.sh LL.po...: the catalogues as a C table. $MSGFMT and $CC are the tools.
#
# A number's length modifier is the compiler's, in messages as in the code.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# modifier NAME: PRIu64 is "lu" or "llu"
modifier() {
	printf '#include <inttypes.h>\n@%s\n' "$1" | ${CC:-cc} -E -P - | tr -d '\n" ' | sed 's/.*@//'
}

u64=$(modifier PRIu64) d64=$(modifier PRId64) u32=$(modifier PRIu32)
echo '/* Made by embed_lang.sh. */'
echo '#include <config.h>'
echo
echo '#include "base/intl.h"'
for file in "$@"; do
	language=$(basename "$file" .po)
	sed "s/<PRIu64>/$u64/g; s/<PRId64>/$d64/g; s/<PRIu32>/$u32/g" "$file" >"$work/$language.po"
	"${MSGFMT:-msgfmt}" --endianness=little --no-hash -o "$work/$language.mo" \
		"$work/$language.po"
	echo
	echo "static const unsigned char ${language}_data[] = {"
	od -An -v -tu1 "$work/$language.mo" | sed 's/^ *//; s/  */,/g; s/$/,/'
	echo '};'
done
echo
echo 'const struct intl_catalogue intl_catalogues[] = {'
for file in "$@"; do
	language=$(basename "$file" .po)
	echo "	{ \"$language\", ${language}_data, sizeof ${language}_data },"
done
echo '	{ NULL, NULL, 0 }'
echo '};'
