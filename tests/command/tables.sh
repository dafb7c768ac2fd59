#!/bin/sh
# Rows of a table in files of their own.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
for code in XA XB; do
	chancery add state code=$code name=$code >/dev/null
done

rows() {
	chancery list state.memberships "parent.code:$1" --columns status,from,to --sort from |
		tail -n +2 | cut -f 2-
}

cat >rows.csv <<'END'
state,status,from,to
XA,observer,2001,2009
XA,member,2010,
XB,member,1999,
END
status 'rows of two records' 0 chancery import state.memberships rows.csv
like 'change two' "$out" 'changed 2'
is 'are there' "$(rows XA)" "$(printf 'Observer\t2001\t2009\nMember\t2010\t')"

printf 'state,status,from,to\nXA,member,2010,2020\n' >key.csv
ok 'a row is found by its key' chancery import state.memberships key.csv --update
is 'and the others stay' "$(rows XA)" "$(printf 'Observer\t2001\t2009\nMember\t2010\t2020')"
chancery export state.memberships code:XA >export.csv
is 'rows are exported with their identity' \
	"$(head -n 1 export.csv | cut -d , -f 1-3)" state,id,status
sed 's/,2001,2009/,2002,2008/' export.csv >id.csv
ok 'a row is found by its identity' chancery import state.memberships id.csv --update
is 'also when its key changed' "$(rows XA)" "$(printf 'Observer\t2002\t2008\nMember\t2010\t2020')"
ok 'rows that are not named go' chancery import state.memberships key.csv --update --replace
is 'when that is asked for' "$(rows XA)" "$(printf 'Member\t2010\t2020')"
is 'of that record alone' "$(rows XB)" "$(printf 'Member\t1999\t')"
status 'which takes --update' 2 chancery import state.memberships key.csv --replace

cat >bad.csv <<'END'
state,status,from
QQ,member,2020
,member,2020
XA,nonsense,2020
XA,member,soon
END
status 'rows with mistakes' 3 chancery import state.memberships bad.csv --update
like 'a record that is not there' "$err" 'bad.csv:2: state: there is no State with the code "QQ"'
like 'none named' "$err" 'bad.csv:3: state: is required'
like 'no choice' "$err" 'bad.csv:4: status: "nonsense"'
like 'no date' "$err" 'bad.csv:5: from: '
is 'change nothing' "$(rows XA)" "$(printf 'Member\t2010\t2020')"
# ---- one row twice: the later must not silently replace the earlier
id=0000000000000001
given_row() { printf '{"id":"%s","status":"member","from":"%s"}' "$id" "$1"; }
twice="[$(given_row 2001),$(given_row 2002)]"
status 'add refuses JSON that gives two rows one id' 3 \
	given "{\"code\":\"XC\",\"name\":\"C\",\"kind\":\"state\",\"memberships\":$twice}" \
	chancery add state -
like 'the refusal names table and rows' "$err" 'memberships: rows 1 and 2 are the same row'
is 'nothing is added' "$(count state code:XC)" 0
status 'set refuses it too' 3 given "{\"memberships\":$twice}" chancery set state XA -
echo "{\"code\":\"XA\",\"memberships\":$twice}" >twice.jsonl
for option in --update '--update --replace'; do
	# shellcheck disable=SC2086 # the options are two words
	status "import $option refuses it too" 3 chancery import state twice.jsonl $option
	like 'the refusal names table and rows' "$err" 'memberships: rows 1 and 2 are the same row'
done
cat >twice.csv <<END
state,id,status,from
XA,$id,member,2001
XB,,observer,1990
XA,$id,member,2002
END
status 'a csv table refuses one id twice, also with another record between' 3 \
	chancery import state.memberships twice.csv --update
like 'the later line is named' "$err" 'twice.csv:4: this row is already on line 2'
printf 'state,status,from\nXA,member,2010\nXA,member,2010\n' >twice.csv
status 'and one key twice' 3 chancery import state.memberships twice.csv --update
like 'by its line' "$err" 'twice.csv:3: this row is already on line 2'
is 'no row has changed' "$(rows XA)$(rows XB)" "$(printf 'Member\t2010\t2020Member\t1999\t')"
cat >apart.csv <<'END'
state,status,from
XA,observer,2001
XB,observer,1990
XA,member,2010
END
ok 'rows of a record need not stand together' \
	chancery import state.memberships apart.csv --update --replace
is 'none of those named is lost' "$(rows XA)" \
	"$(printf 'Observer\t2001\t\nMember\t2010\t2020')"
is 'those not named are gone' "$(rows XB)" "$(printf 'Observer\t1990\t')"
status 'a table that is none' 2 chancery import state.name rows.csv
ok 'the register holds together' chancery check
done_testing
