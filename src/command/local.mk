noinst_LIBRARIES += src/command/libcommand.a
src_command_libcommand_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_command_libcommand_a_SOURCES = \
	%D%/child.c %D%/child.h \
	%D%/backup.c \
	%D%/browse.c \
	%D%/bulk.c %D%/bulk.h \
	%D%/calendar.c \
	%D%/clashes.c \
	%D%/command.h \
	%D%/commands.c \
	%D%/common.c \
	%D%/count.c \
	%D%/days.c %D%/days.h \
	%D%/drafts.c \
	%D%/due.c %D%/due.h \
	%D%/due_mail.c \
	%D%/due_text.c \
	%D%/erase.c \
	%D%/exchange.c \
	%D%/find.c \
	%D%/history.c \
	%D%/init.c \
	%D%/keys.c \
	%D%/list.c \
	%D%/main.c \
	%D%/merge.c \
	%D%/options.c %D%/options.h \
	%D%/print.c \
	%D%/show.c \
	%D%/store.c \
	%D%/tour.c \
	%D%/undo.c \
	%D%/write.c
