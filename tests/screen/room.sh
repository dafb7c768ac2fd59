#!/bin/sh
# Every 80x24 screen has room for a language that is a third longer than English.
here=tests/screen
CHANCERY=${top_builddir:?}/$here/chancery-longer
export CHANCERY
[ -x "$top_builddir/$here/play" ] || { echo '1..0 # SKIP libvterm is missing'; exit 0; }
exec "$top_builddir/$here/play" --starter "$top_builddir/$here/starter" \
	"${top_srcdir:?}/$here/longer.scr"
