#!/bin/sh
# Clashes: two meetings on the same days at which one State is expected.
# By hand, longer: make check TESTS=tests/command/clashes.sh CLASH_ROUNDS=10000 CLASH_SEED=7
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
command -v python3 >/dev/null || { echo '1..0 # SKIP there is no python3'; exit 0; }
new_store
export CHANCERY_TODAY=2026-11-28 PYTHONDONTWRITEBYTECODE=1
model="$top_srcdir/tests/command/clashes.py"

chancery export >starter.jsonl
is 'in the starter register six pairs with exact days meet on the same ones' \
	"$(python3 "$model" --starter starter.jsonl)" \
'129
168
ARCP/GRCP 2015-10-21
CP/MIDWA 2016-08-25
CP/PIDC 2024-06-25
GFMD/RCM 2017-02-01
GRCP/PIDC 2017-06-20
MIDSA/PRAGUE 2015-07-06'
status 'and no State is expected at both' 1 chancery clashes --from 1980 --to 2030
like 'a process whose members nobody has recorded is named' "$err" \
	'chancery: the parties of IOMCOUNCIL are not known'
is 'once' "$(printf '%s\n' "$err" | grep -c IOMCOUNCIL)" 1
is 'in JSON there is an empty array' "$(chancery clashes --format json 2>/dev/null)" '[]'

cat >more.jsonl <<'MORE'
{"type":"meeting","code":"CP-20261210","process":"CP","kind":"senior officials","title":{"en":"Seventh SOM"},"start":"2026-12-10","end":"2026-12-11","city":"Geneva","state":"CH"}
{"type":"meeting","code":"BALI-20261211","process":"BALI","kind":"experts","title":{"en":"Technical experts"},"start":"2026-12-11","end":"2026-12-12","city":"Bangkok","state":"TH"}
{"type":"meeting","code":"ADD-202702","process":"ADD","kind":"ministerial","title":{"en":"Eighth Ministerial"},"start":"2027-02","city":"Abu Dhabi","state":"AE"}
{"type":"meeting","code":"CP-20270215","process":"CP","kind":"experts","title":{"en":"Experts"},"start":"2027-02-15","city":"Colombo","state":"LK"}
{"type":"meeting","code":"CP-20261209","process":"CP","kind":"ministerial","title":{"en":"On the eve"},"state":"CH","start":"2026-12-09","end":"2026-12-10"}
MORE
chancery import --all more.jsonl >/dev/null
tab=$(printf '\t')
is 'two meetings share a day and ten States' "$(chancery clashes)" \
"From${tab}To${tab}Kind${tab}One${tab}Other${tab}For
2026-12-11${tab}2026-12-11${tab}clash${tab}CP-20261210${tab}BALI-20261211${tab}10: AF BD CN ID IN LK PH PK TH VN"
is 'a month may hold the day of another' "$(chancery clashes --possible --format csv | tail -n 1)" \
'2027-02-15,2027-02-15,possible,ADD-202702,CP-20270215,11,state:AF;state:BD;state:CN;state:ID;state:IN;state:LK;state:NP;state:PH;state:PK;state:TH;state:VN'
is 'the day after in another State is near' \
	"$(chancery clashes --near 2 --format csv | cut -d, -f3-6)" \
'kind,one,other,count
near,CP-20261209,BALI-20261211,10
clash,CP-20261210,BALI-20261211,10'
is 'a query is of one of the two' "$(chancery clashes process:BALI --format csv | wc -l)" 2
status 'of none of them' 1 chancery clashes process:RCM
is 'a party is expected at both' "$(chancery clashes --party LK --format csv | wc -l)" 2
status 'another is not' 1 chancery clashes --party KE
status 'a day before the first' 2 chancery clashes --from 2026-12-01 --to 2026-11-30
status 'a party that does not exist' 2 chancery clashes --party state:ZZZ
is 'the head of the table in French' "$(chancery --lang fr clashes | head -n 1)" \
"Du${tab}Au${tab}Type${tab}L'une${tab}L'autre${tab}Pour"

chancery set meeting BALI-20261211 status=cancelled >/dev/null
status 'a cancelled meeting clashes with nothing' 1 chancery clashes
chancery set meeting BALI-20261211 status=planned related=CP-20261210 >/dev/null
status 'nor one that is related to the other' 1 chancery clashes
chancery set meeting BALI-20261211 related= >/dev/null
printf 'meeting,party,response\nBALI-20261211,state:LK,accepted\nBALI-20261211,state:NP,declined\nBALI-20261211,state:IN,invited\n' >rows.csv
chancery import meeting.attendance rows.csv >/dev/null
is 'an attendance says who is expected' \
	"$(chancery clashes --format csv | tail -n 1 | cut -d, -f6,7)" '2,state:IN;state:LK'
chancery set meeting BALI-20261211 hosts=state:NP >/dev/null
is 'and a host is expected in any case' \
	"$(chancery clashes --format csv | tail -n 1 | cut -d, -f6,7)" '3,state:IN;state:LK;state:NP'

python3 "$model" "$CHANCERY" "${CLASH_SEED:-1}" "${CLASH_ROUNDS:-300}" >answer 2>&1
is 'random calendars clash as a model in Python says' "$?" 0
explain "$(cat answer)"
done_testing
