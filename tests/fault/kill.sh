#!/bin/sh
# Writers and readers are killed again and again, at any moment: no acknowledged save is lost, nobody is
# kept out, and the store is whole.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
small_store
writers=5 rounds=$((12 * times))
w=0
while [ $w -lt $writers ]; do
	w=$((w + 1))
	chancery add state "code=XW$w" name=Writer >/dev/null
done

# How long one save takes here: a kill may come at any moment of it, or behind it.
began=$(date +%s%N)
"$CHANCERY" set state XW1 region=Measured
took=$((($(date +%s%N) - began) / 1000000))

# pause MOST: milliseconds
pause() {
	milliseconds=$(at_random "$1")
	sleep "$((milliseconds / 1000)).$(printf '%03d' $((milliseconds % 1000)))"
}
# write W: saves, each killed after a while; keeps count of what was acknowledged and tried
write() {
	round=0
	while [ $round -lt $rounds ]; do
		round=$((round + 1))
		"$CHANCERY" set state "XW$1" "region=Round $round" &
		writer=$!
		pause $((took * 3))
		kill -9 $writer 2>/dev/null
		wait $writer && echo "$1 $round" >>acknowledged
		[ $? -ne 4 ] || echo "$1 $round was refused" >>wrong
	done
}
# read: lists and checks, killed as well
read_on() {
	while [ ! -e ended ]; do
		"$CHANCERY" check >/dev/null &
		reader=$!
		pause 60
		kill -9 $reader 2>/dev/null
		wait $reader
		"$CHANCERY" list state >/dev/null || echo "a list ended with $?" >>wrong
	done
}
{
	w=0
	while [ $w -lt $writers ]; do
		w=$((w + 1))
		write $w &
		running="${running-} $!"
	done
	read_on &
	reading=$!
	# shellcheck disable=SC2086
	wait $running
	: >ended
	wait $reading
} 2>messages
is "$((writers * rounds)) writers were killed, or came through" "$(cat wrong 2>/dev/null)" ''
ok "of whom $(wc -l <acknowledged) came through" [ -s acknowledged ]
w=0
while [ $w -lt $writers ]; do
	w=$((w + 1))
	now=$(value state XW$w region)
	now=${now#Round }
	last=$(awk -v w=$w '$1 == w { n = $2 } END { print n + 0 }' acknowledged)
	ok "of writer $w nothing is lost" [ "${now:-0}" -ge "$last" ]
done
whole 'the store is whole'
ok 'and open for the next' chancery set state XW1 region=After
done_testing
