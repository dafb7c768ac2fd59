#!/bin/sh
# One record, in every form.
# shellcheck source=tests/command/lib.sh
. "${top_srcdir:?}/tests/command/lib.sh"
new_store

status 'a record' 0 chancery show state LK
like 'has its title' "$out" 'Sri Lanka'
like 'its labels' "$out" 'Official name'
like 'and its rows' "$out" 'Status: Member'
status 'case in a code does not matter' 0 chancery show state lk
status 'as JSON' 0 chancery show state LK --format json
like 'begins with its identity' "$out" '{"type":"state","id":"402b592a-4632-5705-a9ef-972e11823774"'
ok 'and is JSON' gives_json chancery show state LK --format json
status 'as Markdown' 0 chancery show state LK --format markdown
like 'is a heading' "$out" '# State LK: Sri Lanka'

status 'no such record' 1 chancery show state ZZZ
like 'is said' "$err" '"ZZZ"'
is 'and nothing else' "$out" ''

chancery set state LK region=Asia
status 'an older version' 0 chancery show state LK --version 1
unlike 'is as it was' "$out" Asia
status 'a version that never was' 1 chancery show state LK --version 9
status 'rows of a day' 0 chancery show state LK --as-of 1950
unlike 'are only those in force' "$out" 'Status: Member'

# What stands in a record cannot drive the terminal.
status 'an escape sequence' 3 given '{"note":"one\u001b[31mtwo"}' chancery set state LK -
unlike 'is not stored' "$(chancery show state LK)" "$(printf '\033')"
done_testing
