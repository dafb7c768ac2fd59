#!/bin/sh
# A duplicate is folded into the record that stays.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
chancery add state code=XA 'name=Duplicate' region=Asia sources=one >/dev/null
chancery add office code=X-1 name=One type=country state=XA covers='XA;LK' >/dev/null
given '{"attendance":[{"party":"state:XA","attended":"attended"}]}' \
	chancery set meeting CP-20160825 -
id=$(chancery show state LK --format json | sed 's/.*"id":"\([^"]*\)".*/\1/')

status 'a trial' 0 chancery merge state XA LK --dry-run
status 'changes nothing' 0 chancery show state XA
status 'a duplicate' 0 chancery merge state XA LK
status 'is gone' 1 chancery show state XA
is 'references follow' "$(value office X-1 state)" LK
is 'in sets without being there twice' "$(value office X-1 covers)" LK
is 'and in rows' "$(count meeting.attendance parent.code:CP-20160825 party:LK)" 1
is 'what stays is the same record' \
	"$(chancery show state LK --format json | sed 's/.*"id":"\([^"]*\)".*/\1/')" "$id"
is 'what it had not is taken over' "$(value state LK region)" Asia
is 'what it had stays' "$(value state LK name)" 'Sri Lanka'
ok 'the register holds together' chancery check
ok 'a merge is taken back' chancery undo --yes
status 'as a whole' 0 chancery show state XA
is 'with its references' "$(value office X-1 state)" XA
ok 'and holds together again' chancery check

status 'a record is not merged into itself' 3 chancery merge state LK LK
status 'nor into none' 1 chancery merge state XA ZZZ
status 'nor none into it' 1 chancery merge state ZZZ LK
status 'nor what has no such type' 2 chancery merge stat XA LK
done_testing
