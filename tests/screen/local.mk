# The screen, through a pseudo-terminal and libvterm: scripts whose expectation is the screen.
screen_tests = \
	%D%/add.scr \
	%D%/apply.scr \
	%D%/bytes.scr \
	%D%/calendar.scr \
	%D%/columns.scr \
	%D%/conflict.scr \
	%D%/date.scr \
	%D%/deeds.scr \
	%D%/drafts.scr \
	%D%/due.scr \
	%D%/fifteen.scr \
	%D%/find.scr \
	%D%/form.scr \
	%D%/go.scr \
	%D%/grid.scr \
	%D%/help.scr \
	%D%/keys.scr \
	%D%/keytest.scr \
	%D%/limit.scr \
	%D%/list.scr \
	%D%/locale.scr \
	%D%/lookup.scr \
	%D%/meeting.scr \
	%D%/menu.scr \
	%D%/order.scr \
	%D%/others.scr \
	%D%/palette.scr \
	%D%/long-form.scr \
	%D%/page.scr \
	%D%/past.scr \
	%D%/paste.scr \
	%D%/problems.scr \
	%D%/read-only.scr \
	%D%/rebind.scr \
	%D%/print.scr \
	%D%/record.scr \
	%D%/reference.scr \
	%D%/remove.scr \
	%D%/resize.scr \
	%D%/rows.scr \
	%D%/restored.scr \
	%D%/session.scr \
	%D%/signals.scr \
	%D%/start.scr \
	%D%/starved.scr \
	%D%/tasks.scr \
	%D%/terminals.scr \
	%D%/tour.scr \
	%D%/tree.scr \
	%D%/view.scr \
	%D%/warnings.scr \
	%D%/ways.scr \
	%D%/widths.scr

crowd_tests = %D%/crowd.sh %D%/killed.sh %D%/languages.sh %D%/latin1.sh %D%/tmux.sh

TESTS += $(crowd_tests) $(screen_tests)
EXTRA_DIST += $(crowd_tests) $(screen_tests) %D%/longer.awk %D%/longer.scr %D%/room.sh %D%/README.md %D%/rest.c \
	%D%/answers.py %D%/english.py %D%/full-meeting.jsonl tests/facts.py
TEST_EXTENSIONS += .scr
SCR_LOG_DRIVER = $(LOG_DRIVER)
AM_SCR_LOG_DRIVER_FLAGS = --ignore-exit

if HAVE_VTERM
check_PROGRAMS += tests/screen/crowd tests/screen/killed tests/screen/play
tests_screen_crowd_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_screen_crowd_SOURCES = %D%/crowd.c %D%/vt.c %D%/vt.h %D%/rest.h
tests_screen_crowd_LDADD = $(tests_screen_play_LDADD)
tests_screen_killed_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_screen_killed_SOURCES = %D%/killed.c %D%/vt.c %D%/vt.h %D%/rest.h
tests_screen_killed_LDADD = $(tests_screen_play_LDADD)
tests_screen_play_CPPFLAGS = $(AM_CPPFLAGS) $(VTERM_CFLAGS)
tests_screen_play_SOURCES = \
	%D%/act.c \
	%D%/expect.c \
	%D%/play.c %D%/play.h \
	%D%/script.c %D%/script.h \
	%D%/stage.c %D%/stage.h \
	%D%/vt.c %D%/vt.h %D%/rest.h
tests_screen_play_LDADD = src/base/libbase.a $(VTERM_LIBS) $(UTF8PROC_LIBS) $(SODIUM_LIBS) -lutil

# A library to be loaded before the program; it has no part in it, nor in what checks the program.
check_DATA += %D%/rest.so
CLEANFILES += %D%/rest.so
%D%/rest.so: $(srcdir)/%D%/rest.c $(srcdir)/%D%/rest.h
	$(AM_V_CC)$(MKDIR_P) %D% && $(CC) -std=gnu17 -O1 -g -Wall -shared -fPIC -o $@ $(srcdir)/%D%/rest.c -ldl

# The program in a language that is a third longer than English, and in brackets: nothing that it
# says may be cut. The messages are those of a catalogue that has all of them.
check_PROGRAMS += tests/screen/chancery-longer
tests_screen_chancery_longer_SOURCES = src/main.c
nodist_tests_screen_chancery_longer_SOURCES = %D%/longer.c
tests_screen_chancery_longer_LDADD = $(chancery_libraries) $(chancery_system_libraries)
CLEANFILES += %D%/longer.c
%D%/longer.c: $(srcdir)/%D%/longer.awk $(srcdir)/src/base/embed_lang.sh conf/lang/fr.po
	$(AM_V_GEN)$(MKDIR_P) %D%/longer && \
	$(AWK) -f $(srcdir)/%D%/longer.awk $(srcdir)/conf/lang/fr.po > %D%/longer/qq.po && \
	MSGFMT='$(MSGFMT)' CC='$(CC)' $(SHELL) $(srcdir)/src/base/embed_lang.sh %D%/longer/qq.po > $@.new && \
	rm -r %D%/longer && mv $@.new $@
TESTS += %D%/room.sh

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
