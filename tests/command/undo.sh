#!/bin/sh
# A change is taken back: as a new act, and only where nobody has built on it.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

chancery set state LK region=Asia
status 'the last act' 0 chancery undo
is 'is taken back' "$(value state LK region)" ''
like 'by an act of its own' "$(chancery log | head -n 1)" 'undo act 2'
status 'which is undone as well' 0 chancery undo
is 'and all is as before' "$(value state LK region)" Asia

chancery set state LK numeric=999
status 'one version of a record' 0 chancery undo state LK --version 2
is 'is taken back' "$(value state LK region)" ''
is 'and what came after stays' "$(value state LK numeric)" 999
chancery set state MV numeric=111
chancery set state MV numeric=112
status 'what was changed since' 5 chancery undo state MV --version 2
like 'is not touched, and the field named' "$err" numeric
is 'and stays' "$(value state MV numeric)" 112

chancery add state code=XA name=Alpha >/dev/null
ok 'a record that was added' chancery undo
status 'is gone' 1 chancery show state XA
chancery add state code=XB name=Beta region=Asia >/dev/null
chancery remove state XB
ok 'one that was removed' chancery undo
is 'is back' "$(value state XB region)" Asia
chancery rename state XB XC
ok 'one that was renamed' chancery undo
status 'has its code again' 0 chancery show state XB

printf 'code,name,kind\nXM,M,state\nXN,N,state\n' >two.csv
chancery import state two.csv >/dev/null
act=$(chancery log | head -n 1 | cut -f 1)
ok 'a whole import' chancery undo --act "$act"
status 'leaves nothing behind' 1 chancery list state code:XM,XN
chancery import state two.csv >/dev/null
act=$(chancery log | head -n 1 | cut -f 1)
chancery add office code=X-1 name=One type=country state=XM >/dev/null
status 'one that others refer to' 5 chancery undo --act "$act"
is 'stays whole' "$(count state code:XM,XN)" 2


# ---- the other whole acts
chancery import state two.csv --update >/dev/null
chancery add organisation code=X-A name=Alpha kind=NGO >/dev/null
chancery add organisation code=X-B name=Beta kind=NGO seat=LK >/dev/null
chancery add process code=X-P name=Trial kind=RCP association=X-B >/dev/null
chancery export >before
chancery merge organisation X-B X-A --yes >/dev/null
act=$(chancery log | head -n 1 | cut -f 1)
is 'a merge' "$(value process X-P association)" X-A
ok 'is taken back' chancery undo --act "$act"
chancery export >after
ok 'with every reference and the duplicate itself' cmp before after
chancery set state --where 'code:LK,MV,NP' region=Somewhere --yes >/dev/null
act=$(chancery log | head -n 1 | cut -f 1)
is 'a change of many records' "$(count state region:somewhere)" 3
chancery set state NP alpha3=XXX
ok 'is taken back' chancery undo --act "$act"
is 'in all of them' "$(count state region:somewhere)" 0
is 'but for what was changed beside it' "$(value state NP alpha3)" XXX
chancery set state --where 'code:LK,MV,NP' region=Somewhere --yes >/dev/null
act=$(chancery log | head -n 1 | cut -f 1)
chancery set state NP region=Elsewhere
status 'where one of them was changed since' 5 chancery undo --act "$act"
is 'none is touched' "$(count state region:somewhere)" 2

# ---- a removed record, long after
chancery add state code=XR name=Removed region=Asia >/dev/null
chancery remove state XR
chancery set state MV numeric=113
status 'has its history' 0 chancery history state XR
like 'down to its removal' "$out" remove
ok 'and is brought back by its code' chancery undo state XR
is 'as it was' "$(value state XR region)" Asia
chancery remove state XR
chancery add state code=XR name=Another >/dev/null
status 'what has the code now' 0 chancery history state XR
unlike 'is not taken for it' "$out" remove

status 'no such act' 1 chancery undo --act 999
status 'no such version' 1 chancery undo state LK --version 99
status 'no such record' 1 chancery undo state ZZZ
ok 'the register holds together' chancery check
done_testing
