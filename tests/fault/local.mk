# Faults: lib.sh says how to make large runs of these.
fault_tests = \
	%D%/power.sh \
	%D%/kill.sh \
	%D%/stopped.sh \
	%D%/clock.sh \
	%D%/lag.sh \
	%D%/readers.sh \
	%D%/outputs.sh \
	%D%/writes.sh \
	%D%/reads.sh \
	%D%/flip.sh \
	%D%/fatal.sh \
	%D%/full.sh \
	%D%/alloc.sh

TESTS += $(fault_tests)
EXTRA_DIST += $(fault_tests) %D%/README.md %D%/terminal.scr %D%/lib.sh %D%/shim.c
AM_TESTS_ENVIRONMENT += CHANCERY_FAULTS=$(CHANCERY_FAULTS); export CHANCERY_FAULTS;
CHANCERY_FAULTS = 1

if HAVE_CMOCKA
check_PROGRAMS += %D%/flat
TESTS += %D%/flat
tests_fault_flat_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/unit
tests_fault_flat_SOURCES = %D%/flat.c
tests_fault_flat_LDADD = $(unit_libraries)
endif

check_PROGRAMS += %D%/cut
tests_fault_cut_SOURCES = %D%/cut.c

check_DATA += %D%/shim.so
CLEANFILES += %D%/shim.so
# A library to be loaded before the program; it has no part in it, nor in what checks the program.
%D%/shim.so: $(srcdir)/%D%/shim.c
	$(AM_V_CC)$(MKDIR_P) %D% && $(CC) -std=gnu17 -O1 -g -shared -fPIC -o $@ $(srcdir)/%D%/shim.c -ldl
