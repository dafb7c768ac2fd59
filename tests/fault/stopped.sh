#!/bin/sh
# A session is stopped while it holds the writers' lock: the others are told who holds it within a second
# or so, and lose nothing.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
small_store

# stop_at N: a save that is stopped before its Nth write; its process is $stopped
stop_at() {
	begin_faulty SHIM_STOP="$1" "$CHANCERY" set state LK "region=Stopped $1"
	stopped=$!
	tries=0
	until grep -q '^State:.*T' "/proc/$stopped/status" 2>/dev/null || [ $tries -ge 100 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
}
# begin_set REGION: a save of another, which has to wait; its process is $other, what it says in waiting
begin_set() {
	: >waiting      # here, so that nobody reads what the one before has said
	"$CHANCERY" set state MV "region=$1" 2>waiting &
	other=$!
}
# told FILE: how many tenths of a second it took until the file said who is writing
told() {
	tenths=0
	until grep -q 'is writing' "$1" 2>/dev/null || [ $tenths -ge 100 ]; do
		tenths=$((tenths + 1))
		sleep 0.1
	done
	echo $tenths
}
faulty SHIM_COUNT=count "$CHANCERY" set state LK region=Before
read -r writes _ <count
for n in $(spread 1 "$writes" $((3 * times))); do
	stop_at "$n"
	begin_set "Waited $n"
	tenths=$(told waiting)
	like 'the others are told who is writing' "$(cat waiting)" "waiting: $(id -un) "
	ok "soon (after $tenths tenths of a second)" [ "$tenths" -lt 30 ]
	ok 'reading goes on' chancery show state LK
	kill -CONT $stopped
	ok 'the stopped one goes on' wait $stopped
	ok 'and so do the others' wait $other
	is 'nothing is lost' "$(value state LK region) $(value state MV region)" \
		"Stopped $n Waited $n"
done

stop_at 1
begin_set Interrupted
told waiting >/dev/null
kill -TERM $other
wait $other
begin_set Patient
told waiting >/dev/null
kill -9 $stopped
wait $stopped 2>/dev/null
ok 'when it is killed, who waits goes on' wait $other
is 'with what was to be saved' "$(value state MV region)" Patient
whole 'the store is whole'
done_testing
