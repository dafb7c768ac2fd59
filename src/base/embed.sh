#!/bin/sh
# Writes C that holds the given files byte for byte: embed.sh SRCDIR FILE... (FILE under SRCDIR, or
# as it is). The names in the table are relative to conf/.
set -eu

dir=$1
shift
printf '/* Made by embed.sh from the files under conf/. */\n'
printf '#include <config.h>\n\n#include "base/builtin.h"\n'
n=0
for file; do
	[ -f "$file" ] || file=$dir/$file
	printf '\nstatic const unsigned char file_%d[] = {\n' "$n"
	od -An -v -tu1 "$file" | sed 's/  */,/g; s/^,/\t/; s/$/,/'
	printf '\t0\n};\n'
	n=$((n + 1))
done
printf '\nconst struct builtin builtin_table[] = {\n'
n=0
for file; do
	printf '\t{ "%s", (const char *)file_%d, sizeof file_%d - 1 },\n' "${file#*conf/}" "$n" "$n"
	n=$((n + 1))
done
printf '\t{ 0 }\n};\n'
