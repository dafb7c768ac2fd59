#!/bin/sh
# Fuzzes every target for SECONDS, in a tree that was configured with --enable-fuzz CC=clang:
#     sh ../tests/fuzz/run.sh SECONDS [TARGET...]
# New inputs go to fuzz-corpus/ in the build tree, what crashes to fuzz-crashes/. Fails on any crash.

seconds=${1:?"usage: run.sh SECONDS [TARGET...]"}
shift
source=$(dirname "$0")
failed=

[ $# -gt 0 ] || set -- cbor changes csv image json key map query record schema text
make fuzz-targets >/dev/null 2>&1 || exit 1
for name in "$@"; do
	mkdir -p "fuzz-corpus/$name" fuzz-crashes
	echo "$name: $seconds seconds"
	# libconfig leaks at a syntax error, and looking for it takes nearly all the time.
	leaks=1
	[ "$name" != schema ] || leaks=0
	tests/fuzz/fuzz_"$name" -max_total_time="$seconds" -max_len=4096 -timeout=10 \
		-rss_limit_mb=1024 -detect_leaks=$leaks -print_final_stats=1 -artifact_prefix="fuzz-crashes/$name-" \
		"fuzz-corpus/$name" "$source/corpus/$name" >"fuzz-crashes/$name.log" 2>&1 ||
		failed="$failed $name"
	grep -a '^stat::number_of_executed_units\|^SUMMARY\|does not hold' "fuzz-crashes/$name.log"
done
if [ -n "$failed" ]; then
	echo "failed:$failed (see fuzz-crashes/)"
	exit 1
fi
