#!/bin/sh
# What the secretariat does every week, from the command line. Each expected answer is worked out
# from the csv files of the starter register, and not with the program.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
export CHANCERY_TODAY=2026-11-24
new_store

# facts ARGUMENT...: what a script on standard input says with tests/facts.py.
facts() {
	{
		echo 'from facts import *'
		cat
	} | PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$top_srcdir/tests" python3 - "$@"
}

# answer ARGUMENT...: a list's rows, without their heading, in an order of our own; of a table's rows
# the record's code comes first
answer() {
	chancery list "$@" --format csv | tail -n +2 | LC_ALL=C sort
}

# ---- 2. which members were not at the last ministerial, and which sent apologies

last=$(chancery list meeting process:CP kind:ministerial --sort -start --limit 1 --columns code \
	--format csv | tail -n 1)
is 'the last ministerial of the Colombo Process' "$last" "$(facts <<'END'
told([last_meeting("CP", "ministerial")])
END
)"

# Nobody's attendance is in the starter register: every third member sends an apology, every fourth
# says nothing, all others come.
facts "$last" >attendance.csv <<'END'
print("meeting,party,as,response,attended")
for i, party in enumerate(members("CP", "2018-11-16"), 1):
    came = "apology" if i % 3 == 0 else "" if i % 4 == 0 else "attended"
    print(sys.argv[1], party, "member", "declined" if came == "apology" else "invited", came, sep=",")
END
ok 'its attendance comes from a file' chancery import meeting.attendance attendance.csv
is 'members that did not attend' \
	"$(answer process.members parent.code:CP role:member --as-of 2018-11-16 --columns party \
		"not-in:meeting.attendance{meeting:$last attended:attended}")" "$(facts <<'END'
told("CP," + p for i, p in enumerate(members("CP", "2018-11-16"), 1)
     if i % 3 == 0 or i % 4 == 0)
END
)"
is 'members that sent apologies' \
	"$(answer meeting.attendance "parent.code:$last" attended:apology --columns party)" "$(facts "$last" <<'END'
told(sys.argv[1] + "," + p for i, p in enumerate(members("CP", "2018-11-16"), 1) if i % 3 == 0)
END
)"
is 'which is not to have been absent without a word' \
	"$(count meeting.attendance "parent.code:$last" attended:)" 2

# ---- 3. all offices that cover a State, with telephone and e-mail

# offices STATE: its own and those that cover it, and those above them
offices() {
	answer office "state:$1|covers:$1" --as-of today --columns code,parent >own
	above=$(cut -d , -f 2 own | sort -u | paste -s -d , -)
	{
		answer office "state:$1|covers:$1" --as-of today --columns code,phones,emails
		answer office "code:$above" --as-of today --columns code,phones,emails
	} | LC_ALL=C sort -u
}

for state in LK ET AT UZ TM BD; do
	is "offices that cover $state" "$(offices "$state")" "$(facts "$state" <<'END'
offices = {o["code"]: o for o in table("office")}
writer = csv.writer(sys.stdout, lineterminator="\n")
for code in covering(sys.argv[1]):
    writer.writerow([code, offices[code]["phones"], offices[code]["emails"]])
END
)"
done

# ---- 4. record a meeting the same day

facts >meeting.json <<'END'
import json
people = members("CP", "2026-11-24")
json.dump({
    "code": "CP-20261124", "process": "CP", "kind": "senior officials", "ordinal": 6,
    "title": {"en": "Sixth Senior Officials Meeting"}, "start": "2026-11-24", "status": "held",
    "state": "LK", "city": "Colombo", "chairs": ["state:IN"],
    "attendance": [{"party": p, "as": "member", "response": "accepted", "attended": "attended"}
                   for p in people],
    "agenda": [{"number": "1", "title": "Opening", "kind": "procedure", "minutes": 30}],
    "outcomes": [{"number": "1", "kind": "decision", "text": "The plan of work is adopted."}],
    "documents": [{"title": "Summary of the chair", "kind": "chair summary", "language": "en"}],
}, sys.stdout)
END
ok 'a meeting is recorded' given "$(cat meeting.json)" chancery add meeting -
chancery show meeting CP-20261124 --format json >recorded.json
is 'all of it is in the register' "$(python3 - <<'END'
import json
asked, got = json.load(open("meeting.json")), json.load(open("recorded.json"))
strip = lambda v: ([{k: x for k, x in r.items() if k != "id"} for r in v]
                   if v and isinstance(v, list) and isinstance(v[0], dict) else v)
print([k for k, v in asked.items() if strip(got.get(k)) != v])
END
)" '[]'
is 'with every member of the day' "$(answer meeting.attendance parent.code:CP-20261124 --columns party)" \
	"$(facts <<'END'
told("CP-20261124," + p for p in members("CP", "2026-11-24"))
END
)"

# ---- 5. carry open actions forward and keep the chain

for number in 1 2 3 4; do
	chancery add action meeting=CP-20261124 text="Task $number" owners=state:LK due=2027-0$number \
		>/dev/null
done
chancery set action CP-20261124/2 status=done done_on=2026-11-24 >/dev/null
ok 'the meeting is closed' chancery set meeting CP-20261124 status=closed
chancery export meeting code:CP-20261124 --format jsonl --sensitive >closed.jsonl
ok 'and the next one made' chancery add meeting code=CP-20270524 process=CP kind='senior officials' \
	title='Seventh Senior Officials Meeting' start=2027-05-24 previous=CP-20261124
ok 'its open actions are carried' chancery carry meeting CP-20261124 CP-20270524
is 'what was open stands with the next meeting' \
	"$(answer action meeting:CP-20270524 --columns code,text,due,status)" \
	'CP-20270524/1,Task 1,2027-01,open
CP-20270524/2,Task 3,2027-03,open
CP-20270524/3,Task 4,2027-04,open'
is 'and says so with the old one' \
	"$(answer action meeting:CP-20261124 --columns code,status,carried_to)" \
	'CP-20261124/1,carried over,CP-20270524/1
CP-20261124/2,done,
CP-20261124/3,carried over,CP-20270524/2
CP-20261124/4,carried over,CP-20270524/3'
is 'the chain is seen from the other end' \
	"$(answer action carried_to:CP-20270524/2 --columns code)" CP-20261124/3
chancery export meeting code:CP-20261124 --format jsonl --sensitive >still.jsonl
ok 'the closed minutes are what they were' cmp closed.jsonl still.jsonl
status 'and cannot be changed' 3 chancery set meeting CP-20261124 title=Another

# ---- a planned meeting is put off: what is open of it goes with it

status 'a planned meeting is postponed' 0 chancery postpone meeting CP-20270524 2027-06-21
is 'and planned anew' "$out" CP-20270621
is 'the old one says to which' \
	"$(answer meeting code:CP-20270524 --columns status,postponed_to)" postponed,CP-20270621
is 'with what is open' "$(answer action meeting:CP-20270621 --columns text | cut -d , -f 1)" 'Task 1
Task 3
Task 4'
status 'what was held cannot be' 3 chancery postpone meeting CP-20181116 2027-01-01
status 'nor what was postponed already' 3 chancery postpone meeting CP-20270524 2027-07-01
status 'nor a State' 2 chancery postpone state LK 2027-01-01
ok 'it is one act' chancery undo --yes --act "$(chancery log | sed -n 1p | cut -f 1)"
status 'and taken back whole' 1 chancery show meeting CP-20270621
is 'with its actions' "$(count action meeting:CP-20270524 status:open)" 3

# ---- 6. who chairs a process, and who did in a given year

for asked in CP:today IGC:today IGC:2023 GFMD:2024 KHARTOUM:2018 KHARTOUM:2019-06 BUDAPEST:2011; do
	process=${asked%:*} day=${asked#*:}
	is "who chairs $process, $day" \
		"$(answer process.chairs "parent.code:$process" --as-of "$day" --columns party,role || :)" \
		"$(facts "$process" "$day" <<'END'
day = "2026-11-24" if sys.argv[2] == "today" else sys.argv[2]
told(",".join([r["process"], r["party"], r["role"]]) for r in table("process.chairs")
     if r["process"] == sys.argv[1] and in_force(r, day))
END
)"
done

# ---- 7. in which processes a State takes part, in which role, as at a date

for asked in LK:2018-01-01 KH:2016-08-24 KH:2016-08-25 IT:today; do
	state=${asked%:*} day=${asked#*:}
	is "what $state takes part in, $day" \
		"$(answer process.members "party:state:$state" --as-of "$day" --columns party,role)" \
		"$(facts "$state" "$day" <<'END'
day = "2026-11-24" if sys.argv[2] == "today" else sys.argv[2]
told(",".join([r["process"], r["party"], r["role"]]) for r in table("process.members")
     if r["party"] == "state:" + sys.argv[1] and in_force(r, day))
END
)"
done

# ---- 10. membership as at a date

for day in 1951 1999-12-31 2015-01-01 2016 today; do
	is "member States, $day" "$(count state.memberships status:member --as-of "$day" || :)" \
		"$(facts "$day" <<'END'
day = "2026-11-24" if sys.argv[1] == "today" else sys.argv[1]
print(sum(r["status"] == "member" and in_force(r, day) for r in table("state.memberships")))
END
)"
done
is 'members of the Colombo Process before Cambodia' \
	"$(answer process.members parent.code:CP role:member --as-of 2010 --columns party)" "$(facts <<'END'
told("CP," + p for p in members("CP", "2010"))
END
)"
ok 'the register is whole' chancery check
done_testing
