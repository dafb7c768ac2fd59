#!/bin/sh
# In a locale of another character set than UTF-8: accents fall away on the screen, and stay in the
# register, also where the text that has them is edited.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
play=${top_builddir:?}/tests/screen/play
[ -x "$play" ] || { echo '1..0 # SKIP libvterm is missing'; exit 0; }
localedef -i en_US -f ISO-8859-1 ./en_US.ISO-8859-1 2>/dev/null ||
	{ echo '1..0 # SKIP no locale can be made here'; exit 0; }
export CHANCERY

cat >latin1.scr <<END
env LOCPATH=$work
locale en_US.ISO-8859-1
args browse meeting
line 4 ">  2025-11-18  SACM        Min.       XXIII South American Conf~  Brasilia, BR"
keys Enter e PgDn Tab
line 5 "> City               Brasilia"
keys End " DF" F2
line -3 "Saved SACM-20251118, version 2."
run chancery list meeting code:SACM-20251118 --columns city --format csv | iconv -f latin1 -t utf-8 | grep -q '^Brasília DF\$'
# A byte of that set is no character of ours.
raw \xe9
line 5 "> City               Brasilia DF~~~"
keys q
END
"$play" latin1.scr
trap - EXIT
rm -rf "$work"
