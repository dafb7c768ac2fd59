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
like 'a record that is not there' "$err" 'bad.csv:2: state: there is no state "QQ"'
like 'none named' "$err" 'bad.csv:3: state: is required'
like 'no choice' "$err" 'bad.csv:4: status: "nonsense"'
like 'no date' "$err" 'bad.csv:5: from: '
is 'change nothing' "$(rows XA)" "$(printf 'Member\t2010\t2020')"
status 'a table that is none' 2 chancery import state.name rows.csv
ok 'the register holds together' chancery check
done_testing
