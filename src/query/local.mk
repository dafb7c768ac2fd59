noinst_LIBRARIES += src/query/libquery.a
src_query_libquery_a_SOURCES = \
	%D%/prefill.c \
	%D%/matched_fields.c \
	%D%/match.c \
	%D%/parse_query.c \
	%D%/parse_field.c %D%/parse_internal.h \
	%D%/path.c %D%/path.h \
	%D%/plan.c \
	%D%/plan_term.c \
	%D%/plan_internal.h \
	%D%/query.h \
	%D%/schema.c \
	%D%/term.h \
	%D%/values.c \
	%D%/words.c
