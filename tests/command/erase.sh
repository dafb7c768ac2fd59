#!/bin/sh
# A sensitive value is forgotten: in the record, in its history, and in what is done with them.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

# everything that the register tells
told() {
	chancery history office HQ
	chancery show office HQ --format json
	chancery show office HQ --version 2 --format json
	chancery export --sensitive
}
chancery set office HQ head_name=Zwetschgen city=Berne
chancery set office HQ head_name=Quitten
chancery set office HQ city=Geneva
like 'before that, history has every name' "$(chancery history office HQ)" \
	'head_name: Zwetschgen -> Quitten'
head=$(chancery info | sed -n 's/^head.//p')

status 'a sensitive field' 0 chancery erase office HQ head_name
like 'is erased, with all that it ever held' "$out" '4 values are forgotten'
is 'in the record' "$(value office HQ head_name)" ''
is 'other fields stay' "$(value office HQ city)" Geneva
like 'history says so' "$(chancery history office HQ)" 'head_name: (erased) -> (erased)'
told >everything 2>&1
is 'the names are nowhere' "$(grep -cE 'Zwetschgen|Quitten' everything)" 0
like 'the log has it, without the name' "$(chancery log | head -n 1)" 'erase head_name of office HQ'
like 'the chain is whole' "$(chancery log --verify)" 'are as they were written'
ok 'it goes on where it was' [ "$(chancery info | sed -n 's/^head.//p')" != "$head" ]
ok 'the register is whole' chancery check
status 'a version of before' 0 chancery show office HQ --version 2
like 'has the rest' "$out" Berne

status 'undo' 3 chancery undo
like 'does not bring it back' "$err" 'was erased and cannot come back'
status 'nor does undoing the change that set it' 3 chancery undo office HQ --version 3
status 'what was changed beside it' 0 chancery undo office HQ --version 4
is 'can be taken back' "$(value office HQ city)" Berne
status 'erased once more' 1 chancery erase office HQ head_name
like 'there is nothing' "$err" 'nothing to erase'
is 'and the log has one act for it' "$(chancery log | grep -c 'erase head_name')" 1

status 'a field that is not sensitive' 3 chancery erase office HQ city
like 'is part of the journal' "$err" 'city is not a sensitive field'
status 'a table' 2 chancery erase process CP members
like 'is no field' "$err" 'members is a table'
status 'a column that is none' 2 chancery erase process CP members.nothing
status 'a row that is none' 2 chancery erase process CP 'members[7].contact'
status 'a record that is none' 1 chancery erase office NOWHERE head_name

# ---- rows
printf '%s\n' '{"members": [{"party": "state:LK", "contact": "Mirabellen", "role": "member"},' \
	' {"party": "state:MV", "contact": "Pflaumen", "role": "member"}]}' >two.json
chancery add process code=X-P name=Trial kind=RCP >/dev/null
chancery set process X-P - <two.json
rows=$(chancery history process X-P | sed -n 's/.*members\[\(.*\)\].contact: - -> Mira.*/\1/p')
ok 'one row' chancery erase process X-P "members[$rows].contact"
unlike 'is erased' "$(chancery history process X-P)" Mirabellen
like 'another is not' "$(chancery history process X-P)" Pflaumen
ok 'every row' chancery erase process X-P members.contact
unlike 'is erased' "$(chancery history process X-P)" Pflaumen
like 'the rows stay' "$(chancery show process X-P)" Maldives

# ---- a locked meeting, and a record that was removed
meeting=$(chancery list meeting status:held --limit 1 --columns code --format csv | tail -n 1)
chancery add office code=X-1 name=One type=country state=LK head_name=Kirschen >/dev/null
chancery remove office X-1
status 'a removed record has its history' 0 chancery history office X-1
like 'with the name in it' "$out" Kirschen
ok 'which is erased there' chancery erase office X-1 head_name
unlike 'as in any other' "$(chancery history office X-1)" Kirschen
printf '%s\n' '{"attendance": [{"party": "state:LK", "head": "Mispeln"}]}' >one.json
chancery set meeting "$meeting" - <one.json
chancery set meeting "$meeting" status=closed
ok 'from a closed meeting a name can be erased too' chancery erase meeting "$meeting" attendance.head
unlike 'and is' "$(chancery history meeting "$meeting")" Mispeln
ok 'the register is whole' chancery check
chancery backup copy.mdb >/dev/null
is 'a copy that is made now has none of them' \
	"$(grep -acE 'Zwetschgen|Quitten|Mirabellen|Pflaumen|Kirschen|Mispeln' copy.mdb)" 0
done_testing
