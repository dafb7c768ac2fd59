#!/bin/sh
# A reader is stopped and keeps an old state of the register: it is named to whoever asks, and to writers
# once it costs much.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
new_store

await_child() {
	tries=0
	until read -r child _ <"/proc/$1/task/$1/children" || [ $tries -ge 200 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
	echo "$child"
}
await_stop() {
	tries=0
	until grep -q '^State:.*T' "/proc/$stopped/status" 2>/dev/null || [ $tries -ge 200 ]; do
		tries=$((tries + 1))
		sleep 0.05
	done
}
reader() {
	chancery info | sed -n 's/^reader.//p'
}

is 'nobody reads an old state' "$(reader)" ''
# What copies the store is a process of its own.
begin_faulty SHIM_STOP=1 "$CHANCERY" backup stopped.mdb
backup=$!
stopped=$(await_child $backup)
await_stop
is 'nor does a stopped backup, as long as nothing is written' "$(reader)" ''
ok 'a save' chancery set state LK region=One
first=$(reader | cut -f 4)
is 'makes its state an old one: info names user, process and age' "$(reader | cut -f 1-3)" \
	"$(id -un)	$stopped (stopped)	less than a minute"
# An export is stopped as well, when it begins to collect the records.
begin_faulty SHIM_CUT=1 "$CHANCERY" export state -o all.csv
export=$!
copy=$stopped stopped=$export
await_stop
stopped=$copy
i=0
while [ $i -lt 5 ]; do
	i=$((i + 1))
	chancery set state LK "region=More $i" >/dev/null
done
ok 'what it costs grows with each save' [ "$(reader | cut -f 4)" -gt "$first" ]
size=$(stat -c %s "$CHANCERY_STORE/data.mdb")
said='' rounds=0
while [ -z "$said" ] && [ $rounds -lt 400 ]; do
	rounds=$((rounds + 1))
	said=$(chancery set state --where 'name:*' "region=Round $rounds" --yes 2>&1 >/dev/null)
done
grown=$((($(stat -c %s "$CHANCERY_STORE/data.mdb") - size) >> 20))
like 'a writer is told when it costs more than 64 MiB' "$said" \
	"Process $stopped of $(id -un) is stopped and has read an old state"
like 'and what an administrator does' "$said" 'An administrator should end it'
ok "neither long before nor long after (the file has grown by $grown MiB)" \
	[ "$grown" -ge 55 -a "$grown" -le 90 ]
status 'reading is not told' 0 chancery list state --limit 1
is 'since it costs nothing more' "$err" ''
kill -CONT $export
ok 'the export goes on' wait $export
is 'and begins again: all that it writes is of one later moment' \
	"$(grep -c "Round $rounds" all.csv) $(grep -c One all.csv)" \
	"$(chancery list state --format jsonl | wc -l) 0"
kill -9 "$stopped"
wait $backup 2>/dev/null
is 'when it is ended nobody keeps an old state' "$(reader)" ''
status 'and nobody is told anything' 0 chancery set state LK region=Two
is 'any more' "$err" ''
size=$(stat -c %s "$CHANCERY_STORE/data.mdb")
i=0
while [ $i -lt 20 ]; do
	i=$((i + 1))
	chancery set state LK "region=Last $i" >/dev/null
done
is 'the file grows no further' "$(stat -c %s "$CHANCERY_STORE/data.mdb")" "$size"

whole 'the store is whole'
done_testing
