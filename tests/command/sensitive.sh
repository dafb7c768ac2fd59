#!/bin/sh
# A field that becomes sensitive when there are values already; and a schema that another session
# puts in force.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
chancery set office CO-CMB city=PlainTown
chancery set office CO-CMB city=Colombo

mkdir schema
printf 'schema = "%s/schema";\n' "$work" >own.conf
sed 's/name = "city"; number = 5; type = "text";/& role = "sensitive";/' \
	"$top_srcdir/conf/schema/office.conf" >schema/office.conf
status 'a field whose values are in the journal' 2 chancery --config own.conf schema --apply
like 'does not become sensitive' "$err" 'office.city: it becomes sensitive, and the journal has'
like 'and the way out is named' "$err" '--new-chain'
unlike 'nothing was applied' "$(chancery log)" 'apply schema'
status 'a new chain alone' 2 chancery --config own.conf schema --new-chain

origin=$(chancery info | grep '^origin')
status 'with a new chain' 0 chancery --config own.conf schema --apply --new-chain
like 'they are sealed' "$out" 'values of the history were sealed'
ok 'the log is as it was written' chancery log --verify
ok 'the register has no faults' chancery check
ok 'it has a new origin' [ "$(chancery info | grep '^origin')" != "$origin" ]
like 'history has the value' "$(chancery history office CO-CMB)" PlainTown
status 'until it is erased' 0 chancery erase office CO-CMB city --yes
unlike 'history has it no more' "$(chancery history office CO-CMB)" PlainTown
ok 'a backup is made' chancery backup copy.mdb
is 'which has it nowhere' "$(grep -ac PlainTown copy.mdb)" 0
ok 'the register has no faults then' chancery check

# ---- a session that goes on by the schema of before
mkfifo keys
chancery --linear browse office HQ <keys >linear.out 2>&1 &
session=$!
exec 3>keys
# said TEXT: waits until the session has said so
said() {
	until grep -q "$1" linear.out; do
		kill -0 "$session" || break
		sleep 0.05
	done
}
printf 'edit\n' >&3
said '^[0-9]*\. City: '
printf '%s\nGhent\n' "$(sed -n 's/^\([0-9]*\)\. City: .*/\1/p' linear.out | head -n 1)" >&3
said 'City: Ghent'
cp "$top_srcdir/conf/schema/office.conf" schema/office.conf
ok 'another schema comes into force' chancery --config own.conf schema --apply
printf 'save\n' >&3
said 'schema was changed'
like 'the session can save nothing any more' "$(cat linear.out)" \
	'the schema was changed since this session began'
exec 3>&-
wait "$session" || true
is 'and has saved nothing' "$(value office HQ city)" Geneva
ok 'all is well' chancery check
done_testing
