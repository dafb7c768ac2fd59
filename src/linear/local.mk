noinst_LIBRARIES += src/linear/liblinear.a
src_linear_liblinear_a_SOURCES = \
	%D%/conflict.c \
	%D%/drafts.c \
	%D%/face.c %D%/face.h \
	%D%/form.c \
	%D%/grid.c \
	%D%/linear.c %D%/linear.h \
	%D%/list.c \
	%D%/order.c \
	%D%/place.c %D%/place.h \
	%D%/record.c \
	%D%/report.c \
	%D%/rows.c \
	%D%/talk.c %D%/talk.h \
	%D%/tree.c \
	%D%/value.c
