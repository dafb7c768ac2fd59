#!/bin/sh
# Each allocation fails in turn: the program ends with status 4 and a sentence, or does what it was to
# do; never in a crash, and never with half of it.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
# The address sanitizer allocates by itself, so that the shim behind it sees nothing; before it, the shim
# calls it while it is not ready, and it ends the process.
[ -z "$(sanitizer)" ] || { echo '1..0 # SKIP the address sanitizer has no shim before it'; exit 0; }
small_store

# begin_anew: with the store as it was kept, and without what the last one made
kept=
begin_anew() {
	[ -n "$kept" ] || return 0
	rm -rf store made*
	cp -r "$kept" store
}
# starve COUNT COMMAND...: that many of its allocations, each time anew
starve() {
	count=$1 tried=0 died=0
	shift
	begin_anew
	usual=0
	faulty SHIM_COUNT=count "$CHANCERY" "$@" >/dev/null 2>&1 </dev/null || usual=$?
	read -r _ allocations _ <count
	for n in $(spread 1 "$allocations" "$count"); do
		tried=$((tried + 1)) got=0
		begin_anew
		faulty SHIM_ALLOC="$n" "$CHANCERY" "$@" >/dev/null 2>said </dev/null || got=$?
		case $got in
		0) ;;
		4) died=$((died + 1)) ;;
		[1-5]) ;;
		*) echo "allocation $n of $*: status $got" >>wrong ;;
		esac
		[ "$got" -eq "$usual" ] || grep -q '^chancery: ' said ||
			echo "allocation $n of $*: no sentence" >>wrong
		[ -z "$(find . -maxdepth 1 -name 'made.*')" ] || echo "allocation $n of $*: leaves half a file" >>wrong
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

# ---- every command that may be given without a terminal, on the starter register
rm -rf store
chancery init >/dev/null
chancery set office HQ head_name=Zwetschgen
chancery set office HQ city=Geneva
chancery add state code=XA name=Alpha kind=territory >/dev/null
chancery add action meeting=CP-20181116 owners=state:NP text=Draft >/dev/null
chancery add meeting process=CP kind=other start=2030-01-01 title=Later >/dev/null
chancery backup copy.mdb >/dev/null
mv store kept
kept=kept all=0
while read -r command; do
	# shellcheck disable=SC2086
	starve $((8 * times)) $command
	all=$((all + tried))
	chancery check >checked 2>&1 || echo "after $command: $(cat checked)" >>wrong
done <<-END
	--store made init
	--store made restore copy.mdb
	list meeting status:held --format jsonl
	list process.members
	find colo
	show office HQ --version 2 --format json
	add state code=XC name=Gamma kind=territory
	set office HQ city=Berne head_name=Quitten
	set state kind:territory region=Asia --yes
	remove state XA
	rename state XA XC
	merge state XA LK --yes
	carry meeting CP-20181116 CP-20300101
	postpone meeting CP-20300101 2031-02-02
	import state two.csv
	export --sensitive --versions
	export state -o made
	history office HQ
	log --verify
	undo
	erase office HQ head_name --yes
	drafts
	info
	check
	check --repair
	backup made
	schema
	keys
	completion bash
	--help
END
is "each command, $all allocations" "$(cat wrong 2>/dev/null)" ''
done_testing
