noinst_LIBRARIES += src/query/libquery.a
src_query_libquery_a_SOURCES = \
	%D%/due.c \
	%D%/given.c \
	%D%/found.c \
	%D%/match.c \
	%D%/parse.c \
	%D%/parser.c %D%/parser.h \
	%D%/plan.c \
	%D%/plan_leaf.c \
	%D%/planner.h \
	%D%/query.h \
	%D%/schema.c \
	%D%/term.h \
	%D%/values.c \
	%D%/words.c
