dist_man_MANS += \
	%D%/chancery.1 \
	%D%/chancery.conf.5 \
	%D%/chancery-documents.5 \
	%D%/chancery-query.7 \
	%D%/chancery-schema.5
