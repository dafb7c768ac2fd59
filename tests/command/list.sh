#!/bin/sh
# Lists: what matches, in which order, as what.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

is 'all States' "$(count state)" 249
is 'all meetings' "$(count meeting)" 168
is 'member States on the first day of 2015' \
	"$(count state.memberships status:member --as-of 2015-01-01)" 157
is 'the same through the parent' \
	"$(count state.memberships status:member --as-of 2015-01-01 parent.code:LK)" 1
is 'not more than the limit' "$(count state --limit 7)" 7
is 'a limit of none' "$(count state --limit 0)" 0

is 'a table' "$(chancery list state code:LK --columns code,alpha3,name)" \
	"$(printf 'Code\tAlpha-3\tName\nLK\tLKA\tSri Lanka')"
is 'csv' "$(chancery list state code:LK --format csv --columns code,name)" \
	"$(printf 'code,name\nLK,Sri Lanka')"
id=402b592a-4632-5705-a9ef-972e11823774
is 'JSON Lines' "$(chancery list state code:LK --format jsonl --columns code,name)" \
	"{\"type\":\"state\",\"id\":\"$id\",\"code\":\"LK\",\"name\":{\"en\":\"Sri Lanka\"}}"
is 'JSON is one array' "$(chancery list state --format json |
	python3 -c 'import json, sys; print(len(json.load(sys.stdin)))')" 249
is 'JSON of nothing is an array too' "$(chancery list state nowhere --format json)" '[]'
is 'text is UTF-8' "$(chancery list state code:CI --columns name --format csv | tail -n 1)" \
	"Côte d'Ivoire"

status 'nothing matches' 1 chancery list state nothingofthatname
is 'and that needs no sentence' "$err" ''

is 'sorted by a field' "$(chancery list state LK --columns code --sort code | sed -n 2p)" LK
is 'sorted down' \
	"$(chancery list state --columns code --sort -code --limit 2 | tail -n 2 | tr '\n' ' ')" \
	'ZW ZM '
is 'by two fields' "$(chancery list state code:LK,MV,NP --columns kind,code --sort kind,-code |
	tail -n 3 | cut -f 2 | tr '\n' ' ')" 'NP MV LK '
is 'the newest meeting first, as the view says' \
	"$(chancery list meeting --columns start --sort -start --limit 3 | tail -n 3)" \
	"$(chancery list meeting --limit 3 | tail -n 3 | cut -f 1)"

is 'a view has its own columns' "$(chancery list state --view member-states | head -n 1)" \
	"$(printf 'Code\tName\tOfficial name')"
ok 'and its own query' [ "$(count state --view member-states)" -gt 157 ]
is 'that a query narrows' "$(count state --view member-states code:LK)" 1

is 'words match by their start, accents folded' "$(count state 'cote ivoire')" 1
is 'a phrase' "$(count state '"sri lanka"')" 1
is 'one of two' "$(count state code:LK,MV)" 2
is 'a choice wholly' "$(count meeting colombo kind:ministerial 'start>=2011')" 3
is 'rows' "$(count process.members parent.code:CP party:LK)" 1
is 'what a reference leads to' "$(count meeting state:LK kind:ministerial city:colombo)" \
	"$(count meeting state.name:sri kind:ministerial city:colombo)"
is 'an empty field' "$(($(count state region:) + $(count state 'region:*' || :)))" 249
is 'inside one row' "$(count process 'members{party:LK role:member}')" \
	"$(count process.members party:LK role:member)"

# A day is a day here, wherever the server's clock is; one of the two zones has another than UTC now.
for zone in XXX-14 XXX12; do
	is "what changed today in $zone" "$(TZ=$zone; export TZ; count state "changed:$(date +%F)")" 249
	is 'is in the log since that day' \
		"$(TZ=$zone; export TZ; chancery log --since "$(date +%F)" | grep -c .)" 1
done
done_testing
