# The screen, through a pseudo-terminal and libvterm: scripts whose expectation is the screen.
screen_tests = \
	%D%/add.scr \
	%D%/bytes.scr \
	%D%/conflict.scr \
	%D%/drafts.scr \
	%D%/find.scr \
	%D%/form.scr \
	%D%/go.scr \
	%D%/help.scr \
	%D%/keys.scr \
	%D%/keytest.scr \
	%D%/limit.scr \
	%D%/list.scr \
	%D%/locale.scr \
	%D%/lookup.scr \
	%D%/meeting.scr \
	%D%/menu.scr \
	%D%/palette.scr \
	%D%/others.scr \
	%D%/past.scr \
	%D%/paste.scr \
	%D%/problems.scr \
	%D%/read-only.scr \
	%D%/rebind.scr \
	%D%/record.scr \
	%D%/remove.scr \
	%D%/resize.scr \
	%D%/rows.scr \
	%D%/session.scr \
	%D%/signals.scr \
	%D%/start.scr \
	%D%/tasks.scr \
	%D%/terminals.scr \
	%D%/view.scr

crowd_tests = %D%/crowd.sh %D%/killed.sh

TESTS += $(crowd_tests) $(screen_tests)
EXTRA_DIST += $(crowd_tests) $(screen_tests) %D%/README.md
TESTS += $(screen_tests)
EXTRA_DIST += $(screen_tests) %D%/README.md %D%/answers.py tests/facts.py
TEST_EXTENSIONS += .scr
SCR_LOG_DRIVER = $(LOG_DRIVER)
AM_SCR_LOG_DRIVER_FLAGS = --ignore-exit

if HAVE_VTERM
check_PROGRAMS += tests/screen/crowd tests/screen/killed tests/screen/play
tests_screen_crowd_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_screen_crowd_SOURCES = %D%/crowd.c %D%/vt.c %D%/vt.h
tests_screen_crowd_LDADD = $(tests_screen_play_LDADD)
tests_screen_killed_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_screen_killed_SOURCES = %D%/killed.c %D%/vt.c %D%/vt.h
tests_screen_killed_LDADD = $(tests_screen_play_LDADD)
tests_screen_play_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_screen_play_SOURCES = \
	%D%/act.c \
	%D%/expect.c \
	%D%/play.c %D%/play.h \
	%D%/script.c %D%/script.h \
	%D%/stage.c %D%/stage.h \
	%D%/vt.c %D%/vt.h
tests_screen_play_LDADD = src/base/libbase.a $(VTERM_LIBS) $(UTF8PROC_LIBS) $(SODIUM_LIBS) -lutil

# One store for all scripts: each works on a copy.
check_DATA += %D%/starter/data.mdb
CLEANFILES += %D%/starter/data.mdb %D%/starter/lock.mdb %D%/starter/writer.lock
%D%/starter/data.mdb: src/chancery$(EXEEXT)
	$(AM_V_GEN)rm -rf %D%/starter && $(MKDIR_P) %D% && \
	src/chancery$(EXEEXT) --store %D%/starter init >/dev/null

SCR_LOG_COMPILER = $(top_builddir)/%D%/play
AM_SCR_LOG_FLAGS = --starter $(abs_top_builddir)/%D%/starter
else
SCR_LOG_COMPILER = $(SHELL) -c 'printf "1..0 \043 SKIP libvterm is missing\n"'
endif
