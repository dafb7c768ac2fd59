# The shared and the captive deployment, with real users and a real sshd, in a mount namespace of
# their own. The program is the same but for where it looks for the system's settings.
access_tests = \
	%D%/shared.sh \
	%D%/strangers.sh \
	%D%/ssh.sh

TESTS += $(access_tests)
EXTRA_DIST += $(access_tests) %D%/lib.sh %D%/README.md

check_PROGRAMS += tests/access/chancery
tests_access_chancery_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS) -USYSCONFDIR \
	-DSYSCONFDIR=\"/run/chancery-world/etc\"
tests_access_chancery_SOURCES = src/main.c src/settings/settings.c %D%/sanitize.c
tests_access_chancery_LDADD = $(chancery_libraries) $(chancery_system_libraries)
