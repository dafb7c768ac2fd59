#!/bin/sh
# Files taken in: as spreadsheets write them, all or nothing.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

records() {
	chancery info | sed -n 's/^records.//p'
}

# ---- what spreadsheets write
printf '\357\273\277code,name,kind,region\r\nXA,Alpha,state,Asia\r\n' >bom.csv
printf 'XB,"Beta, the ""B""",state,\r\n' >>bom.csv
status 'a byte order mark and CRLF' 0 chancery import state bom.csv
like 'what was done is said' "$out" 'added 2'
is 'a quoted cell' "$(chancery list state code=XB --columns name | tail -n 1)" 'Beta, the "B"'
is 'no carriage return stays' "$(value state XA region)" Asia

printf 'States of the region,,\ncode,name,kind\nXC,Gamma,state\n' >two.csv
status 'a title above the header' 0 chancery import state two.csv --header-rows 2
status 'which is there' 0 chancery show state XC

printf 'Kode,Navn,Art,Merknad\nXD,Delta,state,x\n' >names.csv
printf 'Kode = code\nNavn = name\nArt = kind\nMerknad = -\n' >names.map
status 'columns of other names' 0 chancery import state names.csv --map names.map
is 'one is passed over' "$(value state XD note)" ''
printf 'Code,Name,Kind,Region\nXE,Epsilon,state,Asia\n' >labels.csv
status 'columns by the labels of the screen' 0 chancery import state labels.csv
is 'are the fields' "$(value state XE region)" Asia

printf 'code,name,kind\nXF,C\364te,state\n' >latin1.csv
status 'another encoding, not said' 3 chancery import state latin1.csv
like 'is refused by line, with the way out' "$err" \
	'latin1.csv:2: holds a byte that is not UTF-8 (0xF4): if the file is in another encoding, name it'
status 'and said' 0 chancery import state latin1.csv --encoding latin1
is 'is read right' "$(value state XF name)" Côte
printf 'code,name,kind\nXG,Grün,state\n' | iconv -f utf-8 -t utf-16 >utf16.csv
status 'UTF-16' 0 chancery import state utf16.csv --encoding utf-16
is 'too' "$(value state XG name)" Grün
status 'an encoding that nobody knows' 2 chancery import state utf16.csv --encoding klingon
like 'is named' "$err" 'klingon'
printf 'code,name,kind\nXH,Eta,state\n' >stdin.csv
status 'standard input' 0 given "$(cat stdin.csv)" chancery import state -
echo '{"code":"XI","name":{"en":"Iota"},"kind":"state"}' >i.jsonl
status 'JSON Lines' 0 chancery import state i.jsonl
status 'a file that is not there' 2 chancery import state nothere.csv
like 'is named' "$err" nothere.csv

# ---- all or nothing, and all that is wrong
before=$(records)
cat >bad.csv <<'END'
code,name,kind
XK,Good,state
XL,,state
XM,Mu,nonsense
XK,Again,state
LK,There,state
,Nameless,state
XN,Nu,state,more
XO,Omicron,other
END
status 'a file with mistakes' 3 chancery import state bad.csv
like 'one that lacks a value' "$err" 'bad.csv:3: name: is required'
like 'one that is not a choice' "$err" 'bad.csv:4: kind: "nonsense"'
like 'one that stands twice' "$err" 'bad.csv:5: code: "XK" stands twice'
like 'one that is there' "$err" 'bad.csv:6: code: state "LK" is there already'
like 'one without a code' "$err" 'bad.csv:7: code: is required'
like 'one with too many cells' "$err" 'bad.csv:8: has 4 cells'
is 'each once' "$(printf '%s\n' "$err" | wc -l)" 6
is 'and nothing was written' "$(records)" "$before"
printf 'code,name,kind,regoin\nXK,K,state,Asia\nXL,L,state,Asia\n' >column.csv
status 'a column that is no field' 3 chancery import state column.csv
like 'is named' "$err" '"regoin" (did you mean "region"?)'
is 'once' "$(printf '%s\n' "$err" | wc -l)" 1
printf 'code,name,kind\nXK,"Kappa,state\n' >quote.csv
status 'a quote that is not closed' 3 chancery import state quote.csv
: >empty.csv
status 'an empty file' 3 chancery import state empty.csv
echo '{"code":' >bad.jsonl
status 'JSON that is none' 3 chancery import state bad.jsonl

printf 'code,name,kind\nXP,Pi,state\n' >trial.csv
status 'a trial' 0 chancery import state trial.csv --dry-run
like 'says what would be done' "$out" 'would add 1'
status 'and does not' 1 chancery show state XP
status 'a trial finds mistakes' 3 chancery import state bad.csv --dry-run

# ---- references
cat >offices.csv <<'END'
code,name,type,state,parent
X-1,One,country,LK,X-2
X-2,Two,country,LK,
END
status 'a reference that points forward' 0 chancery import office offices.csv
is 'leads there' "$(value office X-1 parent)" X-2
cat >circle.csv <<'END'
code,name,type,state,parent
X-3,Three,country,LK,X-4
X-4,Four,country,LK,X-3
END
status 'an office that reports to itself' 3 chancery import office circle.csv
printf 'code,name,type,state\nX-5,Five,country,QQ\n' >lost.csv
status 'a reference that leads nowhere' 3 chancery import office lost.csv
like 'is named by line and field' "$err" 'lost.csv:2: state: there is no State with the code "QQ"'

# ---- update
printf 'code,region\nXA,\nXB,Europe\n' >update.csv
status 'what is there' 3 chancery import state update.csv
status 'is changed when that is asked for' 0 chancery import state update.csv --update
like 'and counted' "$out" 'changed 2'
is 'an empty cell clears' "$(value state XA region)" ''
is 'a cell sets' "$(value state XB region)" Europe
is 'an absent column leaves' "$(value state XA name)" Alpha
status 'the same again' 0 chancery import state update.csv --update
like 'changes nothing' "$out" 'left 2'
chancery add caseload office=RO-BKK category=DEV-DIA period=2015-Q3 persons=3 cases=7 >code
chancery export caseload >caseload.csv
like 'a small count is hidden' "$(cat caseload.csv)" ',7,<5,'
sed 's/,7,<5,/,8,<5,/' caseload.csv >returned.csv
ok 'and taken back' chancery import caseload returned.csv --update
is 'leaves what it hid' "$(value caseload "$(cat code)" cases,persons)" 8,3

# Where the code is made of parts, the parts say which record is meant, or its id does.
printf 'office,category,period,cases\nRO-BKK,DEV-DIA,2015-Q3,9\n' >parts.csv
status 'a return that is there' 3 chancery import caseload parts.csv
ok 'is known by its parts' chancery import caseload parts.csv --update
is 'and changed' "$(value caseload "$(cat code)" cases,persons)" 9,3
is 'no second one is made' "$(count caseload)" 1
chancery export caseload | cut -d , -f 1,3,4,7,8 | sed 's/2015-Q3/2016-Q1/' >id.csv
ok 'one with another period' chancery import caseload id.csv --update
is 'is the same by its id' "$(count caseload)" 1
ok 'and has moved' chancery show caseload RO-BKK/DEV-DIA/-/-/2016-Q1
sed '2p' id.csv >twice.csv
status 'an id that stands twice' 3 chancery import caseload twice.csv --update

# A file with versions that is older than the register is merged, or refused as a whole.
chancery set state XA region=Asia
chancery export state code:XA,XB --versions >versions.csv
n=$(sed -n '2s/^[^,]*,XA,\([0-9]*\),.*/\1/p' versions.csv)
chancery set state XA region=Oceania
sed 's/Europe/Africa/; s/Asia/Africa/' versions.csv >stale.csv
status 'a record changed since' 5 chancery import state stale.csv --update
like 'is told by its field' "$err" 'stale.csv:2: region: was changed since version '"$n as well (version $((n + 1)))"
is 'keeps what it has' "$(value state XA region)$(value state XB region)" OceaniaEurope
sed '2s/Alpha/Aleph/' versions.csv >older.csv
ok 'what does not overlap' chancery import state older.csv --update
is 'is merged' "$(value state XA region)$(value state XA name)" OceaniaAleph
like 'and has two parents' "$(chancery history state XA | head -n 1)" 'change, merged'
sed "2s/,$n,/,99,/" versions.csv >future.csv
for version in "${n}x" "-$n" ' 1' 18446744073709551617; do
	sed "2s/,$n,/,$version,/" versions.csv >none.csv
	status "a version \"$version\"" 3 chancery import state none.csv --update
	like 'is not the number of one' "$err" \
		"none.csv:2: version: \"$version\" is not the number of a version"
done
status 'a version that is still to come' 5 chancery import state future.csv --update

# ---- what stands twice is told by every line, a column that is none by the header's
printf '%s\n' 'office,category,period,cases' HQ,FAC-LAB,2015,10 HQ,FAC-LAB,2015,12 HQ,FAC-LAB,2016,5 \
	HQ,FAC-LAB,2015,13 >twins.csv
status 'returns that stand twice' 3 chancery import caseload twins.csv
is 'are told, each of them' "$err" 'chancery: twins.csv:3: code: "HQ/FAC-LAB/-/-/2015" stands twice
chancery: twins.csv:5: code: "HQ/FAC-LAB/-/-/2015" stands twice'
printf '%s\n' 'A list' 'code,nmae,kind' X1,One,other X2,Two,other >nmae.csv
status 'an unknown column' 3 chancery import state nmae.csv --header-rows 2
is 'is told once, where it stands' "$err" \
	'chancery: nmae.csv:2: state has no field "nmae" (did you mean "name"?)'
printf '%s\n' meeting,party,as CP-20181116,state:AF,member >row.csv
ok 'a row by its key' chancery import meeting.attendance row.csv
status 'is not added a second time' 3 chancery import meeting.attendance row.csv
is 'and the line is told' "$err" \
	'chancery: row.csv:2: there is such a row already: --update changes it'
ok 'but can be changed' chancery import meeting.attendance row.csv --update
is 'and is one' "$(count meeting.attendance parent.code:CP-20181116)" 1

# ---- guards
printf "code,name,kind,note\nXQ,'=1+1,state,''tis\n" >guard.csv
ok 'a guarded cell' chancery import state guard.csv
is 'loses one guard' "$(chancery list state code=XQ --columns name | tail -n 1)" '=1+1'
is 'and only one' "$(chancery list state code=XQ --columns note | tail -n 1)" "'tis"
ok 'the register holds together' chancery check

# ---- interrupted at any moment: all of it, or nothing, and no file stays behind
ls -A store >before
awk 'BEGIN { print "code,name,kind"; for (i = 0; i < 20000; i++)
	printf "Y%d,Somewhere %d with a longer name,other\n", i, i }' >many.csv
was=$(count state) torn=''
for delay in 0.05 0.2 0.4 0.8; do
	chancery import state many.csv --update >/dev/null 2>&1 &
	pid=$!
	sleep "$delay"
	kill -TERM "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	now=$(count state)
	[ "$now" -eq "$was" ] || [ "$now" -eq $((was + 20000)) ] || torn="$torn $delay:$now"
done
is 'an import that is interrupted leaves nothing of itself' "$torn" ''
ls -A store >after
is 'and no file' "$(cat after)" "$(cat before)"
ok 'the register holds together still' chancery check
done_testing
