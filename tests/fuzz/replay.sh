#!/bin/sh
# Every fuzz target over its corpus: one check each.
names="cbor changes csv image json key map query record schema text"

# shellcheck disable=SC2086
set -- $names
echo "1..$#"
number=0
for name in $names; do
	number=$((number + 1))
	if "${top_builddir:?}/tests/fuzz/fuzz_$name" "${top_srcdir:?}/tests/fuzz/corpus/$name"/* >&2; then
		echo "ok $number - the corpus of $name"
	else
		echo "not ok $number - the corpus of $name"
	fi
done
