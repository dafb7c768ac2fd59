#!/bin/sh
# Many writers at one store: nothing is lost, nothing is torn.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
writers=20 rounds=25

# Twenty offices by their codes, one a writer; all of them also add to one record's list.
chancery list office --columns code --limit $writers --format csv | tail -n +2 >offices
acts=$(chancery log | wc -l)

# write CODE: 25 changes of one record
write() {
	round=0
	while [ $round -lt $rounds ]; do
		round=$((round + 1))
		chancery set office "$1" "city=$1 $round" || echo "$1 $round" >>failed
	done
}
while read -r code; do
	write "$code" 2>>messages &
done <offices
wait

is 'every change is done' "$(cat failed 2>/dev/null)" ''
is 'the last of each is there' "$(chancery list office --columns code,city --format csv |
	awk -F , -v n=$rounds '$2 == $1 " " n' | wc -l)" $writers
is 'each is an act' "$(($(chancery log | wc -l) - acts))" $((writers * rounds))
is 'each record has a version for each' "$(while read -r code; do
	chancery show office "$code" --format json | sed 's/.*"version":\([0-9]*\),.*/\1/'
done <offices | sort -u)" $((rounds + 1))
ok 'the register holds together' chancery check

# ---- the same record: nobody undoes what another did
: >failed
while read -r code; do
	until chancery set state LK "sources+=$code" 2>>messages; do
		echo "$code" >>failed
		[ "$(grep -c "^$code$" failed)" -lt 100 ] || break
	done &
done <offices
wait
is 'each adds to the list of one record' "$(value state LK sources | tr ';' '\n' | wc -l)" \
	$((writers + 1))

# ---- a number from a series is given once
i=0
while [ $i -lt $writers ]; do
	i=$((i + 1))
	chancery add action meeting=CP-20181116 "text=Action $i" >>codes 2>>messages &
done
wait
is 'numbers are given once and without gaps' "$(sort -u codes | wc -l)" $writers
status 'up to the last' 0 chancery show action CP-20181116/$writers

# ---- killed in the midst of it
i=0
while [ $i -lt 10 ]; do
	i=$((i + 1))
	chancery set office RO-BKK "city=Bangkok $i" 2>>messages &
	kill -9 $! 2>/dev/null
done
wait
ok 'a killed writer leaves the store whole' chancery check
ok 'and open for the next' chancery set office RO-BKK city=Bangkok
done_testing
