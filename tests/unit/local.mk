# One program a file under src/, with cmocka: a table of sentences each.
