#!/bin/sh
# backup and restore: a copy that can be trusted, and a store that is made of it.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
chancery set office HQ 'head_name=Amina Perera' city=Geneva
chancery export --sensitive --versions >before
log=$(chancery log)
history=$(chancery history office HQ)
head=$(chancery info | grep '^head')

status 'a backup' 0 chancery backup copy.mdb
like 'says what it holds' "$out" 'copy.mdb holds 657 records and is verified'
like 'and where the journal ends' "$out" "entry ${head#*	}"
is 'nobody else can read it' "$(stat -c %a copy.mdb)" 600
is 'nothing is left beside it' "$(echo copy.mdb*)" 'copy.mdb'
status 'a backup over another file' 4 chancery backup copy.mdb
like 'is refused' "$err" 'is there already'
status 'so is one where nobody may write' 4 chancery backup nowhere/copy.mdb
like 'with a sentence' "$err" 'chancery: nowhere/copy.mdb cannot be written: '
status 'a backup of what is no store' 4 chancery --store nowhere backup other.mdb
is 'leaves nothing' "$(echo other.mdb*)" 'other.mdb*'

# ---- restored: the same register, with an identity of its own
status 'restoring where there is none' 0 chancery --store again restore copy.mdb
like 'says what there is' "$out" 'restored 657 records into again'
chancery --store again export --sensitive --versions >after
ok 'every record is as it was' cmp before after
is 'and its history' "$(chancery --store again history office HQ)" "$history"
is 'and the log, but for the restoring' "$(chancery --store again log | tail -n +2)" "$log"
like 'which is an act itself' "$(chancery --store again log | head -n 1)" 'restore copy.mdb'
is 'the journal ends where it did' "$(chancery --store again info | grep '^head')" "$head"
status 'but the store is another one' 1 [ "$(chancery info | grep ^origin)" = \
	"$(chancery --store again info | grep ^origin)" ]
is 'nobody else can read it either' "$(stat -c %a again again/data.mdb | tr '\n' ' ')" '700 600 '
ok 'what is saved then' chancery --store again set office HQ city=Genève
ok 'can be taken back' chancery --store again undo
ok 'what was saved before as well' chancery --store again undo --act 2
is 'as it was' "$(chancery --store again list office code=HQ --columns head_name --format csv --sensitive |
	tail -n 1)" ''
ok 'and the chain holds through all of it' chancery --store again check
status 'restored once more' 0 chancery --store third restore copy.mdb
ok 'and once more from there' chancery --store third backup third.mdb
ok 'it is a third' chancery --store third restore --force third.mdb
ok 'that holds' chancery --store third check

# ---- over a store that is there
chancery set state LK region=Asia
status 'a store that is there' 4 chancery restore copy.mdb
like 'is not replaced unasked' "$err" '--force'
is 'and has what it had' "$(value state LK region)" Asia
mkfifo hold
"$CHANCERY" set state MV - <hold 2>/dev/null &
session=$!
exec 3>hold
eventually has_open $session data.mdb
status 'nor while somebody has it open' 4 chancery restore --force copy.mdb
like 'which is said' "$err" 'somebody has the store'
is 'it has what it had' "$(value state LK region)" Asia
exec 3>&-
wait $session
status 'but then' 0 chancery restore --force copy.mdb
is 'it is as it was' "$(value state LK region)" ''
is 'and nothing is left beside it' "$(echo store*)" 'store'

# ---- what is no backup
echo 'a letter to somebody' >letter
status 'a letter' 4 chancery --store new restore letter
like 'is none' "$err" 'letter was not restored: *is not a store'
status 'a file that is not there' 2 chancery --store new restore nothing.mdb
size=$(stat -c %s copy.mdb)
head -c $((size - 4096)) copy.mdb >cut.mdb
status 'a backup that is cut off' 4 chancery --store new restore cut.mdb
like 'is told as such' "$err" 'cut off'
at=$(grep -abo 'Sri Lanka' copy.mdb | head -n 1 | cut -d : -f 1)
cp copy.mdb bent.mdb
printf X | dd of=bent.mdb bs=1 seek="$at" conv=notrunc 2>/dev/null
status 'a backup in which a letter has changed' 1 chancery --store new restore bent.mdb
like 'is told as such as well' "$err" 'bent.mdb has faults and was not restored'
is 'none of them made a store' "$(ls new 2>/dev/null)" ''
is 'or a part of one' "$(echo new.*)" 'new.*'
status 'nor does it take the place of one' 1 \
	chancery restore --force bent.mdb
is 'and is left as it is' "$(value state LK region)" ''

# ---- no room
status 'a backup for which there is no room' 4 sh -c "ulimit -f 500; exec '$CHANCERY' backup big.mdb"
like 'is refused' "$err" 'big.mdb cannot be written'
is 'and leaves nothing' "$(echo big.mdb*)" 'big.mdb*'
status 'a restore for which there is no room' 4 \
	sh -c "ulimit -f 500; exec '$CHANCERY' --store new restore copy.mdb"
like 'is refused as well' "$err" 'the copy of copy.mdb cannot be written'
is 'and leaves nothing, too' "$(ls new 2>/dev/null; echo new.*)" 'new.*'

# ---- a faulty store has no backup that claims to be none
cp -r store hurt
at=$(grep -abo 'Sri Lanka' hurt/data.mdb | head -n 1 | cut -d : -f 1)
printf X | dd of=hurt/data.mdb bs=1 seek="$at" conv=notrunc 2>/dev/null
status 'a faulty store' 1 chancery --store hurt backup hurt.mdb
like 'is not copied in silence' "$err" 'the copy has faults and was not kept'
is 'nothing is left of it' "$(echo hurt.mdb*)" 'hurt.mdb*'

# ---- while others write
# Saves go on until there have been some backups, whichever of the two is slower here.
saves=0
while [ ! -e enough ]; do
	saves=$((saves + 1))
	chancery set office RO-BKK "city=Bangkok $saves" || echo "$saves" >>failed
	echo $saves >saves
done &
i=0
eventually [ -e saves ]
while [ $i -lt 8 ]; do
	i=$((i + 1))
	chancery backup "hot-$i.mdb" >/dev/null 2>>messages || echo "backup $i" >>failed
done
: >enough
wait
is 'backups and saves do not mind each other' "$(cat failed messages 2>/dev/null)" ''
ok 'there were several saves' [ "$(cat saves)" -gt 3 ]
ok 'the last one is a store' chancery --store hot restore "hot-$i.mdb"
done_testing
