#!/bin/sh
# find: over every type, the nearest first.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

types='meeting process office category action service organisation state caseload'

# each QUERY...: how many records the lists of all types show, one after the other
each() {
	for type in $types; do
		chancery list "$type" "$@" --format jsonl 2>/dev/null
	done | wc -l
}

# ranks WORD: in the order of the output, where the word was found; 0 code, 1 title, 2 elsewhere
ranks() {
	chancery find "$1" --format csv | python3 -c '
import csv, re, sys
word = sys.argv[1]
has = lambda text: any(w.startswith(word) for w in re.findall(r"\w+", text.lower()))
for row in csv.DictReader(sys.stdin):
    print(0 if has(row["code"]) else 1 if has(row["title"]) else 2)' "$1"
}

is 'as many as in all lists' "$(chancery find colombo --count)" "$(each colombo)"
is 'in csv' "$(chancery find colombo --format csv | tail -n +2 | wc -l)" "$(each colombo)"
is 'in JSON Lines' "$(chancery find colombo --format jsonl | wc -l)" "$(each colombo)"
is 'JSON is one array' "$(chancery find kenya --format json |
	python3 -c 'import json, sys; print(*(r["type"] + ":" + r["code"] for r in json.load(sys.stdin)))')" \
	"$(chancery find kenya --format csv | tail -n +2 | awk -F, '{ printf "%s%s:%s", s, $1, $2; s = " " }')"
is 'the nearest first' "$(ranks colombo)" "$(ranks colombo | sort)"
is 'that which is called so above all' "$(chancery find colombo --format csv | sed -n 2p)" \
	'process,CP,Colombo Process'
is 'a code before a title' "$(chancery find lk --format csv | sed -n 2p)" 'state,LK,Sri Lanka'
is 'one type' "$(chancery find colombo --type meeting --count)" \
	"$(chancery list meeting colombo --format jsonl | wc -l)"
is 'no more than the limit' "$(chancery find colombo --limit 3 --format jsonl | wc -l)" 3
is 'a field that one type has' "$(chancery find kind:ministerial colombo --count)" \
	"$(chancery list meeting kind:ministerial colombo --format jsonl | wc -l)"
is 'either of two words' "$(chancery find 'kenya|ghana' --count)" "$(each 'kenya|ghana')"
is 'not the word' "$(chancery find -colombo --count)" "$(each -colombo)"

is 'the field is named that is neither code nor title' \
	"$(chancery find dakar | grep 'RO-DAK' | cut -f 4)" City
is 'a title needs none' "$(chancery find 'colombo process' | grep '	CP	' | cut -f 4)" ''
chancery set office HQ time_zone=Pacific/Chatham web=https://chatham.example.org phones='+41 22 333 44 55' languages=fr >/dev/null
is 'a time zone and a web address are no prose' "$(chancery find chatham --count)" 0
is 'nor is a telephone number' "$(chancery find '"333 44 55"' --count)" 0
is 'they are found by their fields' "$(chancery list office time_zone:chatham web:chatham phones:333 --columns code | tail -n 1)" HQ

status 'nothing matches' 1 chancery find atlantis
is 'and that needs no sentence' "$err" ''
is 'a count of nothing' "$(chancery find atlantis --count)" 0
status 'a field that no type has' 2 chancery find bogus:1
like 'is named' "$err" '*"bogus"*'
status 'a type that is not there' 2 chancery find colombo --type stat
like 'the nearest is named' "$err" '*did you mean "state"*'
done_testing
