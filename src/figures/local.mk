noinst_LIBRARIES += src/figures/libfigures.a
src_figures_libfigures_a_SOURCES = \
	%D%/asking.c %D%/asking.h \
	%D%/due.c %D%/due.h
