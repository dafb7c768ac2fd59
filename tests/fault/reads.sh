#!/bin/sh
# Each read of each file fails in turn, or finds no memory: what reads it ends with status 4 and a sentence
# and has changed nothing, or it read something else and does the whole; a part is never taken for all.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
small_store
awk 'BEGIN {
	print "code,name,kind" >"many.csv"
	print "[" >"array.json"
	for (i = 0; i < 300; i++) {
		printf "X%03d,Name of number %d,state\n", i, i >"many.csv"
		object = sprintf("{\"type\":\"state\",\"code\":\"X%03d\",\"name\":\"Name %d\",\"kind\":\"state\"}", i, i)
		print object >"lines.jsonl"
		print object (i < 299 ? "," : "]") >"array.json"
	}
}'
mkdir folder
sed 's/X/Y/' many.csv >folder/state.csv
echo code,name,type,state >folder/office.csv
echo ZZ,An office,country office,LK >>folder/office.csv
mkdir schemas
cp "$top_srcdir"/conf/schema/office.conf schemas
echo "schema = \"$work/schemas\";" >schema.conf
chancery backup copy.mdb >/dev/null
mv store kept

# states: how many there are now
states() {
	chancery list state --format jsonl 2>/dev/null | wc -l
}
# read_badly FILE MOST COMMAND...: so many of its reads fail. FILE is what the sentence names, at least once.
read_badly() {
	file=$1 most=$2 tried=0 named=0
	shift 2
	rm -rf store made
	cp -r kept store
	faulty SHIM_COUNT=count "$CHANCERY" "$@" >/dev/null 2>said <"$input" || explain "$(cat said)"
	read -r _ _ reads <count
	whole_count=$(states)
	for error in 5 12; do
		for n in $(spread 1 "$reads" "$most"); do
			rm -rf store made
			cp -r kept store
			got=0
			faulty SHIM_READ="$n" SHIM_ERRNO="$error" "$CHANCERY" "$@" >/dev/null 2>said \
				<"$input" || got=$?
			tried=$((tried + 1))
			case $got in
			0) [ "$(states)" -eq "$whole_count" ] || echo "read $n, error $error: $(states) states" ;;
			4)
				grep -q '^chancery: ' said || echo "read $n, error $error: no sentence"
				! grep -q "$file" said || named=$((named + 1))
				[ "$(states)" -eq 2 ] || echo "read $n, error $error: $(states) states, and status 4"
				[ ! -e made/data.mdb ] || echo "read $n, error $error: leaves a store"
				;;
			*) echo "read $n, error $error: status $got: $(cat said)" ;;
			esac
		done
	done >wrong
	is "$* ($tried of $reads reads)" "$(cat wrong)" ''
	ok "tells that $file could not be read" [ "$named" -gt 0 ]
}
input=/dev/null
read_badly many.csv $((25 * times)) import state many.csv
is 'all are there when none fails' "$whole_count" 302
read_badly many.csv $((8 * times)) import state many.csv --encoding latin1
read_badly lines.jsonl $((12 * times)) import --all lines.jsonl
read_badly array.json $((25 * times)) import --all array.json
read_badly folder $((30 * times)) import --all folder
read_badly schemas/office.conf $((15 * times)) --config schema.conf schema --apply
read_badly copy.mdb $((12 * times)) --store made restore copy.mdb
input=many.csv
read_badly 'standard input' $((8 * times)) import state -
echo '{"region":"Asia"}' >one.json
input=one.json
read_badly 'standard input' $((8 * times)) set state LK -

rm -rf store
cp -r kept store
# A pipe, and no file that could be read twice.
# shellcheck disable=SC2002
cat many.csv | faulty SHIM_COUNT=count "$CHANCERY" import state - >/dev/null
read -r _ _ reads <count
rm -rf store
cp -r kept store
got=0
# Most of the reads are of the copy that is made of what cannot be read twice.
# shellcheck disable=SC2002
cat many.csv | faulty SHIM_READ="$reads" SHIM_ERRNO=5 "$CHANCERY" import state - 2>said || got=$?
is 'of a pipe the last read' "$got" 4
like 'is told' "$(cat said)" 'standard input: reading failed before the end'
is 'nothing is added' "$(states)" 2
status 'a folder for a file is a mistake of the name' 2 chancery import state folder
like 'and named' "$err" 'folder cannot be read: Is a directory'
done_testing
