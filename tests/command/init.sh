#!/bin/sh
# A store is made whole or not at all.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"

status 'a store is made' 0 chancery init
like 'and it is said how many records it has' "$out" '657 records'
ok 'only its owner can look into it' [ "$(stat -c %a store/data.mdb)" = 600 ]
ok 'nothing is left beside it' [ "$(find . -name 'store*' -prune | wc -l)" -eq 1 ]

before=$(cksum <store/data.mdb)
status 'a store that is there is not made again' 4 chancery init
like 'and this is said' "$err" 'already'
is 'and it is what it was' "$(cksum <store/data.mdb)" "$before"

status 'an empty store is made' 0 chancery --store bare init --empty
status 'and has no records' 1 chancery --store bare list state
status 'but the record types' 0 chancery --store bare schema
like 'with their fields' "$out" 'memberships'

status 'no arguments are taken' 2 chancery init here
status 'a store cannot be made where a file is' 4 chancery --store .out/store init
is 'and the sentence says so on one line' "$(printf '%s\n' "$err" | wc -l)" 1

# Killed at any moment: no store, or a whole one. The place where it is made tells its progress.
torn=''
for size in 0 1 100 300 900; do
	chancery --store "killed$size" init >/dev/null 2>&1 &
	pid=$!
	draft="killed$size.init-$pid/data.mdb"
	while kill -0 "$pid" 2>/dev/null; do
		# shellcheck disable=SC2012
		kb=$(ls -sk "$draft" 2>/dev/null | awk '{ print $1 }')
		[ "${kb:--1}" -lt "$size" ] || break
	done
	kill -9 "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	[ ! -e "killed$size/data.mdb" ] || chancery --store "killed$size" check >/dev/null 2>&1 ||
		torn="$torn $size"
done
is 'init that is killed leaves no half of a store' "$torn" ''
ok 'and can be done again' chancery --store killed0.again init
done_testing
