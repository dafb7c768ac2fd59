noinst_LIBRARIES += src/query/libquery.a
src_query_libquery_a_SOURCES = \
	%D%/due.c \
	%D%/given.c \
	%D%/found.c \
	%D%/match.c \
	%D%/parse.c \
	%D%/plan.c \
	%D%/query.h \
	%D%/schema.c \
	%D%/term.h \
	%D%/values.c \
	%D%/words.c
