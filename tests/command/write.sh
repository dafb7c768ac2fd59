#!/bin/sh
# add, set, remove and rename, and what each refuses.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

version() {
	chancery show "$1" "$2" --format json | sed 's/.*"version":\([0-9]*\).*/\1/'
}

# ---- add
status 'a record is added' 0 chancery add state code=XA 'name=Alphaland' region=Asia
is 'and its code printed' "$out" XA
is 'with what is preset' "$(value state XA kind)" state
status 'a code is given once' 3 chancery add state code=XA name=Again
like 'and the field named' "$err" 'chancery: code: '
status 'nor in another case' 3 chancery add state code=xa name=Again
status 'what is required is asked for' 3 chancery add state region=Asia
like 'the code' "$err" 'code: is required'
like 'and the name' "$err" 'name: is required'
status 'a choice is one of its choices' 3 chancery add state code=XB name=B kind=nonsense
status 'a reference leads somewhere' 3 chancery add office code=XO name=O type=country state=QQ
like 'or is named' "$err" 'state: there is no State with the code "QQ"'
status 'every refusal is told at once' 3 chancery add office code=XO name=O type=nonsense state=QQ
is 'a line each' "$(printf '%s\n' "$err" | wc -l)" 2
status 'JSON from standard input' 0 given \
	'{"code":"XJ","name":{"en":"Jay","fr":"Jé"},"kind":"other"}' chancery add state -
is 'is taken with its languages' "$(chancery show state XJ --format json | grep -c '"fr":"Jé"')" 1
status 'JSON that is none is refused' 3 given '{' chancery add state -
status 'a code that is left out is made as the schema proposes' 0 chancery add meeting process=CP \
	kind=experts start=2026-11-24 title=One
is 'of the process and the day' "$out" CP-20261124
status 'and another on the same day' 0 chancery add meeting process=CP kind=experts \
	start=2026-11-24 title=Two
is 'gets one of its own' "$out" CP-20261124-2
status 'a part that is missing is asked for' 3 chancery add meeting process=CP kind=experts title=X
is 'and not the code' "$err" 'chancery: start: is required'
status 'a record that has a code keeps one' 3 chancery set meeting CP-20261124 code=
printf '%s\n' process,kind,start,title,status CP,experts,2026-12,A,planned \
	CP,experts,2026-12,B,planned >meetings.csv
ok 'a file without codes is taken' chancery import meeting meetings.csv
is 'and each gets one' "$(count meeting code:CP-202612,CP-202612-2)" 2
printf '%s\n' process,kind,start,title,status,code CP,experts,2026-11,A,planned, \
	CP,experts,2026-10,B,planned,CP-202611 >meetings.csv
status 'a code that an earlier line was given is taken' 3 chancery import meeting meetings.csv
printf '%s\n' process,kind,start,title,status CP,experts,2026-12,A,planned \
	CP,experts,2026-12,B,planned >meetings.csv
status 'but not where records may be meant that are there' 3 \
	chancery import --update meeting meetings.csv

# ---- set
status 'a field is set' 0 chancery set state XA region=Europe
is 'and has the value' "$(value state XA region)" Europe
is 'in a new version' "$(version state XA)" 2
ok 'setting what is there' chancery set state XA region=Europe
is 'makes no version' "$(version state XA)" 2
ok 'a field is cleared' chancery set state XA region=
is 'and is empty' "$(value state XA region)" ''
ok 'to a list is added' chancery set state XA sources+=one 'sources+=two\; three'
is 'at its end' "$(value state XA sources)" 'one;two\; three'
ok 'and taken from it' chancery set state XA sources-=one
is 'that member' "$(value state XA sources)" 'two\; three'
ok 'a set takes a member once' chancery set office RO-BKK covers+=LK covers+=LK
is 'however often it is given' "$(value office RO-BKK covers | tr ';' '\n' | grep -c '^LK$')" 1
status 'no such record' 1 chancery set state ZZZ region=Asia
status 'a value of the wrong sort' 3 chancery set meeting CP-20181116 start=soon
like 'names its field' "$err" 'chancery: start: '
status 'a date that is none' 3 chancery set meeting CP-20181116 start=2018-02-30
status 'an end before its start' 3 chancery set meeting CP-20181116 end=2001-01-01
status 'a line break in a short text' 3 chancery set state XA "region=a
b"
ok 'which a long text may have' chancery set state XA "note=a
b"

# ---- versions
n=$(version state XA)
status 'at the version expected' 0 chancery set state XA region=Africa --if-version "$n"
status 'not at another' 5 chancery set state XA region=Oceania --if-version "$n"
like 'which is told' "$err" "version $((n + 1)), not $n"
is 'and nothing is changed' "$(value state XA region)" Africa
status 'also if nothing would change' 5 chancery set state XA region=Africa --if-version "$n"
status 'nor is it removed' 5 chancery remove state XA --if-version "$n"

# ---- rename
status 'a code is corrected' 0 chancery rename state XA XC
status 'the old one is gone' 1 chancery show state XA
status 'the new one is there' 0 chancery show state XC
ok 'one in use is renamed' chancery rename state LK XL
is 'and references follow' "$(value meeting CP-20160825 state)" XL
ok 'and back' chancery rename state XL LK
status 'not to a code that is taken' 3 chancery rename state LK US
status 'no such record to rename' 1 chancery rename state ZZZ ZZY
ok 'case alone may be corrected' chancery rename state XC Xc

# ---- remove
status 'what is referred to stays' 5 chancery remove state LK
like 'the referrers are named' "$err" 'office.state: CO-CMB'
like 'also those in rows' "$err" 'process.members.party: '
status 'and it is still there' 0 chancery show state LK
status 'what nobody refers to goes' 0 chancery remove state Xc
status 'and is gone' 1 chancery show state Xc
status 'once' 1 chancery remove state Xc
status 'its code is free again' 0 chancery add state code=XC name=Anew

# ---- codes made of parts
status 'the first action of a meeting' 0 chancery add action meeting=CP-20181116 'text=Report back'
is 'has the number 1' "$out" CP-20181116/1
status 'the next' 0 chancery add action meeting=CP-20181116 'text=Meet again' owners=state:NP
is 'has the next' "$out" CP-20181116/2
status 'one with a number of its own' 0 chancery add action meeting=CP-20181116 number=9 text=Nine
is 'keeps it' "$out" CP-20181116/9
status 'a number that is taken' 3 chancery add action meeting=CP-20181116 number=9 text=Again
ok 'the meeting is renamed' chancery rename meeting CP-20181116 CP-2018
status 'and its actions with it' 0 chancery show action CP-2018/2
status 'a return' 0 chancery add caseload office=RO-BKK category=DEV-DIA origin=LK period=2015-Q3 \
	persons=12
is 'has a code of its parts' "$out" 'RO-BKK/DEV-DIA/LK/-/2015-Q3'
status 'is made once' 3 chancery add caseload office=RO-BKK category=DEV-DIA origin=LK \
	period=2015-Q3 persons=13
ok 'the register holds together' chancery check
done_testing
