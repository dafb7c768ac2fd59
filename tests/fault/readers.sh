#!/bin/sh
# The table of readers is full: one clear sentence, and room again when somebody leaves or dies.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
echo 'limits = { readers = 16; };' >few.conf
chancery() {
	"$CHANCERY" --config "$work/few.conf" "$@"
}
small_store
mkfifo wait

# Each waits for a file that nobody writes, with the store open.
readers=''
i=0
while [ $i -lt 16 ]; do
	i=$((i + 1))
	"$CHANCERY" --config few.conf import state wait --dry-run >/dev/null 2>&1 &
	readers="$readers $!"
done
for reader in $readers; do
	eventually has_open "$reader" data.mdb
done
# shellcheck disable=SC2317 # called by eventually
is_full() {
	! chancery list state >said 2>&1
}
eventually is_full
status 'one more' 4 chancery list state
like 'is told what is the matter' "$err" 'too many sessions have'
is 'in a sentence' "$(printf '%s\n' "$err" | wc -l)" 1
status 'a writer too' 4 chancery set state LK region=Asia
# shellcheck disable=SC2086
set -- $readers
kill -9 "$1"
wait "$1" 2>/dev/null
ok 'when one has died there is room' chancery list state
ok 'and nothing was lost' chancery set state LK region=Asia
shift
kill "$@"
wait 2>/dev/null
whole 'the store is whole'
done_testing
