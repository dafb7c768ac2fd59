#!/bin/sh
# find.sh FOLDER [COUNT]: import and find, beside SQLite with FTS5, with so many made-up records
# (1,000,000). `make tests/bench/find` first; run it from the build's top folder. What FOLDER has
# from an earlier run is used again.
set -eu

top=$(cd "$(dirname "$0")/../.." && pwd)
folder=$1 count=${2:-1000000}
: "${CHANCERY:=src/chancery}"
here=$top/tests/bench

mkdir -p "$folder"
[ -f "$folder/records.csv" ] ||
	python3 "$here/gen_records.py" --count "$count" --seed 1 --format csv >"$folder/records.csv"
[ -f "$folder/words" ] || python3 "$here/gen_records.py" --vocab >"$folder/words"
[ -f "$folder/keystrokes" ] || python3 "$here/keystrokes.py" "$folder/words" >"$folder/keystrokes"
printf 'schema = "%s/schema";\n' "$here" >"$folder/chancery.conf"

if [ ! -d "$folder/store" ]; then
	"$CHANCERY" --config "$folder/chancery.conf" --store "$folder/store" init --empty
	echo "chancery import:"
	python3 "$here/peak.py" "$CHANCERY" --store "$folder/store" import record \
		"$folder/records.csv" --map "$here/records.map"
fi
if [ ! -f "$folder/sqlite.db" ]; then
	echo "sqlite import:"
	python3 "$here/peak.py" tests/bench/find load "$folder/records.csv" "$folder/sqlite.db"
fi
du -m "$folder/store/data.mdb" "$folder/sqlite.db"
tests/bench/find run "$folder/store" "$folder/sqlite.db" "$folder/keystrokes"
