# Faults: lib.sh says how to make large runs of these.
fault_tests = \
	%D%/writes.sh

TESTS += $(fault_tests)
EXTRA_DIST += $(fault_tests) %D%/lib.sh %D%/shim.c
AM_TESTS_ENVIRONMENT += CHANCERY_FAULTS=$(CHANCERY_FAULTS); export CHANCERY_FAULTS;
CHANCERY_FAULTS = 1

check_DATA += %D%/shim.so
CLEANFILES += %D%/shim.so
# A library to be loaded before the program; it has no part in it, nor in what checks the program.
%D%/shim.so: $(srcdir)/%D%/shim.c
	$(AM_V_CC)$(MKDIR_P) %D% && $(CC) -std=gnu17 -O1 -g -shared -fPIC -o $@ $(srcdir)/%D%/shim.c -ldl
