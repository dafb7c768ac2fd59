noinst_LIBRARIES += src/view/libview.a
src_view_libview_a_SOURCES = \
	%D%/deed/ahead.c %D%/deed/ahead.h \
	%D%/deed/begin.c %D%/deed/begin.h \
	%D%/deed/deeds.c %D%/deed/deeds.h \
	%D%/deed/deeds_internal.h \
	%D%/deed/face.c %D%/deed/face.h \
	%D%/deed/jump.c \
	%D%/deed/limit.c %D%/deed/limit.h \
	%D%/deed/past_deeds.c %D%/deed/past_deeds.h \
	%D%/deed/print_deeds.c %D%/deed/print_deeds.h \
	%D%/deed/series_deeds.c \
	%D%/deed/undo.c %D%/deed/undo.h \
	%D%/form/conflict.c %D%/form/conflict.h \
	%D%/form/draft.c %D%/form/draft.h \
	%D%/form/form.c %D%/form/form.h \
	%D%/form/form_rows.c \
	%D%/form/form_save.c \
	%D%/form/grid.c %D%/form/grid.h \
	%D%/form/warnings.c \
	%D%/input/action.c %D%/input/action.h \
	%D%/input/bindings.c %D%/input/bindings.h \
	%D%/input/edit.c %D%/input/edit.h \
	%D%/input/key_name.c %D%/input/key_name.h \
	%D%/input/palette.c %D%/input/palette.h \
	%D%/input/tour.c %D%/input/tour.h \
	%D%/list/apply.c %D%/list/apply.h \
	%D%/list/languages.c %D%/list/languages.h \
	%D%/list/list.c %D%/list/list.h \
	%D%/list/list_columns.c %D%/list/list_internal.h \
	%D%/list/list_rows.c \
	%D%/list/lookup.c %D%/list/lookup.h \
	%D%/list/start.c %D%/list/start.h \
	%D%/list/tree.c %D%/list/tree.h \
	%D%/report/ahead.c \
	%D%/report/act_words.c %D%/report/act_words.h \
	%D%/report/attendance.c \
	%D%/report/belongings.c \
	%D%/report/past.c %D%/report/past.h \
	%D%/report/paper.c %D%/report/paper.h \
	%D%/report/report.c %D%/report/report.h \
	%D%/report/reports.c \
	%D%/report/series.c \
	%D%/report/sheet.c %D%/report/sheet.h \
	%D%/report/sheet_record.c \
	%D%/report/text_table.c %D%/report/text_table.h \
	%D%/report/used_by.c
