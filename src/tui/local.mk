noinst_LIBRARIES += src/tui/libtui.a
src_tui_libtui_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)
src_tui_libtui_a_SOURCES = \
	%D%/app.c %D%/app.h \
	%D%/ask.c \
	%D%/form_screen.c \
	%D%/frame.c %D%/frame.h \
	%D%/help_screen.c \
	%D%/key.c %D%/key.h \
	%D%/list_screen.c \
	%D%/lookup.c \
	%D%/menu.c \
	%D%/pager.c %D%/pager.h \
	%D%/record_screen.c \
	%D%/records.c \
	%D%/rows_screen.c \
	%D%/start_screen.c \
	%D%/term.c %D%/term.h \
	%D%/tui.h
