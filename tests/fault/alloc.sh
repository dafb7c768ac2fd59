#!/bin/sh
# Each allocation fails in turn: the program ends with status 4 and a sentence, or does what it was to
# do; never in a crash, and never with half of it.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
[ -z "$(sanitizer)" ] || { echo '1..0 # SKIP allocations are the sanitizer'\''s own'; exit 0; }
small_store

# starve COUNT COMMAND...: that many of its allocations, each time anew
starve() {
	count=$1 tried=0 died=0
	shift
	faulty SHIM_COUNT=count "$CHANCERY" "$@" >/dev/null 2>&1
	read -r _ allocations <count
	for n in $(spread 1 "$allocations" "$count"); do
		tried=$((tried + 1)) got=0
		faulty SHIM_ALLOC="$n" "$CHANCERY" "$@" >said 2>&1 || got=$?
		case $got in
		0) ;;
		4) died=$((died + 1)) ;;
		[1-5]) ;;
		*) echo "allocation $n of $*: status $got" >>wrong ;;
		esac
		[ "$got" -eq 0 ] || grep -q '^chancery: ' said || echo "allocation $n of $*: no sentence" >>wrong
	done
}
starve $((60 * times)) set state LK "region=Value"
is "a save: $tried of $allocations allocations" "$(cat wrong 2>/dev/null)" ''
ok 'some of them end it' [ "$died" -gt 10 ]
like 'nothing else was written than what was to be' "$(value state LK region,name)" 'Value,Sri Lanka'
starve $((40 * times)) list state lanka --format csv
is "a list: $tried of $allocations" "$(cat wrong 2>/dev/null)" ''
starve $((30 * times)) check
is "a check: $tried of $allocations" "$(cat wrong 2>/dev/null)" ''
printf 'code,name,kind\nXA,A,state\nXB,B,state\n' >two.csv
starve $((30 * times)) import state two.csv --update
is "an import: $tried of $allocations" "$(cat wrong 2>/dev/null)" ''
is 'is all there, or not at all' "$(($(count state code:XA,XB) % 2))" 0
is 'with what it was to write' "$(value state XA name)$(value state XB name)" AB
whole 'in the end the store is whole'
done_testing
