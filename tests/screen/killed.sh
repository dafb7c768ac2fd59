#!/bin/sh
# Sessions are killed, or their lines cut, while somebody types: two seconds of it are lost at most.
#
#     KILLED_ROUNDS=200 make check TESTS=tests/screen/killed.sh
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
killed=${top_builddir:?}/tests/screen/killed
[ -x "$killed" ] || { echo '1..0 # SKIP libvterm is missing'; exit 0; }
export CHANCERY TERM=xterm-256color
new_store

status 'drafts lose two seconds at most' 0 "$killed" "${KILLED_ROUNDS:-2}" DEV
printf '# %s\n' "$out"
status 'nothing is left of them' 1 chancery drafts
is 'and nothing was written' "$(chancery history category DEV | grep -c '^[0-9]')" 1
ok 'the register holds together' chancery check
done_testing
