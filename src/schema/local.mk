noinst_LIBRARIES += src/schema/libschema.a
src_schema_libschema_a_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS)
src_schema_libschema_a_SOURCES = \
	%D%/build.c \
	%D%/build_fault.c \
	%D%/compare.c \
	%D%/compiled.c \
	%D%/draft.h \
	%D%/fields.c \
	%D%/load.c \
	%D%/schema.c %D%/schema.h \
	%D%/sources.c \
	%D%/views.c
