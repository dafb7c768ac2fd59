#!/bin/sh
# set --where: many records in one act.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
for code in XA XB XC; do
	chancery add state code=$code name=$code region=Somewhere >/dev/null
done

status 'a trial' 0 chancery set state --where region=Somewhere region=Nowhere --dry-run
like 'shows the changes' "$out" 'XB  region: Somewhere -> Nowhere'
is 'one line each' "$(printf '%s\n' "$out" | wc -l)" 3
is 'and makes none' "$(count state region=Somewhere)" 3

acts=$(chancery log | wc -l)
status 'many records' 0 chancery set state --where region=Somewhere region=Nowhere
is 'are changed' "$(count state region=Nowhere)" 3
is 'in one act' "$(($(chancery log | wc -l) - acts))" 1
is 'that names the fields, and no value that an erase could not reach' \
	"$(chancery log | head -n 1 | cut -f 5)" 'set state region'
ok 'that one undo takes back' chancery undo --yes
is 'as they were' "$(count state region=Somewhere)" 3

status 'to lists is added' 0 chancery set state --where region=Somewhere sources+=here
is 'in each' "$(count state sources:here)" 3
status 'nothing matches' 1 chancery set state --where region=Elsewhere region=x
status 'a query that does not parse' 2 chancery set state --where 'region="' region=x
status 'an unknown field in the query' 2 chancery set state --where reg:x region=x
status 'an unknown field' 2 chancery set state --where region=Somewhere regon=x
status 'a value that is refused' 3 chancery set state --where region=Somewhere kind=nonsense
status 'one record too many for a code' 3 chancery set state --where region=Somewhere code=XD
is 'is refused for all' "$(count state region=Somewhere)" 3
ok 'the register holds together' chancery check
done_testing
