#!/bin/sh
# The clock goes backwards, by a second and by years: the log's times go on, and so does all else.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
small_store
for back in 1 3600 100000000 -7200 5 900000000; do
	ok "a save with the clock $back seconds behind" \
		faulty SHIM_BACK=$back "$CHANCERY" set state LK "region=Back $back"
done
ok 'and by the right clock again' chancery set state LK region=Now
is 'the log has all of them' "$(chancery log | wc -l)" 10
chancery log | cut -f 2 >when
is 'with times that do not go back' "$(sort -r when)" "$(cat when)"
is 'the last of them is in force' "$(value state LK region)" Now
ok 'an undo' chancery undo
is 'takes back what came last' "$(value state LK region)" 'Back 900000000'
whole 'the store is whole'
done_testing
