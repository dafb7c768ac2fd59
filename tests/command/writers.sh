#!/bin/sh
# Many writers at one store: nothing is lost, nothing is torn.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
writers=20 rounds=25

# Twenty offices by their codes, one a writer; all of them also add to one record's list.
chancery list office --columns code --limit $writers --format csv | tail -n +2 >offices
acts=$(chancery log | wc -l)

# write CODE: 25 changes of one record
write() {
	round=0
	while [ $round -lt $rounds ]; do
		round=$((round + 1))
		chancery set office "$1" "city=$1 $round" || echo "$1 $round" >>failed
	done
}
while read -r code; do
	write "$code" 2>>messages &
done <offices
wait

is 'every change is done' "$(cat failed 2>/dev/null)" ''
is 'the last of each is there' "$(chancery list office --columns code,city --format csv |
	awk -F , -v n=$rounds '$2 == $1 " " n' | wc -l)" $writers
is 'each is an act' "$(($(chancery log | wc -l) - acts))" $((writers * rounds))
is 'each record has a version for each' "$(while read -r code; do
	chancery show office "$code" --format json | sed 's/.*"version":\([0-9]*\),.*/\1/'
done <offices | sort -u)" $((rounds + 1))
ok 'the register holds together' chancery check

# ---- the same record: an assignment is of the record as it is when its turn comes
adders=50
i=0
while [ $i -lt $adders ]; do
	i=$((i + 1))
	chancery set state LK "sources+=S$i" 2>>messages || echo "S$i" >>failed &
done
wait
is 'each of many writers adds to the list of one record' "$(cat failed 2>/dev/null)" ''
is 'and nobody undoes what another did' "$(value state LK sources | tr ';' '\n' | wc -l)" \
	$((adders + 1))
printf '{"region":"Asia"}\n' >region.json
for i in 1 2 3 4 5 6 7 8 9 10; do
	chancery set state LK - <region.json 2>>messages || echo "region $i" >>failed &
	chancery set state LK "sources-=S$i" 2>>messages || echo "S$i" >>failed &
done
wait
is 'JSON and other fields meet no conflict either' "$(cat failed 2>/dev/null)" ''
is 'and each is done' "$(value state LK sources | tr ';' '\n' | wc -l) $(value state LK region)" \
	"$((adders - 9)) Asia"
chancery add state code=XW name=Writers >/dev/null
i=0
while [ $i -lt 10 ]; do
	i=$((i + 1))
	chancery set state XW "numeric=$((900 + i))" 2>>messages || : &
done
chancery remove state XW 2>>messages || echo remove >>failed
wait
is 'a removal does not mind what was changed just before' "$(cat failed 2>/dev/null)" ''
status 'and is done' 1 chancery show state XW
before=$(chancery show state LK --format json)
status 'a version that is expected still counts' 5 chancery set state LK region=X --if-version 1
status 'and is checked though nothing would change' 5 chancery set state LK --if-version 1 \
	region=Asia
status 'of a removal as well' 5 chancery remove state LK --if-version 1
is 'nothing is saved then' "$(chancery show state LK --format json)" "$before"

# ---- a number from a series is given once
i=0
while [ $i -lt $writers ]; do
	i=$((i + 1))
	chancery add action meeting=CP-20181116 "text=Action $i" >>codes 2>>messages &
done
wait
is 'numbers are given once and without gaps' "$(sort -u codes | wc -l)" $writers
status 'up to the last' 0 chancery show action CP-20181116/$writers

# ---- killed in the midst of it
i=0
while [ $i -lt 10 ]; do
	i=$((i + 1))
	chancery set office RO-BKK "city=Bangkok $i" 2>>messages &
	kill -9 $! 2>/dev/null
done
wait
ok 'a killed writer leaves the store whole' chancery check
ok 'and open for the next' chancery set office RO-BKK city=Bangkok
done_testing
