noinst_LIBRARIES += src/record/librecord.a
src_record_librecord_a_SOURCES = \
	%D%/change.c %D%/change.h \
	%D%/check.c %D%/check.h \
	%D%/coding.c %D%/coding.h \
	%D%/derive.c %D%/derive.h \
	%D%/fit.c %D%/fit.h \
	%D%/form.h \
	%D%/format.c \
	%D%/kind.c %D%/kind.h \
	%D%/kind/choice.c \
	%D%/kind/code.c \
	%D%/kind/date.c \
	%D%/kind/decimal.c \
	%D%/kind/due.c \
	%D%/kind/email.c \
	%D%/kind/flag.c \
	%D%/kind/integer.c \
	%D%/kind/language.c \
	%D%/kind/long_text.c \
	%D%/kind/period.c \
	%D%/kind/place.c \
	%D%/kind/reference.c \
	%D%/kind/table.c \
	%D%/kind/telephone.c \
	%D%/kind/text.c \
	%D%/kind/time.c \
	%D%/kind/time_zone.c \
	%D%/kind/web.c \
	%D%/merge.c %D%/merge.h \
	%D%/overdue.c %D%/overdue.h \
	%D%/parse.c \
	%D%/record.c %D%/record.h \
	%D%/reseal.c \
	%D%/settle.c \
	%D%/sort.c %D%/sort.h
