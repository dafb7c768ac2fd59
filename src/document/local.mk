noinst_LIBRARIES += src/document/libdocument.a
src_document_libdocument_a_CPPFLAGS = $(AM_CPPFLAGS) $(CONFIG_CFLAGS)
src_document_libdocument_a_SOURCES = \
	%D%/blocks.c %D%/blocks.h \
	%D%/build.c %D%/building.h %D%/document.h \
	%D%/definition.c %D%/definition.h \
	%D%/fit.c \
	%D%/path.c %D%/path.h \
	%D%/roll.c \
	%D%/table.c \
	%D%/write_markdown.c \
	%D%/write_text.c
