noinst_LIBRARIES += src/figures/libfigures.a
src_figures_libfigures_a_SOURCES = \
	%D%/asking.c %D%/asking.h \
	%D%/calendar.c %D%/calendar.h \
	%D%/clash.c %D%/clash.h \
	%D%/count.c %D%/count.h \
	%D%/due.c %D%/due.h \
	%D%/events.c %D%/events.h \
	%D%/members.c %D%/members.h \
	%D%/parties.c %D%/parties.h \
	%D%/protocol.c %D%/protocol.h \
	%D%/roll.c %D%/roll.h
