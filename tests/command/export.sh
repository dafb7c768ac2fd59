#!/bin/sh
# What leaves the register, and that all of it can come back.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
chancery set state AD 'region=-1+2' note=@x
chancery set office RO-BKK "head_name=Somebody" functions+=a\\\;b
chancery add caseload office=RO-BKK category=DEV-DIA period=2015-Q3 persons=3 cases=7 >/dev/null
chancery add action meeting=CP-20181116 'text=Report back' owners=state:NP >/dev/null
# In JSON a table is a list of objects.
echo '{"attendance":[{"party":"state:LK","attended":"attended","head":"Minister Nobody"}]}' |
	chancery set meeting CP-20181116 -

status 'csv' 0 chancery export state code:AD
like 'begins with the names' "$out" 'id,code,alpha3'
like 'guards what a spreadsheet would run' "$out" ",'-1+2,"
like 'whatever it starts with' "$out" ",'@x"
like 'and doubles no other quote' "$out" ',Andorra,'
status 'JSON' 0 chancery export state code:AD --format json
like 'guards nothing' "$out" '"region":"-1+2"'
ok 'and is JSON' gives_json chancery export state --format json
status 'a query' 0 chancery export state code:LK,MV --format jsonl
is 'narrows it' "$(printf '%s\n' "$out" | wc -l)" 2
status 'that matches nothing' 1 chancery export state nosuchstate
status 'sorted by code' 0 chancery export office --format jsonl
is 'as it is stored' "$(printf '%s\n' "$out" | sed 's/.*"code":"\([^"]*\)".*/\1/')" \
	"$(printf '%s\n' "$out" | sed 's/.*"code":"\([^"]*\)".*/\1/' | sort)"
status 'versions' 0 chancery export state code:AD --versions
like 'are a column' "$out" 'id,code,version,'

# ---- what is kept in
status 'an export' 0 chancery export
unlike 'has no sensitive field' "$out" Somebody
unlike 'nor one in a row' "$out" 'Minister Nobody'
like 'hides a small count' "$out" '"persons":"<5"'
like 'and no other' "$out" '"cases":7'
status 'in csv the column is missing' 0 chancery export office code:RO-BKK
unlike 'altogether' "$out" head_name
status 'all of it' 0 chancery export --sensitive
like 'when that is asked for' "$out" Somebody
like 'has the counts too' "$out" '"persons":3'

# ---- every machine format of every command follows the same rule
hidden() {
	unlike "$1 has no sensitive field" "$2" Somebody
	unlike "$1 has none in a row" "$2" 'Minister Nobody'
	unlike "$1 hides a small count" "$2" 'persons":3'
}
hidden 'list in csv' "$(chancery list office code:RO-BKK --columns code,head_name --format csv 2>&1)"
hidden 'list in JSON' "$(chancery list office code:RO-BKK --columns code,head_name --format json)"
hidden 'a list of rows' "$(chancery list meeting.attendance --format jsonl; chancery list meeting.attendance --format csv)"
hidden 'show in JSON' "$(chancery show office RO-BKK --format json; chancery show meeting CP-20181116 --format json)"
hidden 'show in Markdown' "$(chancery show office RO-BKK --format markdown; chancery show meeting CP-20181116 --format markdown)"
hidden 'find' "$(chancery find bangkok --format json; chancery find code:CP-20181116 --format jsonl; chancery find category:DEV-DIA --format jsonl)"
is 'list in csv hides a small count' "$(chancery list caseload --columns persons,cases --format csv)" "$(printf 'persons,cases\n<5,7')"
counted=$(chancery list caseload --format jsonl | sed 's/.*"code":"\([^"]*\)".*/\1/')
like 'so does show in Markdown' "$(chancery show caseload "$counted" --format markdown)" '**: <5'
status 'a sensitive column that is asked for' 0 chancery list office code:RO-BKK --columns code,head_name --format csv
is 'is left out' "$out" "$(printf 'code\nRO-BKK')"
is 'which is said' "$err" 'chancery: head_name is sensitive and left out; --sensitive includes it'
is 'an administrator gets it in csv' "$(chancery list office code:RO-BKK --columns code,head_name --format csv --sensitive)" \
	"$(printf 'code,head_name\nRO-BKK,Somebody')"
like 'and in JSON' "$(chancery show office RO-BKK --format json --sensitive)" Somebody
like 'and in Markdown' "$(chancery show office RO-BKK --format markdown --sensitive)" Somebody
like 'and of what is found' "$(chancery find code:RO-BKK --format jsonl --sensitive)" Somebody
like 'a table for people has it' "$(chancery list office code:RO-BKK --columns code,head_name)" Somebody
like 'a record for people too' "$(chancery show office RO-BKK)" Somebody

# ---- files
status 'into a file' 0 chancery export state -o states.csv
is 'and nothing else' "$out" ''
is 'that only its owner reads' "$(stat -c %a states.csv)" 600
is 'has what is printed otherwise' "$(cat states.csv)" "$(chancery export state)"
status 'a folder that is not there' 4 chancery export state -o no/where/states.csv
status 'a later format is refused' 2 chancery export meeting --format vcf

# ---- there and back again
chancery export --sensitive >all.jsonl
chancery --store again init --empty >/dev/null
status 'the whole register' 0 chancery --store again import --all all.jsonl
chancery --store again export --sensitive >again.jsonl
ok 'is the same, byte for byte' cmp all.jsonl again.jsonl
ok 'and whole' chancery --store again check
ok 'a folder' chancery export --sensitive -o folder
chancery --store other init --empty >/dev/null
status 'goes in again' 0 chancery --store other import --all folder
chancery --store other export --sensitive >other.jsonl
ok 'with the same register in it' cmp all.jsonl other.jsonl
chancery --store other export --sensitive -o twin
ok 'and makes the same folder' diff -r folder twin
status 'taken in where all of it is' 0 chancery import --all all.jsonl --update
like 'it changes nothing' "$out" 'changed 0'
done_testing
