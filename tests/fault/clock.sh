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

# ---- a clock that was far ahead once: what it said is kept beside the times in order
info() {
	chancery info | awk -F '\t' -v name="$1" '$1 == name { print $2 }'
}
status 'a save with the clock a year ahead' 0 faulty SHIM_BACK=-31622400 "$CHANCERY" set state LK region=Later
is 'is nothing to be told by that clock' "$err" ''
is 'and its time is the clock'\''s' "$(info last-by-clock)" ''
ahead=$(info ahead)
ok 'info says how far ahead the register is' [ "$ahead" -gt 31600000 -a "$ahead" -le 31622400 ]
status 'the next save by the right clock' 0 chancery set state LK region=Now
like 'is told' "$err" 'more than 365 days ahead of the clock'
like 'what it means' "$err" 'later ones are dated after it'
is 'and kept with the time by the clock' "$(info last-by-clock | cut -c 1-10)" "$(date +%Y-%m-%d)"
is 'beside the one in order' "$(info last | cut -c 1-4)" "$(date -d '+366 days' +%Y)"
status 'reading is not told' 0 chancery list state --limit 1
is 'of the clock' "$err" ''
status 'a save with the clock two days back' 0 faulty SHIM_BACK=172800 "$CHANCERY" set state LK region=Back
is 'keeps that clock'\''s time' "$(info last-by-clock | cut -c 1-10)" "$(date -d '-2 days' +%Y-%m-%d)"
ok 'the journal is as it was written' chancery log --verify
whole 'the store is whole'
done_testing
