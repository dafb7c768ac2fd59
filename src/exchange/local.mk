noinst_LIBRARIES += src/exchange/libexchange.a
src_exchange_libexchange_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_exchange_libexchange_a_SOURCES = \
	%D%/columns.c %D%/columns.h \
	%D%/csv.c \
	%D%/export.c %D%/export.h \
	%D%/import.c %D%/import.h \
	%D%/importing.h \
	%D%/input.c %D%/input.h \
	%D%/item.h \
	%D%/json.c \
	%D%/json_write.c \
	%D%/output.c %D%/output.h \
	%D%/put.c \
	%D%/reader.c %D%/reader.h \
	%D%/sheet.c \
	%D%/sources.c
