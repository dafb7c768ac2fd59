noinst_LIBRARIES += src/exchange/libexchange.a
src_exchange_libexchange_a_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS)
src_exchange_libexchange_a_SOURCES = \
	%D%/columns.c %D%/columns.h \
	%D%/csv.c %D%/csv.h \
	%D%/csv_cell.h \
	%D%/detect.c %D%/detect.h \
	%D%/export.c %D%/export.h \
	%D%/format.c %D%/format.h \
	%D%/headings.c %D%/headings.h \
	%D%/import.c %D%/import.h \
	%D%/import_internal.h \
	%D%/input.c %D%/input.h \
	%D%/item.h \
	%D%/json.c \
	%D%/languages.c %D%/languages.h \
	%D%/lines.c %D%/lines.h \
	%D%/mail.c %D%/mail.h \
	%D%/map.c %D%/map.h \
	%D%/output.c %D%/output.h \
	%D%/import_item.c \
	%D%/import_put.c \
	%D%/reader.c %D%/reader.h \
	%D%/sources.c \
	%D%/tabular.c %D%/tabular.h \
	%D%/titles.c %D%/titles.h \
	%D%/write_csv.c \
	%D%/write_json.c \
	%D%/write_table.c \
	%D%/writer.c %D%/writer.h
