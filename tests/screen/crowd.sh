#!/bin/sh
# Many sessions at once save changes in forms, also to the same records and the same fields: what was
# acknowledged is in the journal, once, and nothing else is.
#
#     CROWD_SESSIONS=50 CROWD_CHANGES=200 make check TESTS=tests/screen/crowd.sh
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
crowd=${top_builddir:?}/tests/screen/crowd
sessions=${CROWD_SESSIONS:-8} changes=${CROWD_CHANGES:-20}
[ -x "$crowd" ] || { echo '1..0 # SKIP libvterm is missing'; exit 0; }
export CHANCERY TERM=xterm-256color
new_store

chancery list office --columns code --limit $(((sessions + 4) / 5)) --format csv | tail -n +2 >codes
began=$(date +%s)
# shellcheck disable=SC2046
status "$sessions sessions save $changes changes each" 0 "$crowd" "$sessions" "$changes" $(cat codes)
printf '%s\n' "$out" >acknowledged
echo "# it took $(($(date +%s) - began)) s"
is 'every change was acknowledged' "$(grep -c . acknowledged)" $((sessions * changes))

while read -r code; do
	chancery history office "$code" >"history.$code"
	# The later value of each change, if it is one of ours.
	sed -n 's/.* -> .*\(s[0-9][0-9]* c[0-9][0-9]*\).*/\1/p' "history.$code" |
		sed "s/^/$code	/" >>journal
done <codes
cut -f 1,3 acknowledged | sort >expected
sort journal >found
is 'each is in the journal, once, and nothing else' "$(diff expected found)" ''

# Of two who write into one field one is the last; all others find their last value.
lost() {
	while IFS='	' read -r code field value; do
		[ "$field" = City ] ||
			chancery show office "$code" | grep -q "$value" || echo "$code $field $value"
	done
}
is 'the last of each is there' "$(grep "c$(printf %04d $((changes - 1)))$" acknowledged | lost)" ''
status 'no draft is left' 1 chancery drafts
ok 'the register holds together' chancery check
done_testing
