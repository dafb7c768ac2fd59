# Measured by hand, never by the tests: README.md says how.
if HAVE_SQLITE
EXTRA_PROGRAMS += %D%/find
%C%_find_CPPFLAGS = $(AM_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_find_LDADD = $(chancery_libraries) $(chancery_system_libraries) $(SQLITE_LIBS)
endif

EXTRA_PROGRAMS += %D%/save
%C%_save_LDADD = $(chancery_libraries) $(chancery_system_libraries)

EXTRA_DIST += \
	%D%/README.md \
	%D%/caseload.sh \
	%D%/find.sh \
	%D%/gen_records.py \
	%D%/keystrokes.py \
	%D%/peak.py \
	%D%/records.map \
	%D%/schema/record.conf
