#!/bin/sh
# A change is taken back: as a new act, and only where nobody has built on it.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

chancery set state LK region=Asia
status 'the last act' 0 chancery undo
is 'is taken back' "$(value state LK region)" ''
like 'by an act of its own' "$(chancery log | head -n 1)" 'undo act 2'
like 'what was taken back is printed' "$out" 'Taken back: act 2, *: set State LK.*State LK: Region: Asia -> -'
status 'which is undone as well, by its number' 0 chancery undo --act 3
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
status 'a whole import' 2 chancery undo
like 'is not taken back without --yes' "$err" "act $act changed more than one record: --yes"
like 'but shown' "$out" 'State XM: it was added, and is removed'
is 'and nothing was done' "$(count state code:XM,XN)" 2
ok 'a whole import' chancery undo --act "$act" --yes
status 'leaves nothing behind' 1 chancery list state code:XM,XN
chancery import state two.csv >/dev/null
act=$(chancery log | head -n 1 | cut -f 1)
chancery add office code=X-1 name=One type=country state=XM >/dev/null
status 'one that others refer to' 5 chancery undo --act "$act" --yes
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
ok 'is taken back' chancery undo --act "$act" --yes
chancery export >after
ok 'with every reference and the duplicate itself' cmp before after
chancery set state --where 'code:LK,MV,NP' region=Somewhere --yes >/dev/null
act=$(chancery log | head -n 1 | cut -f 1)
is 'a change of many records' "$(count state region:somewhere)" 3
chancery set state NP alpha3=XXX
ok 'is taken back' chancery undo --act "$act" --yes
is 'in all of them' "$(count state region:somewhere)" 0
is 'but for what was changed beside it' "$(value state NP alpha3)" XXX
chancery set state --where 'code:LK,MV,NP' region=Somewhere --yes >/dev/null
act=$(chancery log | head -n 1 | cut -f 1)
chancery set state NP region=Elsewhere
status 'where one of them was changed since' 5 chancery undo --act "$act" --yes
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

# ---- undo after undo walks backwards
chancery set state LK region=One
chancery set state LK region=Two numeric=7
chancery set state NP region=Three
status 'the last act' 0 chancery undo
status 'then the one before it' 0 chancery undo
like 'which says what becomes of each field' "$out" 'State LK: Numeric: 7 -> 999; Region: Two -> One'
status 'then the one before that' 0 chancery undo
is 'and no undo is taken back by the way' "$(value state LK region,numeric)" 'Somewhere,999'
act=$(chancery log | awk -F '\t' '$5 ~ /^undo act/ { print $1; exit }')
ok 'an undo is taken back by its number' chancery undo --act "$act"
is 'which puts back what it took' "$(value state LK region)" One
status 'it is not taken back twice' 5 chancery undo --act "$act"
like 'and the refusal says by which act' "$err" "act $((act + 1)) has taken it back already"
status 'what is in force again is the last act' 0 chancery undo
is 'and taken back' "$(value state LK region)" Somewhere
chancery set state MV region=First
chancery set state MV region=Second
ok 'the last change of a record' chancery undo state MV
is 'is taken back' "$(value state MV region)" First
ok 'and once more the one before it' chancery undo state MV
is 'not the undo' "$(value state MV region)" Somewhere
chancery add state code=XU name=Undone >/dev/null
ok 'an added record goes' chancery undo
ok 'and comes back by its code' chancery undo state XU
status 'as it was' 0 chancery show state XU

# ---- what cannot be taken back stands in the way
mkdir files
sed 's/"Offices"; fr/"Our offices"; fr/' "$top_srcdir/conf/schema/office.conf" >files/office.conf
printf 'schema = "%s/files";\n' "$work" >schema.conf
chancery set state LK region=Before
ok 'a schema' chancery --config schema.conf schema --apply
status 'is not taken back' 3 chancery undo
like 'and the sentence says so' "$err" '"apply schema") changed no record and cannot be taken back'
is 'nothing behind it is' "$(value state LK region)" Before
printf 'code,name,kind\nLK,Again,state\n' >twice.csv
chancery set state LK region=After
status 'an import' 3 chancery import state twice.csv
ok 'that was refused is no act' chancery undo
is 'so that the one before it goes' "$(value state LK region)" Before
status 'the starter register' 2 chancery undo --act 1
status 'is not one record of it either' 2 chancery undo state ZW
status 'and stays' 0 chancery show state ZW

status 'no such act' 1 chancery undo --act 999
status 'no such version' 1 chancery undo state LK --version 99
status 'no such record' 1 chancery undo state ZZZ
ok 'the register holds together' chancery check
done_testing
