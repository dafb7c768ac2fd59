noinst_LIBRARIES += src/tui/libtui.a
src_tui_libtui_a_CPPFLAGS = $(AM_CPPFLAGS) $(CURSES_CFLAGS)
src_tui_libtui_a_SOURCES = \
	%D%/tui.c %D%/tui.h \
	%D%/app/app.c %D%/app/app.h \
	%D%/app/autosave.c %D%/app/autosave.h \
	%D%/app/frame.c %D%/app/frame.h \
	%D%/app/watch.c %D%/app/watch.h \
	%D%/screen/apply.c %D%/screen/apply.h \
	%D%/screen/conflict_screen.c \
	%D%/screen/drafts_screen.c %D%/screen/drafts_screen.h \
	%D%/screen/face.c %D%/screen/face.h \
	%D%/screen/find.c %D%/screen/find.h \
	%D%/screen/form_page.c \
	%D%/screen/form_parts.h \
	%D%/screen/form_saving.c \
	%D%/screen/form_screen.c \
	%D%/screen/form_screen_internal.h \
	%D%/screen/grid_screen.c \
	%D%/screen/lines_screen.c %D%/screen/lines_screen.h \
	%D%/screen/months.c %D%/screen/months.h \
	%D%/screen/list_screen.c \
	%D%/screen/lookup.c %D%/screen/lookup.h \
	%D%/screen/record_screen.c \
	%D%/screen/records.c %D%/screen/records.h \
	%D%/screen/rows_screen.c \
	%D%/screen/screens.h \
	%D%/screen/shared.c \
	%D%/screen/start_screen.c \
	%D%/screen/text_screen.c \
	%D%/screen/tick_screen.c \
	%D%/screen/tree_screen.c \
	%D%/screen/undo_screen.c %D%/screen/undo_screen.h \
	%D%/terminal/band.c %D%/terminal/band.h \
	%D%/terminal/key.c %D%/terminal/key.h \
	%D%/terminal/keytest.c \
	%D%/terminal/shift.c %D%/terminal/shift.h \
	%D%/terminal/term.c %D%/terminal/term.h \
	%D%/terminal/terminfo.c %D%/terminal/terminfo.h \
	%D%/terminal/thrift.c %D%/terminal/thrift.h \
	%D%/terminal/wire.c %D%/terminal/wire.h \
	%D%/widget/ask.c %D%/widget/ask.h \
	%D%/widget/column_layout.c %D%/widget/column_layout.h \
	%D%/widget/menu.c %D%/widget/menu.h \
	%D%/widget/pager.c %D%/widget/pager.h \
	%D%/widget/palette.c %D%/widget/palette.h \
	%D%/widget/window.c %D%/widget/window.h
