noinst_LIBRARIES += src/tui/libtui.a
src_tui_libtui_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)
src_tui_libtui_a_SOURCES = \
	%D%/app.c %D%/app.h \
	%D%/apply.c \
	%D%/ask.c \
	%D%/band.c %D%/band.h \
	%D%/cells.c %D%/cells.h \
	%D%/conflict_screen.c \
	%D%/face.c %D%/face.h \
	%D%/find.c \
	%D%/form_page.c \
	%D%/form_parts.h \
	%D%/form_saving.c \
	%D%/form_screen.c \
	%D%/form_view.h \
	%D%/frame.c %D%/frame.h \
	%D%/lines.h \
	%D%/lines_screen.c \
	%D%/grid_screen.c \
	%D%/keep.c \
	%D%/key.c %D%/key.h \
	%D%/keytest.c \
	%D%/kin.c %D%/kin.h \
	%D%/list_screen.c \
	%D%/lookup.c %D%/lookup.h \
	%D%/menu.c \
	%D%/pager.c %D%/pager.h \
	%D%/record_screen.c \
	%D%/palette.c \
	%D%/records.c \
	%D%/rows_screen.c \
	%D%/screens.h \
	%D%/shift.c %D%/shift.h \
	%D%/start_screen.c \
	%D%/term.c %D%/term.h \
	%D%/text_screen.c \
	%D%/thrift.c %D%/thrift.h \
	%D%/tick_screen.c \
	%D%/tree_screen.c \
	%D%/undo.h %D%/undo_screen.c \
	%D%/tui.h \
	%D%/watch.c \
	%D%/window.c %D%/window.h \
	%D%/wire.c %D%/wire.h
