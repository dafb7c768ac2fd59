#!/bin/sh
# The calendar: what meets, and what is due, day by day.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
export CHANCERY_TODAY=2026-11-28

status 'nothing meets after the last meeting of the starter register' 1 chancery calendar
is 'and that needs no sentence' "$out$err" ''
cat >more.jsonl <<'MORE'
{"type":"meeting","code":"CP-20261210","process":"CP","kind":"senior officials","title":{"en":"Seventh SOM"},"start":"2026-12-10","end":"2026-12-11","city":"Geneva","state":"CH","preparation":[{"task":"papers","detail":"skills","due":"2026-12-15"},{"task":"agenda","due":"-6w","done_on":"2026-10-30"}]}
{"type":"meeting","code":"BALI-20261211","process":"BALI","kind":"experts","title":{"en":"Technical experts"},"start":"2026-12-11","end":"2026-12-12","city":"Bangkok","state":"TH"}
{"type":"meeting","code":"RCM-20261230","process":"RCM","kind":"working group","title":{"en":"Over the year's end"},"start":"2026-12-30","end":"2027-01-02","city":"San José","state":"CR"}
{"type":"meeting","code":"ADD-202702","process":"ADD","kind":"ministerial","title":{"en":"Eighth Ministerial"},"start":"2027-02","city":"Abu Dhabi","state":"AE"}
{"type":"meeting","code":"CP-20270215","process":"CP","kind":"experts","title":{"en":"Experts"},"start":"2027-02-15","city":"Colombo","status":"cancelled"}
{"type":"meeting","code":"PIDC-2027","process":"PIDC","kind":"other","title":{"en":"Some day"},"start":"2027"}
{"type":"meeting","code":"MIDSA-20280229","process":"MIDSA","kind":"other","title":{"en":"Leap day"},"start":"2028-02-29"}
MORE
chancery import --all more.jsonl >/dev/null

is '90 days from today; what has no day stands at the end of its month or year' \
	"$(chancery calendar --due)" \
"2026-12-10  Thu-Fri      CP    Seventh SOM          Geneva, CH
2026-12-11  Fri-Sat      BALI  Technical experts    Bangkok, TH
2026-12-15  Tue          due   Papers: skills       CP-20261210
2026-12-30  Wed-Sat      RCM   Over the year's end  San José, CR
2027-02-15  Mon          CP    Experts              Colombo  (Cancelled)
2027-02     day not set  ADD   Eighth Ministerial   Abu Dhabi, AE
2027        day not set  PIDC  Some day"
is 'what is due is there only when it is asked for' "$(chancery calendar | grep -c due)" 0
is 'a month has what began before it' "$(chancery calendar --month 2027-01 --format csv)" \
"start,end,kind,type,code,series,title,city,country,status,clashes
2026-12-30,2027-01-02,event,meeting,RCM-20261230,RCM,Over the year's end,San José,CR,planned,0
2027,2027,event,meeting,PIDC-2027,PIDC,Some day,,,planned,0"
is 'the last day of February' "$(chancery calendar --month 2028-02)" \
	'2028-02-29  Tue  MIDSA  Leap day'
is 'only what a State is expected at' \
	"$(chancery calendar --party TH --format csv | tail -n +2 | cut -d, -f5,11)" \
'CP-20261210,1
BALI-20261211,1
CP-20270215,0
ADD-202702,0'
is 'a query' "$(chancery calendar process:RCM | cut -c1-10)" 2026-12-30
is 'a type and a query' "$(chancery calendar meeting process:RCM | cut -c1-10)" 2026-12-30
is 'another type that has a start' \
	"$(chancery calendar office code:HQ --format csv | tail -n 1)" \
	'1951,,event,office,HQ,,Headquarters,,,,0'
is 'JSON' "$(chancery calendar process:RCM --format json)" \
'[
{"start":"2026-12-30","end":"2027-01-02","kind":"event","type":"meeting","code":"RCM-20261230","series":"RCM","title":"Over the year'\''s end","city":"San José","country":"CR","status":"planned","clashes":0}
]'
is 'in Spanish' "$(chancery calendar --lang es process:ADD)" \
	'2027-02  día por fijar  ADD  Eighth Ministerial (en)  Abu Dhabi, AE'
is 'a past year' "$(chancery calendar --month 2016 --format csv | tail -n +2 | wc -l)" 17
status 'a type without a start' 2 chancery calendar state
status 'a month and a first day' 2 chancery calendar --month 2026-12 --from 2026-12-03
status 'a party that does not exist' 2 chancery calendar --party state:ZZZ

# ---- the same at the prompts

is 'at the prompts, without what is due, and from another day on' \
	"$(printf 'w\nv\ng 2027-02\nlimit process:ADD\nq\n' | chancery --linear | grep -E '^(1[0-9]|Feb|[0-9]+ meet)')" \
'10-11 Dec Thu  CP  Seventh SOM, Geneva (clash) [1]
11-12 Dec Fri  BALI  Technical experts, Bangkok (clash) [2]
15 Dec Tue  due  Papers: skills, CP-20261210 [3]
15 Feb Mon  CP  Experts, Colombo (Cancelled) [5]
Feb  ADD  Eighth Ministerial, Abu Dhabi (day not set) [6]
6 meet, 1 due; 2 clash
10-11 Dec Thu  CP  Seventh SOM, Geneva (clash) [1]
11-12 Dec Fri  BALI  Technical experts, Bangkok (clash) [2]
15 Feb Mon  CP  Experts, Colombo (Cancelled) [4]
Feb  ADD  Eighth Ministerial, Abu Dhabi (day not set) [5]
6 meet, 0 due; 2 clash
15 Feb Mon  CP  Experts, Colombo (Cancelled) [1]
Feb  ADD  Eighth Ministerial, Abu Dhabi (day not set) [2]
3 meet, 0 due; 0 clash
Feb  ADD  Eighth Ministerial, Abu Dhabi (day not set) [1]
1 meet, 0 due; 0 clash'
is 'and the other of two that clash' \
	"$(printf 'W\nother 1\nq\nq\n' | chancery --linear | grep -E '^(11 Dec|= Meeting BALI)')" \
'11 Dec  CP-20261210  BALI-20261211  10: AF BD CN ID IN LK PH PK TH VN [1]
= Meeting BALI-20261211  Technical experts'
done_testing
