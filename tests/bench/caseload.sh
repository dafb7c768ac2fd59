#!/bin/sh
# Writes N caseload returns as csv: caseload.sh N > FILE. Offices and categories are those of the
# store that $CHANCERY lists; figures are made up, the same each time.
set -eu

: "${CHANCERY:=chancery}"
offices=$("$CHANCERY" list office --columns code --format csv | tail -n +2 | tr '\n' ' ')
categories=$("$CHANCERY" list category --columns code --format csv | tail -n +2 | tr '\n' ' ')

awk -v n="$1" -v offices="$offices" -v categories="$categories" 'BEGIN {
	no = split(offices, office, " ")
	nc = split(categories, category, " ")
	print "office,category,period,cases,persons,women"
	for (i = 0; i < n; i++) {
		o = i % no
		c = int(i / no) % nc
		m = int(i / (no * nc))
		seed = (seed * 1103515245 + 12345) % 2147483648
		cases = seed % 997
		printf "%s,%s,%04d-%02d,%d,%d,%d\n", office[o + 1], category[c + 1],
			1990 + int(m / 12), m % 12 + 1, cases, cases * 2, cases
	}
}'
