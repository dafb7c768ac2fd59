#!/bin/sh
# Damage is found, told in a sentence, and never a crash.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
size=$(stat -c %s store/data.mdb)
mkdir hurt

status 'a whole store' 0 chancery check
like 'has no faults' "$out" 'no faults'

# told N: the last status was N, and a sentence came with it
told() {
	case $status in
	1 | 4) like "$1" "$err" 'chancery: ' ;;
	*) is "$1" "$status" '1 or 4' ;;
	esac
}
for cut in 0 100 4096 8192 8193 $((size / 2)) $((size - 4096)) $((size - 1)); do
	rm -f hurt/*
	head -c "$cut" store/data.mdb >hurt/data.mdb
	status "cut to $cut bytes it is not opened" 4 chancery --store hurt list state
	is 'and that is said on one line' "$(printf '%s\n' "$err" | grep -c '^chancery: ')" 1
	status 'nor checked' 4 chancery --store hurt check
	is 'nor touched' "$(stat -c %s hurt/data.mdb)" "$cut"
done

# A byte of the newest version of every record sits beside its code: change one letter of a name.
at=$(grep -abo 'Sri Lanka' store/data.mdb | head -n 1 | cut -d : -f 1)
rm -f hurt/*
cp store/data.mdb hurt/
printf X | dd of=hurt/data.mdb bs=1 seek="$at" conv=notrunc 2>/dev/null
status 'a letter that the disk has changed' 1 chancery --store hurt check
told 'is found'

# Every 40th page is overwritten, one at a time.
page=2 crashed=''
while [ $((page * 4096)) -lt "$size" ]; do
	rm -f hurt/*
	cp store/data.mdb hurt/
	head -c 64 /dev/zero | tr '\0' '\377' |
		dd of=hurt/data.mdb bs=1 seek=$((page * 4096)) conv=notrunc 2>/dev/null
	status=0
	chancery --store hurt check >/dev/null 2>&1 || status=$?
	case $status in
	0 | 1 | 4) ;;
	*) crashed="$crashed $page:$status" ;;
	esac
	page=$((page + 40))
done
is 'a page that is overwritten is no crash' "$crashed" ''

echo 'not a store at all, but a letter to somebody' >hurt/data.mdb
status 'a file that is no store' 4 chancery --store hurt list state
status 'a folder without one' 4 chancery --store nowhere list state
like 'says how one is made' "$err" 'chancery init'
status 'check without one' 4 chancery --store nowhere check

# ---- 3,000 names in which a whole word begins the next: w1, w12, w123, w1234
words() {
	for query in name:w12 name:w29 isle 'name=Isle w12' w1234; do
		chancery --store large list state "$query" --format jsonl | wc -l
	done | tr '\n' ' '
}
awk 'BEGIN { print "code,name,kind"; for (i = 0; i < 3000; i++)
	printf "Y%04d,Isle w%d,other\n", i, i }' >many.csv
chancery --store large init --empty >/dev/null
ok 'many names that begin each other' chancery --store large import state many.csv
is 'are found by a word and by its beginning' "$(words)" '111 111 3000 0 1 '
ok 'and check finds no fault in them' chancery --store large check
chancery --store large set state Y0012 'name=Isle w29'
chancery --store large remove state Y1234
is 'a change moves one from word to word' "$(words)" '109 112 2999 0 0 '
ok 'and check finds no fault then' chancery --store large check
chancery --store large undo >/dev/null
is 'what is taken back is found again' "$(words)" '110 112 3000 0 1 '
ok 'nor then' chancery --store large check

# ---- read only
status 'a store opened for reading' 0 chancery --read-only show state LK
status 'is not written to' 4 chancery --read-only set state LK region=Asia
like 'which is said' "$err" 'reading only'
if [ "$(id -u)" -ne 0 ]; then
	chmod -w store/data.mdb store
	status 'a store that may not be written' 0 chancery show state LK
	status 'is not' 4 chancery set state LK region=Asia
	chmod u+w store store/data.mdb
fi
ok 'it is whole after all' chancery check
done_testing
