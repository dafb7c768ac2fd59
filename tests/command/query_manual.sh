#!/bin/sh
# The figures in chancery-query(7) are those of the starter register.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
# What was changed today was changed on the clock's day.
unset CHANCERY_TODAY
new_store

# The examples of the manual, one a line: count, options, type, query; what a line ends with stands in
# parentheses, and a query may go on in the next line.
examples() {
	awk '
	/^\.Bd -literal/ { inside = 1; text = ""; next }
	/^\.Ed/ { inside = 0; next }
	!inside || /^\$/ { next }
	{
		text = text " " $0
		if (text !~ /\([0-9]+\)$/)
			next
		count = text
		sub(/.*\(/, "", count)
		sub(/\)$/, "", count)
		sub(/ *\([0-9]+\)$/, "", text)
		gsub(/^ +/, "", text)
		as_of = "-"
		if (match(text, /--as-of [^ ]+/)) {
			as_of = substr(text, RSTART + 8, RLENGTH - 8)
			text = substr(text, 1, RSTART - 1)
			sub(/ +$/, "", text)
		}
		type = "meeting"
		split(text, words, " ")
		if (words[1] ~ /^(state|office|organisation|process|action|meeting)(\.[a-z_]+)?$/) {
			type = words[1]
			sub(/^[^ ]+ */, "", text)
		}
		print count, as_of, type, text
		text = ""
	}' "$top_srcdir/man/chancery-query.7"
}

examples >"$work/examples"
while read -r expected as_of type query; do
	[ "$as_of" = - ] || as_of="--as-of=$as_of"
	[ "$as_of" != - ] || as_of=--format=jsonl
	found=$(chancery list "$type" "$as_of" --format=jsonl -- "$query" </dev/null 2>/dev/null | wc -l)
	is "$type $query" "$found" "$expected"
done <"$work/examples"
is 'the manual has many examples' "$([ "$(wc -l <"$work/examples")" -gt 60 ] && echo yes)" yes
done_testing
