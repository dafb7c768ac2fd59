#!/bin/sh
# Counts of records by what paths lead to.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
command -v python3 >/dev/null || { echo '1..0 # SKIP there is no python3'; exit 0; }
new_store
tab=$(printf '\t')

chancery count meeting --by start.year --format csv >years
is 'a line for each year and the heading' "$(wc -l <years)" 32
is 'the meetings of a year' "$(grep -E '^201[67],' years)" '2016,17
2017,21'
is 'all meetings are in the lines' "$(awk -F, 'NR > 1 { n += $2 } END { print n }' years)" 168
is 'by a reference, with its title' \
	"$(chancery count meeting start:2016 --by process | head -n 3)" \
"Process${tab}Count
BALI  Bali Process${tab}1
CP  Colombo Process${tab}2"
is 'csv has codes' "$(chancery count meeting start:2016 --by process --format csv | tr '\n' ' ')" \
'process,count BALI,1 CP,2 GFMD,1 GRCP,1 IGADRCP,4 IOMCOUNCIL,1 KHARTOUM,2 MIDWA,1 PIDC,1 PRAGUE,3 '
is 'the greatest first, and no more than five' \
	"$(chancery count meeting 'start>=2015' 'start<2020' --by process --sort -count --limit 5 \
		--format csv | tail -n +2 | tr '\n' ' ')" 'CP,7 PRAGUE,7 BALI,5 GFMD,5 GRCP,5 '
is 'by a choice' \
	"$(chancery count meeting 'start>=2015' 'start<2020' --by kind --format csv |
		grep -E 'ministerial|senior|other' | grep -v vice | sort)" \
'ministerial,13
other,21
senior officials,13'
is 'by two paths' "$(chancery count meeting process:CP --by start.decade,kind --format csv | sed -n 1,3p)" \
'start.decade,kind,count
2000s,ministerial,3
2010s,ministerial,3'
is 'a month that is not known has its own line' \
	"$(chancery count meeting process:CP start:2003 --by start.month)" \
"Start${tab}Count
2003, month not known${tab}1"
chancery set meeting CP-20181116 hosts='state:LK;state:NP' >/dev/null
is 'a record with several values counts in each line, and once in the total' \
	"$(chancery count meeting code:CP-20181116 --by hosts --total | tail -n +2)" \
"LK  Sri Lanka${tab}1
NP  Nepal${tab}1
Total (each record once)${tab}1"
is 'JSON' "$(chancery count meeting start:2016 process:CP --by process --format json)" \
'[
{"process":"CP","count":2}
]'
is 'in French' "$(chancery --lang fr count meeting process:CP start:2003 --by start.month | tail -n 1)" \
"2003, mois inconnu${tab}1"
status 'nothing matches' 1 chancery count meeting process:NOWHERE --by start.year
status 'without a path' 2 chancery count meeting
status 'a path that does not exist' 2 chancery count meeting --by startt.year
status 'a text has no year' 2 chancery count meeting --by city.year
status 'a table is no value' 2 chancery count meeting --by attendance
status 'a sensitive field is not counted by' 2 chancery count meeting --by attendance.head
like 'and that is said' "$err" 'attendance.head is sensitive'
chancery export meeting --format jsonl >meetings.jsonl
cat >model.py <<'MODEL'
import collections, json
counts = collections.Counter()
for line in open("meetings.jsonl", encoding="utf-8"):
    r = json.loads(line)
    start = r["start"]
    quarter = start if len(start) == 4 else "%s-Q%d" % (start[:4], (int(start[5:7]) + 2) // 3)
    counts[quarter, r.get("state", "")] += 1
print("start.quarter,state,count")
for (quarter, state), count in sorted(counts.items()):
    print("%s,%s,%d" % (quarter, state, count))
MODEL
chancery count meeting --by start.quarter,state --format csv >got.csv
python3 model.py >model.csv
ok 'quarters and States are those that a model in Python counts' diff model.csv got.csv
done_testing
