#!/bin/sh
# Numbered prompts, compared as a whole: a line too many is noticed as well as one that is missing.
# linear.txt has conversations on the starter register; each begins with its answers, "> " before each,
# and what is said follows. Times, names of operators and of folders are masked.
#
#     CHANCERY=src/chancery top_srcdir=. sh tests/command/transcripts.sh --update
#
# writes linear.txt anew from what is said; read the difference before it is committed.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
export CHANCERY_TODAY=2026-11-24
new_store
kept=$top_srcdir/tests/command/linear.txt

# mask: of standard input
mask() {
	sed -e "s/[0-9]\{4\}-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9]/TIME/g" \
		-e "s/\bby $(id -un)\b/by OPERATOR/g" -e "s/TIME  $(id -un)\b/TIME  OPERATOR/g" -e "s/TIME, $(id -un):/TIME, OPERATOR:/g" \
		-e "s|$work|FOLDER|g"
}
# converse: the conversation on standard input, with what is said now
converse() {
	sed -n 's/^> //p; s/^>$//p' >answers
	sed 's/^/> /; s/ $//' answers
	chancery --linear <answers 2>&1 | mask
}

awk '/^> / && !is_in { n++ } { is_in = /^>/ } { print >("part." n) }' "$kept"
n=0
: >all
while n=$((n + 1)) && [ -e "part.$n" ]; do
	converse <"part.$n" >"now.$n"
	cat "now.$n" >>all
	is "conversation $n is as it is kept" "$(diff "part.$n" "now.$n")" ''
done
ok 'there are several' [ "$n" -gt 5 ]
if [ "${1-}" = --update ]; then
	case $kept in
	/*) cat all >"$kept" ;;
	esac
fi
ok 'the register holds together' chancery check
done_testing
