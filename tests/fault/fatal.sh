#!/bin/sh
# A fault of the program is told with the version and the calls that led to it; then it ends the process
# by its signal, so that a core can be had. A fault of the disk ends it with a sentence and status 4.
# shellcheck source=tests/fault/lib.sh
. "${top_srcdir:?}/tests/fault/lib.sh"
[ -z "$(sanitizer)" ] || { echo '1..0 # SKIP the sanitizer handles the signals itself'; exit 0; }
new_store
# POSIX leaves it out, and every shell of Debian has it.
# shellcheck disable=SC3045
ulimit -c 0

# fault SIGNAL: sends it to a session that waits for a line
fault() {
	mkfifo line
	"$CHANCERY" --linear <line >screen 2>said &
	program=$!
	exec 9>line
	eventually grep -q 'Number of a line' screen || echo 'the session does not ask' >>said
	kill -"$1" $program
	status=0
	wait $program 2>/dev/null || status=$?
	exec 9>&-
	rm line
}

for signal in SEGV ABRT FPE ILL; do
	fault $signal
	is "SIG$signal ends the process by that signal" "$status" "$((128 + $(kill -l $signal)))"
	like "SIG$signal is told in a sentence" "$(cat said)" 'the program has a fault'
	like "SIG$signal is told with version and name" "$(cat said)" \
		"$("$CHANCERY" --version), SIG$signal"
	ok "SIG$signal is told with the calls that led to it" grep -q '(+0x[0-9a-f]*)\|(.*+0x[0-9a-f]*)' said
done
fault BUS
is 'a fault of the disk ends with the status of the store' "$status" 4
like 'a fault of the disk is told in a sentence' "$(cat said)" 'the disk failed'
unlike 'a fault of the disk is not told as one of the program' "$(cat said)" '0x'
ok 'the register holds together' chancery check
# The same where curses has the terminal.
play=${top_builddir:?}/tests/screen/play
[ ! -x "$play" ] || ok 'the terminal is given back before that' "$play" "$top_srcdir/tests/fault/terminal.scr"
done_testing
