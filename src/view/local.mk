noinst_LIBRARIES += src/view/libview.a
src_view_libview_a_SOURCES = \
	%D%/action.c %D%/action.h \
	%D%/apply.c %D%/apply.h \
	%D%/begin.c %D%/begin.h \
	%D%/bindings.c %D%/bindings.h \
	%D%/conflict.c %D%/conflict.h \
	%D%/deeds.c %D%/deeds.h \
	%D%/draft.c %D%/draft.h \
	%D%/edit.c %D%/edit.h \
	%D%/face.c %D%/face.h \
	%D%/form.c %D%/form.h \
	%D%/form_rows.c \
	%D%/form_save.c \
	%D%/grid.c %D%/grid.h \
	%D%/key_name.c %D%/key_name.h \
	%D%/limit.c %D%/limit.h \
	%D%/list.c %D%/list.h \
	%D%/list_rows.c \
	%D%/lookup.c %D%/lookup.h \
	%D%/members.c %D%/members.h \
	%D%/palette.c %D%/palette.h \
	%D%/past.c %D%/past.h \
	%D%/past_deeds.c %D%/past_deeds.h \
	%D%/report.c %D%/report.h \
	%D%/reports.c \
	%D%/roll.c \
	%D%/series.c \
	%D%/sheet.c %D%/sheet.h \
	%D%/start.c %D%/start.h \
	%D%/tour.c %D%/tour.h \
	%D%/tree.c %D%/tree.h \
	%D%/undo.c %D%/undo.h \
	%D%/used_by.c \
	%D%/warnings.c
