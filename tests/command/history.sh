#!/bin/sh
# What was done, when and by whom.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store
chancery set state LK region=Asia
chancery set state LK region=
chancery rename state LK XL
who=$(id -un)

status 'the history of a record' 0 chancery history state XL
is 'has every version, the newest first' \
	"$(printf '%s\n' "$out" | sed -n 's/^\([0-9][0-9]*\) .*/\1/p' | tr '\n' ' ')" '4 3 2 1 '
like 'with the code it had' "$out" 'code: LK -> XL'
like 'what was set' "$out" 'region: - -> Asia'
like 'what was cleared' "$out" 'region: Asia -> -'
like 'and who did it' "$out" "  $who  change"
status 'of no record' 1 chancery history state LK

status 'the log' 0 chancery log
is 'has a line an act' "$(printf '%s\n' "$out" | wc -l)" 4
like 'in words' "$out" 'rename state XL'
like 'down to the first' "$out" 'load the starter register'
is 'a type' "$(chancery log --type office | wc -l)" 1
is 'an operator' "$(chancery log --by "$who" | wc -l)" 4
status 'another' 1 chancery log --by nobody-of-that-name
is 'since today' "$(chancery log --since today | wc -l)" 4
status 'since some day to come' 1 chancery log --since +3w
status 'a day that is none' 2 chancery log --since someday
status 'a type that is none' 2 chancery log --type nothing

chancery add action meeting=CP-20181116 'text=Do it' >/dev/null
like 'the code that a record was given is named' "$(chancery log | head -n 1)" \
	'add action CP-20181116/1'
chancery remove action CP-20181116/1
like 'and what is removed' "$(chancery log | head -n 1)" 'remove action CP-20181116/1'
acts=$(chancery log | wc -l)
chancery set state XL region=
is 'what changes nothing is no act' "$(chancery log | wc -l)" "$acts"

# The head of the journal's chain moves with every act and with nothing else.
head=$(chancery info | grep '^head')
is 'reading leaves it' "$(chancery list state >/dev/null; chancery info | grep '^head')" "$head"
chancery set state XL region=Asia
ok 'writing moves it' [ "$(chancery info | grep '^head')" != "$head" ]
done_testing
