#!/bin/sh
# A sensitive field is forgotten in all records that are older than a day, as one act.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

# meeting CODE START HEAD [END]
meeting() {
	printf '{"code":"%s","process":"CP","kind":"ministerial","title":"t","start":"%s","end":"%s",' \
		"$1" "$2" "${4-}" >meeting.json
	printf '"attendance":[{"party":"state:LK","head":"%s"}]}' "$3" >>meeting.json
	sed -i 's/"end":"",//' meeting.json
	chancery add meeting - <meeting.json >/dev/null || echo "# no meeting $1"
}
meeting OLD-1 2001-03-04 Quitten
meeting OLD-2 2014-12-31 Mirabellen
meeting OVER 2014-12-31 Pflaumen 2015-01-02
meeting NEW-1 2015-01-01 Kirschen
meeting GONE 2003 Zwetschgen
chancery set meeting OLD-1 - <<'END'
{"attendance":[{"party":"state:LK","head":"Mispeln"}]}
END
chancery remove meeting GONE

status 'without --yes and a terminal' 2 chancery erase meeting.attendance.head --before 2015
like 'nothing is erased' "$err" 'nothing was erased: --yes'
like 'but it was shown what would be' "$out" 'meeting OLD-1'
status 'a trial' 0 chancery erase meeting.attendance.head --before 2015 --dry-run
like 'names each record' "$out" 'meeting OLD-2	2'
like 'the removed one as well' "$out" 'meeting GONE (removed)'
unlike 'none that ended later' "$out" OVER
unlike 'nor on the day itself' "$out" NEW-1
like 'and the sum' "$out" 'records: 3'
is 'and erases nothing' "$(chancery history meeting OLD-2 | grep -c Mirabellen)" 1
acts=$(chancery log | wc -l)
status 'erased' 0 chancery erase meeting.attendance.head --before 2015 --yes
like 'it says how many' "$out" 'values forgotten: '
is 'in one act' "$(chancery log | wc -l)" $((acts + 1))
like 'which the log has without the names' "$(chancery log | head -n 1)" \
	'erase meeting.attendance.head of 3 records older than 2015'
for code in OLD-1 OLD-2 GONE; do
	chancery history meeting "$code"
done >histories
is 'no history has them' "$(grep -cE 'Quitten|Mispeln|Mirabellen|Zwetschgen' histories)" 0
like 'what is not that old stays' "$(chancery history meeting NEW-1)" Kirschen
like 'also what ended later' "$(chancery history meeting OVER)" Pflaumen
status 'once more' 1 chancery erase meeting.attendance.head --before 2015 --yes
like 'there is nothing' "$err" 'nothing to erase'

# ---- of those that match; rows whose own period is over; records without an end
status 'of those that match' 0 \
	chancery erase meeting.attendance.head --before 2020 --where code:NEW-1 --yes
unlike 'those are erased' "$(chancery history meeting NEW-1)" Kirschen
like 'the others are not' "$(chancery history meeting OVER)" Pflaumen
printf '%s\n' '{"members": [{"party":"state:LK","from":"2001","to":"2004","role":"member","contact":"Birnen"},' \
	' {"party":"state:MV","from":"2001","role":"member","contact":"Feigen"}]}' >members.json
chancery add process code=X-P name=Trial kind=RCP >/dev/null
chancery set process X-P - <members.json
status 'in a process that goes on' 0 chancery erase process.members.contact --before 2010 --yes
unlike 'a membership that ended is erased' "$(chancery history process X-P)" Birnen
like 'one that goes on is not' "$(chancery history process X-P)" Feigen
chancery set office HQ head_name=Aprikosen
status 'an office that is open' 1 chancery erase office.head_name --before 2020 --yes

status 'a field that is not sensitive' 3 chancery erase meeting.title --before 2015 --yes
status 'a field without its type' 2 chancery erase head --before 2015 --yes
status 'a type without a field' 2 chancery erase meeting --before 2015 --yes
status 'without a date' 2 chancery erase meeting.attendance.head
status 'a date that is none' 2 chancery erase meeting.attendance.head --before soon
status 'a record and a date' 2 chancery erase meeting OLD-1 attendance.head --before 2015
ok 'the register is whole' chancery check
ok 'and its log' chancery log --verify
chancery backup copy.mdb >/dev/null
is 'a copy that is made now has none of them' \
	"$(grep -acE 'Quitten|Mispeln|Mirabellen|Zwetschgen|Kirschen|Birnen' copy.mdb)" 0
done_testing
