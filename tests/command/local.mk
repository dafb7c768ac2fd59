# The command line, from a shell.
command_tests = \
	%D%/init.sh \
	%D%/layers.sh \
	%D%/list.sh \
	%D%/show.sh \
	%D%/usage.sh \
	%D%/write.sh

TESTS += $(command_tests)
EXTRA_DIST += $(command_tests) %D%/lib.sh
