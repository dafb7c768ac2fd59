#!/bin/sh
# What was accepted stays readable, whatever bytes it came with: random commands, the same each time.
# By hand, longer: make check TESTS=tests/command/hostile.sh HOSTILE_ROUNDS=5000 HOSTILE_SEED=7
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
command -v python3 >/dev/null || { echo '1..0 # SKIP there is no python3'; exit 0; }

python3 "$top_srcdir/tests/command/hostile.py" "$CHANCERY" "${HOSTILE_SEED:-1}" \
	"${HOSTILE_ROUNDS:-80}"
