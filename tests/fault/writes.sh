#!/bin/sh
# Every write and every sync fails in turn, once or from then on: what was saved is there, what was
# not is as it was, and the store is whole.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
small_store
awk 'BEGIN { print "code,name,kind"; for (i = 0; i < 60; i++) printf "X%02d,Name %d,state\n", i, i }' \
	>many.csv

# attempt N ERRNO STAYS COMMAND...: the status is 0 or that of a disk that is full or failing
attempt() {
	n=$1 error=$2 stays=$3
	shift 3
	tried=$((tried + 1)) got=0
	faulty SHIM_FAIL="$n" SHIM_ERRNO="$error" SHIM_STAYS="$stays" "$CHANCERY" "$@" >said 2>&1 || got=$?
	case $got in
	0) ;;
	4) grep -q '^chancery: ' said || echo "$n $error: no sentence" >>wrong ;;
	*) echo "write $n, error $error: status $got: $(cat said)" >>wrong ;;
	esac
}
# settle WHAT EXPECTED OLD: after status 0 there is what was asked for, else what was before, or it
settle() {
	if [ "$got" -eq 0 ]; then
		[ "$1" = "$2" ] || echo "write $n: saved and lost: $1, not $2" >>wrong
	else
		[ "$1" = "$2" ] || [ "$1" = "$3" ] || echo "write $n: neither old nor new: $1" >>wrong
	fi
	chancery check >checked 2>&1 || { echo "write $n: $(cat checked)"; } >>wrong
}

# ---- one save
tried=0
faulty SHIM_COUNT=count "$CHANCERY" set state LK region=Before
read -r writes _ <count
before=Before
for error in 5 28; do
	for stays in 0 1; do
		for n in $(spread 1 $((writes + 1)) $((10 * times))); do
			attempt "$n" "$error" "$stays" set state LK "region=Value $n $error $stays"
			settle "$(value state LK region)" "Value $n $error $stays" "$before"
			before=$(value state LK region)
		done
	done
done
is "a save of $writes writes, $tried faults" "$(cat wrong 2>/dev/null)" ''
ok 'fails' [ "$tried" -ge 20 ]

# ---- an import
tried=0
cp -r store kept
faulty SHIM_COUNT=count "$CHANCERY" import state many.csv >/dev/null
read -r writes _ <count
for error in 5 28; do
	for n in $(spread 1 $((writes + 1)) $((12 * times))); do
		rm -rf store && cp -r kept store
		attempt "$n" "$error" 0 import state many.csv
		settle "$(count state code:x01,x59)" 2 0
	done
done
is "an import of $writes writes, $tried faults" "$(cat wrong 2>/dev/null)" ''

# ---- a backup, which takes its name only when it is whole
tried=0
faulty SHIM_COUNT=count "$CHANCERY" backup copy.mdb >/dev/null
read -r writes _ <count
rm copy.mdb
for error in 5 28; do
	for n in $(spread 1 "$writes" $((8 * times))); do
		attempt "$n" "$error" 0 backup copy.mdb
		[ "$got" -ne 0 ] || ok 'a copy that is one' chancery --store new restore copy.mdb
		[ "$got" -eq 0 ] || [ ! -e copy.mdb ] || echo "write $n: half a copy" >>wrong
		rm -rf copy.mdb new
	done
done
is "a backup of $writes writes, $tried faults" "$(cat wrong 2>/dev/null)" ''
is 'leaves nothing' "$(echo copy.mdb*)" 'copy.mdb*'

# ---- killed before each of them
tried=0
rm -rf store && cp -r kept store
faulty SHIM_COUNT=count "$CHANCERY" set state LK region=Before
read -r writes _ <count
before=Before
for n in $(spread 1 "$writes" $((20 * times))); do
	tried=$((tried + 1)) got=0
	{ faulty SHIM_KILL="$n" "$CHANCERY" set state LK "region=Killed $n"; } >said 2>&1 || got=$?
	settle "$(value state LK region)" "Killed $n" "$before"
	before=$(value state LK region)
done
is "killed before each of $writes writes" "$(cat wrong 2>/dev/null)" ''
whole 'in the end the store is whole'
done_testing
