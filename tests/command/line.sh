#!/bin/sh
# A bad line: slow, far, held up, and cut. line.sh runs the slow one once; LINE_RUNS=100 as often.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
export CHANCERY_TODAY=2026-11-24 LC_ALL=C.UTF-8
command -v python3 >/dev/null || { echo '1..0 # SKIP there is no python3'; exit 0; }
new_store

line() {
	python3 "$top_srcdir/tests/command/line.py" "$@"
}

# A meeting, typed without looking: arrows and function keys are cut, mistakes are taken back.
cat >keys <<'END'
a
\eOA
CP-2026RUN
\eOB
CP
\t
\t
senior off
\r
\eOB
Sixtg
\eOD
\eOC
\eOC

h Senior Officials Meeting
\e[B
\eOB
\eOA
\t
\eOA
2026-11-23
\eOQ
END
sed -i 's/^$/\x7f/' keys

run=0
while [ "$run" -lt "${LINE_RUNS:-1}" ]; do
	run=$((run + 1))
	code=CP-2026$(printf '%03d' "$run")
	sed "s/CP-2026RUN/$code/" keys >typed
	line slow "$run" "$CHANCERY" --link slow browse meeting <typed >came
	is "meeting $run is recorded as it was typed" \
		"$(value meeting "$code" process,kind,title,start)" \
		'CP,senior officials,Sixth Senior Officials Meeting,2026-11-23'
	ok 'and can be taken away again' chancery remove meeting "$code"
	ok 'with less than four screens of output' [ "$(cat came)" -le 6000 ]
done

line held 1 "$CHANCERY" browse meeting >came
read -r bytes is_last <came
ok 'what the line does not take is skipped' [ "$bytes" -le 72000 ]
is 'to the newest screen' "$is_last" 1

is 'a line that is cut while it is held up ends the program' \
	"$(line cut 1 "$CHANCERY" browse meeting)" 0
ok 'the register holds together' chancery check
done_testing
