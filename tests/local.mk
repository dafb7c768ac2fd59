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

# A sample under valgrind: no memory that was not set is read, none is lost.
VALGRIND = valgrind --quiet --error-exitcode=99 --leak-check=full \
	--errors-for-leak-kinds=definite,indirect --child-silent-after-fork=yes
valgrind_sample = buf_test cbor_test change_test coding_test history_test merge_test \
	names_test registry_test repair_test session_test store_test text_test

check-valgrind: $(check_LIBRARIES) $(check_PROGRAMS)
	@command -v valgrind >/dev/null || { echo 'valgrind is missing'; exit 1; }
	@failed=; for test in $(valgrind_sample); do \
		[ -x tests/unit/$$test ] || continue; \
		if CHANCERY_TODAY=2026-11-24 LC_ALL=C.UTF-8 $(VALGRIND) tests/unit/$$test >valgrind.log 2>&1; \
		then echo "ok $$test"; else echo "not ok $$test"; cat valgrind.log; failed=$$test; fi; \
	done; rm -f valgrind.log; [ -z "$$failed" ]
.PHONY: check-valgrind
