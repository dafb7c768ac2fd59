#!/bin/sh
# What comes from outside (file names, arguments, settings, other people's words) is shown so that
# it forges no line and drives no terminal, whichever way it takes.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

escape=$(printf '\033]0;OWNED\007')
turn=$(printf '\342\200\256')
hidden=$(printf '\342\200\213')
forged=$(printf '9\t2026-11-27 10:00:00\tadmin\t657\tmerge state XQ into CH')
name="x.csv
$forged$escape$turn$hidden"

# plain FILE: no control character but line breaks and tabs, no mark that turns or hides
# shellcheck disable=SC2317
plain() {
	LC_ALL=C tr -d '\n\t' <"$1" >"$work/.flat"
	! LC_ALL=C grep -q "[[:cntrl:]]" "$work/.flat" && ! grep -qe "$turn" -e "$hidden" "$work/.flat"
}

# tells SENTENCE COMMAND...: whatever comes of it, something is said, and it is plain
tells() {
	sentence=$1 ended=0
	shift
	"$@" >"$work/.out" 2>"$work/.err" || ended=$?
	out=$(cat "$work/.out") err=$(cat "$work/.err")
	cat "$work/.out" "$work/.err" >"$work/.all"
	ok "$sentence is told" [ "$ended" -lt 126 -a -s "$work/.all" ]
	ok "$sentence drives no terminal" plain "$work/.all"
}

printf 'code,name,type,state\nBU2,B,country,CH\n' >"$name"
tells 'an import from a file of such a name' chancery import office "$name" --format csv
tells 'the log of it' chancery log
is 'the log has one line an act' "$(printf '%s\n' "$out" | wc -l)" 2
like 'the line break is seen' "$out" '	import x.csv\\n9\\t2026-11-27'
like 'so is what drives a terminal' "$out" '\\e]0;OWNED\\x07\\u202E\\u200B'
printf 'code,name,type,state\nBU3,B,country,%s\n' "$escape$turn" >"$name"
tells 'faults of its cells' chancery import office "$name" --format csv
is 'each fault is one line' "$(printf '%s\n' "$err" | wc -l)" 1
printf 'code,%s\nBU3,B\n' "$escape" >"$name"
tells 'a heading' chancery import office "$name" --format csv
printf '\033[2J = nothing\n' >"$name"
printf 'code,name\n' >rows.csv
tells 'a map' chancery import office rows.csv --map "$name"
tells 'a file that is not there' chancery import office "./no/$name"

tells 'a store of such a name' chancery --store "./$name.store" init --empty
is 'what init made is one line' "$(printf '%s\n' "$out" | wc -l)" 1
tells 'its figures' chancery --store "./$name.store" info
is 'the name of the store is one line' "$(printf '%s\n' "$out" | grep -c '^store')" 1
is 'no line of it is forged' "$(printf '%s\n' "$out" | grep -c '^9')" 0
tells 'a second init' chancery --store "./$name.store" init
tells 'a store that is not there' env CHANCERY_STORE="/no/$name" "$CHANCERY" info
tells 'a backup of such a name' chancery backup "./$name.backup"
is 'it is told in one line' "$(printf '%s\n' "$out" | wc -l)" 1
tells 'a backup again' chancery backup "./$name.backup"
tells 'a restore from it' chancery --store "./$name.new" restore "./$name.backup"
tells 'the log of that' chancery --store "./$name.new" log
is 'has one line an act too' "$(printf '%s\n' "$out" | wc -l)" 3

tells 'a command' chancery "$escape"
tells 'an option' chancery list state "--$escape=1"
tells 'a type' chancery list "$escape"
tells 'a query' chancery list state "is:$escape"
tells 'a value of a query' chancery list meeting "start>$escape"
tells 'a date' chancery list state --as-of "$name"
tells 'a number' chancery list state --limit "$name"
tells 'a choice' chancery list state --format "$name"
tells 'a column' chancery list state --columns "$name"
tells 'an order' chancery list state --sort "$name"
tells 'a view' chancery list state --view "$name"
tells 'a code' chancery show state "$name"
tells 'a value' chancery add state code=XA "name=$name"
tells 'a code to merge' chancery merge state "$name" LK
tells 'a type to find' chancery find LK --type "$escape"
tells 'the language' env LANG="$name" LC_ALL= "$CHANCERY" info
tells 'a setting' chancery --link "$name" info

printf '%s = "x";\nlanguage = "\033[2J\033]0;x\007";\n' 'nonsense' >settings.conf
tells 'a file of settings' chancery --config settings.conf info
cp settings.conf "$name"
tells 'by such a name' chancery --config "./$name" info
tells 'a file of settings that is not there' chancery --config "/no/$name" info
printf 'types: { x: { number = 1; label = "\033[2J"; } }\n' >"$name"
tells 'a schema' chancery schema --check "./$name"

# talk LINE...: the lines as answers to numbered prompts
# shellcheck disable=SC2317
talk() {
	printf '%s\n' "$@" | chancery --linear
}
tells 'numbered prompts' talk log q "$escape" "/$escape" "=$escape" 1 "l $escape" q q
like 'show the act on one line' "$out" 'import x.csv\\n9\\t2026'
done_testing
