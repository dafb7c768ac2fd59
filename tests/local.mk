# Every test speaks TAP (the Test Anything Protocol): one line a check, counted over all suites.
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
SH_LOG_DRIVER = $(LOG_DRIVER)
TEST_EXTENSIONS = .sh
SH_LOG_COMPILER = $(SHELL)
# A check that failed is told by its own line, not by the status as well.
AM_SH_LOG_DRIVER_FLAGS = --ignore-exit
AM_TESTS_ENVIRONMENT = \
	CHANCERY=$(abs_top_builddir)/src/chancery; export CHANCERY; \
	top_srcdir=$(abs_top_srcdir); export top_srcdir; \
	top_builddir=$(abs_top_builddir); export top_builddir; \
	CMOCKA_MESSAGE_OUTPUT=TAP; export CMOCKA_MESSAGE_OUTPUT; \
	LC_ALL=C.UTF-8; export LC_ALL; TZ=UTC; export TZ;

include tests/unit/local.mk
include tests/fuzz/local.mk
include tests/command/local.mk
include tests/screen/local.mk
include tests/access/local.mk
include tests/fault/local.mk
include tests/bench/local.mk

# All unit tests, a few scripts of the screen and commands.
valgrind_scripts = conflict find form list rows
EXTRA_DIST += %D%/mutate.py tests/valgrind.sh

check-valgrind: $(check_LIBRARIES) $(check_PROGRAMS) $(check_DATA) src/chancery$(EXEEXT)
	@CHANCERY=$(abs_top_builddir)/src/chancery$(EXEEXT) sh $(srcdir)/tests/valgrind.sh $(unit_tests) \
		$(valgrind_scripts:%=$(srcdir)/tests/screen/%.scr)
.PHONY: check-valgrind
