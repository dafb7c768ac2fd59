# The command line, from a shell. The longest comes first, so that the others run beside it.
command_tests = \
	%D%/backup.sh \
	%D%/writers.sh \
	%D%/bulk.sh \
	%D%/charset.sh \
	%D%/check.sh \
	%D%/calendar.sh \
	%D%/clashes.sh \
	%D%/columns.sh \
	%D%/completion.sh \
	%D%/count.sh \
	%D%/due.sh \
	%D%/erase.sh \
	%D%/erase_older.sh \
	%D%/export.sh \
	%D%/find.sh \
	%D%/history.sh \
	%D%/hostile.sh \
	%D%/import.sh \
	%D%/import_files.sh \
	%D%/inert.sh \
	%D%/init.sh \
	%D%/keys.sh \
	%D%/lang.sh \
	%D%/layers.sh \
	%D%/line.sh \
	%D%/linear.sh \
	%D%/list.sh \
	%D%/merge.sh \
	%D%/outside.sh \
	%D%/output.sh \
	%D%/plain.sh \
	%D%/print.sh \
	%D%/protocol.sh \
	%D%/query_manual.sh \
	%D%/repair.sh \
	%D%/schema.sh \
	%D%/sensitive.sh \
	%D%/show.sh \
	%D%/tables.sh \
	%D%/tasks.sh \
	%D%/three.sh \
	%D%/transcripts.sh \
	%D%/undo.sh \
	%D%/usage.sh \
	%D%/write.sh

TESTS += $(command_tests)
EXTRA_DIST += $(command_tests) %D%/lib.sh %D%/chance_register.py %D%/clashes.py %D%/columns.py %D%/due.py \
	%D%/hostile.py %D%/line.py %D%/linear.txt %D%/meeting.jsonl

check_PROGRAMS += %D%/foreign
tests_command_foreign_SOURCES = %D%/foreign.c
tests_command_foreign_LDADD = $(chancery_libraries) $(chancery_system_libraries)
