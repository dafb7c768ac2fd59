#!/bin/sh
# Files in which bits have flipped, or that are cut off: no crash and no endless loop, and never wrong data in
# silence. Where an export differs from what was stored, check knows.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
small_store
printf 'code,name,kind\nXA,Alpha,state\nXB,Beta,state\nXC,Gamma,territory\n' >three.csv
chancery import state three.csv >/dev/null
chancery set state XA region=Asia
chancery set state XA region=Africa
chancery remove state XC
chancery export --sensitive --versions >pristine
size=$(stat -c %s store/data.mdb)
mkdir hurt

# go COMMAND...: ends by itself, with one of its own statuses, and with a sentence if it is not 0
go() {
	got=0
	timeout 120 "$CHANCERY" --store hurt "$@" >out 2>said || got=$?
	case $got in
	0) ;;
	[1-5]) grep -q '^chancery: ' said || [ "$1" = list ] || echo "$where: $1 says nothing" >>wrong ;;
	*) echo "$where: $1 ended with $got" >>wrong ;;
	esac
}
try() {
	where=$1 tried=$((tried + 1))
	go export --sensitive --versions
	exported=$got
	mv out exported
	go check
	checked=$got
	[ "$checked" -eq 0 ] || found=$((found + 1))
	[ "$exported" -ne 0 ] || cmp -s pristine exported || [ "$checked" -ne 0 ] ||
		echo "$where: another export, and no fault" >>wrong
	go list state alpha
	go history state XA
	rm -f copy.mdb
	go backup copy.mdb
	[ "$got" -ne 0 ] || [ "$checked" -eq 0 ] || echo "$where: a faulty store was copied" >>wrong
	go set state XB region=Asia
}

# flip AT BIT
flip() {
	rm -rf hurt/*
	cp store/data.mdb hurt/
	byte=$(od -An -tu1 -j "$1" -N 1 hurt/data.mdb)
	# shellcheck disable=SC2059
	printf "\\$(printf %03o $((byte ^ (1 << $2))))" |
		dd of=hurt/data.mdb bs=1 seek="$1" conv=notrunc 2>/dev/null
	try "bit $2 of byte $1"
}
tried=0 found=0 n=0
while [ $n -lt $((10 * times)) ]; do
	n=$((n + 1))
	flip "$(at_random "$size")" $((n % 8))
done
is "$tried flipped bits: no crash, nothing wrong in silence" "$(cat wrong 2>/dev/null)" ''
tried=0
for page in $(spread 0 $((size / 4096 - 1)) $((6 * times))); do
	flip $((page * 4096 + $(at_random 200))) $((page % 8))
done
is "$tried at the heads of pages, $found found" "$(cat wrong 2>/dev/null)" ''
tried=0
for cut in $(spread 0 "$size" $((6 * times))); do
	rm -rf hurt/*
	head -c "$cut" store/data.mdb >hurt/data.mdb
	try "cut to $cut bytes"
done
is "$tried cuts" "$(cat wrong 2>/dev/null)" ''
done_testing
