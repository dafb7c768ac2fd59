#!/bin/sh
# What is asked for wrongly is refused with a sentence and the status 2, and nothing on standard
# output.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

status 'the version' 0 chancery --version
like 'is told' "$out" 'chancery '
status 'the help' 0 chancery --help
like 'names the commands' "$out" 'import'
commands=$(printf '%s\n' "$out" | sed -n '/^Commands:/,/^$/p' | awk 'NR > 1 && NF > 1 { print $1 }')
for command in $commands; do
	status "$command has help" 0 chancery "$command" --help
	like "and says how $command is used" "$out" "Usage: chancery $command ["
done
is 'browse is the first of them' "$(printf '%s\n' "$commands" | sed q)" browse
is 'each of them is named once' "$(printf '%s\n' "$commands" | sort | uniq -d)" ''

# refused SENTENCE PATTERN ARGUMENT...
refused() {
	sentence=$1 pattern=$2
	shift 2
	status "$sentence" 2 chancery "$@"
	like '... with a sentence' "$err" "chancery: *$pattern"
	is '... and nothing else' "$out" ''
}
refused 'an unknown command' '"lst" (did you mean "list"?)' lst
refused 'an unknown option' '--lmit (did you mean "limit"?)' list state --lmit 3
refused 'an option of another command' '--where' show state LK --where
refused 'an unknown type' '"meetng" (did you mean "meeting"?)' list meetng
refused 'an unknown field in a query' '"knd" (did you mean "kind"?)' list meeting knd:x
refused 'an unknown column' '"strat" (did you mean "start"?)' list meeting --columns strat
refused 'an unknown field to sort by' '"strat" (did you mean "start"?)' list meeting --sort strat
refused 'an unknown field to set' '"regoin" (did you mean "region"?)' set state LK regoin=Asia
refused 'an unknown view' '"nothere"' list meeting --view nothere
refused 'a field that is not a table' 'is not a table' list state.name
refused 'an unknown table' '"membershps"' list state.membershps
refused 'a query with an open quote' 'the quote is not closed' list meeting '"colombo'
refused 'a query with nothing after |' 'the query' list meeting 'a|'
refused 'an unknown choice in a query' 'the query at column 6: kind: "nonsense"' \
	list meeting kind:nonsense
refused 'a limit that is not a number' '--limit' list meeting --limit many
refused 'a limit that wraps at 64 bits' '--limit is a whole number' \
	list state --limit 18446744073709551617
refused 'an act that wraps at 32 bits' '--act is a whole number from 1 to 4294967295' \
	undo --act 4294967297
refused 'a draft that wraps at 32 bits' '--discard is a whole number from 1 to 4294967295' \
	drafts --discard 4294967297
refused 'header rows that wrap at 32 bits' '--header-rows is a whole number from 0 to' \
	import state - --header-rows 4294967297
refused 'a version with a blank before it' '--version is a whole number' \
	show state LK --version ' 1'
is 'and nothing is taken back' "$(chancery log | wc -l)" 1
refused 'a date that is none' '--as-of' list state --as-of yesteryear
refused 'an unknown format' '--format is one of table, csv, json, jsonl' list state --format xml
refused 'a format before the command' '--format is one of text, json, markdown, not "csv"' \
	--format csv show state LK
refused 'a format that export does not write' '--format is one of csv, json, jsonl, not "ics"' \
	export meeting --format ics
refused 'a format that import does not read' '--format is one of csv, json, jsonl, not "table"' \
	import state - --format table
refused 'a choice that is wanting, with all there are' '--format needs a value: table, csv, json, jsonl' \
	find CP --format
refused 'a command with too few arguments' 'usage: chancery show' show state
refused 'set with nothing to set' 'usage: chancery set TYPE CODE FIELD=VALUE' set state LK
refused 'import without a file' 'usage: chancery import TYPE' import state
refused 'a command with too many' 'usage: chancery remove' remove state LK MV
refused 'an option without its value' '--limit needs a value' list state --limit
refused 'browse without a terminal' '' browse

status 'options may stand before the command' 0 chancery --read-only list state LK
status 'and after its arguments' 0 chancery list state LK --read-only
status 'a value may be joined by =' 0 chancery list state --limit=1
status '-- ends the options' 0 chancery list state -- -asia code:LK
status 'a term with - is one of the query' 0 chancery list state code:LK -nothing
done_testing
