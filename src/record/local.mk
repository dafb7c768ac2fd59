noinst_LIBRARIES += src/record/librecord.a
src_record_librecord_a_SOURCES = \
	%D%/change.c %D%/change.h \
	%D%/check.c %D%/check.h \
	%D%/coding.c %D%/coding.h \
	%D%/derive.c %D%/derive.h \
	%D%/form.h \
	%D%/format.c \
	%D%/merge.c %D%/merge.h \
	%D%/parse.c \
	%D%/record.c %D%/record.h \
	%D%/settle.c \
	%D%/sort.c %D%/sort.h
