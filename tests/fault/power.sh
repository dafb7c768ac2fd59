#!/bin/sh
# The power fails, at any write: what was acknowledged before is there, and the store is whole. The
# writes are written down as they are made, and only what was synced is certain to be on the disk.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
cut=$top_builddir/tests/fault/cut
small_store
cp -r store kept
: >log

logged() {
	faulty SHIM_LOG="$work/log" SHIM_FOLDER="$work/store" "$CHANCERY" "$@"
}
# acknowledge WHAT: that it is done, and how long the log is by then
acknowledge() {
	echo "$(stat -c %s log) $1" >>acknowledged
}
i=0
while [ $i -lt 10 ]; do
	i=$((i + 1))
	logged set state LK "region=Region $i" && acknowledge $i
done
awk 'BEGIN { print "code,name,kind"; for (i = 0; i < 60; i++) printf "X%02d,Name %d,state\n", i, i }' \
	>many.csv
logged import state many.csv >/dev/null && acknowledge import
logged remove state X02 && acknowledge remove
while [ $i -lt 14 ]; do
	i=$((i + 1))
	logged set state LK "region=Region $i" && acknowledge $i
done
$cut log >ends
ok 'writes were written down' [ "$(wc -l <ends)" -gt 50 ]
is 'all saves were acknowledged' "$(wc -l <acknowledged)" 16

# was_done AT PATTERN: what the last line says that was acknowledged by then
was_done() {
	awk -v at="$1" -v what="$2" '$1 <= at && $2 ~ what { n = $2 } END { print n + 0 }' acknowledged
}
try() {
	at=$1 seed=$2 tried=$((tried + 1))
	rm -rf cut && cp -r kept cut && rm -f cut/lock.mdb cut/writer.lock
	$cut log "$at" "$seed" "$work/store" cut
	chancery check >checked 2>&1 || echo "$at $seed: $(head -n 1 checked)" >>wrong
	now=$(value state LK region)
	now=${now#Region }
	[ "${now:-0}" -ge "$(was_done "$at" '^[0-9]')" ] || echo "$at $seed: $now is there" >>wrong
	n=$(count state code:x00,x59)
	case $n in
	0) ! awk -v at="$at" '$1 <= at && $2 == "import" { found = 1 } END { exit !found }' acknowledged ;;
	2) true ;;
	*) false ;;
	esac || echo "$at $seed: $n of an import" >>wrong
}
tried=0 entries=$(wc -l <ends)
export CHANCERY_STORE="$work/cut"
for line in $(spread 1 "$entries" $((40 * times))); do
	again=0
	while [ $again -lt $((1 + (times > 1) * 4)) ]; do
		again=$((again + 1))
		try "$(sed -n "${line}p" ends)" $((again * 7919 + line))
	done
done
is "the power failed $tried times in $entries writes and syncs" "$(cat wrong 2>/dev/null)" ''
status 'after that it goes on' 0 chancery set state LK region=After
whole 'and is whole'
done_testing
