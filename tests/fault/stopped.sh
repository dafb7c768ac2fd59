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
	await_stop
}
await_stop() {
	eventually is_stopped $stopped
}
# begin_set REGION: a save of another, which has to wait; its process is $other, what it says in waiting
begin_set() {
	: >waiting      # here, so that nobody reads what the one before has said
	"$CHANCERY" set state MV "region=$1" 2>waiting &
	other=$!
}
# told: waits until the other has said who is writing
told() {
	eventually grep -q 'is writing' waiting
}
faulty SHIM_COUNT=count "$CHANCERY" set state LK region=Before
read -r writes _ <count
for n in $(spread 1 "$writes" $((3 * times))); do
	stop_at "$n"
	begin_set "Waited $n"
	told
	like 'the others are told who is writing' "$(cat waiting)" "waiting: $(id -un) "
	ok 'reading goes on' chancery show state LK
	kill -CONT $stopped
	ok 'the stopped one goes on' wait $stopped
	ok 'and so do the others' wait $other
	is 'nothing is lost' "$(value state LK region) $(value state MV region)" \
		"Stopped $n Waited $n"
done

stop_at 1
begin_set Interrupted
told
kill -TERM $other
wait $other
begin_set Patient
told
kill -9 $stopped
wait $stopped 2>/dev/null
ok 'when it is killed, who waits goes on' wait $other
is 'with what was to be saved' "$(value state MV region)" Patient

# ---- Ctrl-Z, unlike that, waits until the lock is given back
# begin_group COMMAND...: in a group of processes of its own, as a shell starts what a person types: the
# stop signals do nothing to a group that nobody could continue
begin_group() {
	env LD_PRELOAD="$preload" python3 -c 'import os, sys
os.setpgid(0, 0)
os.environ.update(word.split("=", 1) for word in sys.argv[1:3])
os.execv(sys.argv[3], sys.argv[3:])' "$@" &
	stopped=$!
}
echo code,name,kind >many.csv
awk 'BEGIN { for (i = 0; i < 200; i++) printf "X%03d,Name %d,state\n", i, i }' >>many.csv
faulty SHIM_COUNT=count "$CHANCERY" import state many.csv >/dev/null
read -r writes _ <count
tried=0
for n in $(spread 1 "$writes" $((4 * times))); do
	awk -v n="$n" 'NR > 1 { sub(/Name/, "Round " n) } 1' many.csv >round.csv
	begin_group SHIM_RAISE="$n" SHIM_SIGNAL="$(kill -l TSTP)" "$CHANCERY" import state round.csv --update
	await_stop
	ok 'another does not wait for an import that was stopped' timeout 60 "$CHANCERY" set state LK "region=Past $n"
	is 'which was done before it stopped' "$(value state X199 name)" "Round $n 199"
	kill -CONT $stopped
	ok 'and ends well' wait $stopped
	tried=$((tried + 1))
done
ok 'at several of its writes' [ "$tried" -ge 3 ]
whole 'the store is whole'
done_testing
