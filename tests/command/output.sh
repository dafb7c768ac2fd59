#!/bin/sh
# Output that goes nowhere: a full disk and a reader that has gone.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

# shellcheck disable=SC2317
full() {
	"$CHANCERY" "$@" >/dev/full
}
for command in 'list state' 'list state --format json' 'list state.memberships --format csv' \
	'show state LK' 'export' 'export state' 'history state LK' 'log' 'info' 'schema' 'check' \
	'keys' '--help' '--version'; do
	# The words of the command.
	# shellcheck disable=SC2086
	status "a full disk under $command" 4 full $command
	like 'is told' "$err" 'cannot be written'
done
status 'a full disk under add' 4 full add state code=XA name=Alpha
status 'takes nothing back' 0 chancery show state XA

# closed ARGUMENT...: the status when whoever reads is content with one byte; of output that is
# longer than what a pipe holds
closed() {
	{
		"$CHANCERY" "$@"
		echo $? >"$work/.status"
	} 2>"$work/.err" | head -c 1 >/dev/null
	cat "$work/.status"
}
is 'a reader that has gone ends a list' "$(closed list process.members --format jsonl)" 141
is 'and an export' "$(closed export)" 141
is 'without a word' "$(cat .err)" ''

# shellcheck disable=SC2317
shut() {
	"$CHANCERY" "$@" >&-
}
status 'standard output that is closed' 4 shut info
status 'and no file of the store takes its place' 4 shut list meeting
status 'which is as it was' 0 chancery check
chancery list state >terminal.txt
is 'no colour but on a terminal' "$(grep -c "$(printf '\033')" terminal.txt)" 0
done_testing
