# What is compiled in, by its name in the tree.
conf_embedded = \
	%D%/chancery.conf \
	%D%/documents/actions.conf \
	%D%/documents/agenda.conf \
	%D%/documents/invitation.conf \
	%D%/documents/meeting-file.conf \
	%D%/documents/office-list.conf \
	%D%/documents/outcomes.conf \
	%D%/documents/outcomes-unattributed.conf \
	%D%/documents/participants.conf \
	%D%/documents/process-profile.conf \
	%D%/documents/series.conf \
	%D%/names/un-names.tsv \
	%D%/register/category.csv \
	%D%/register/category.external_codes.csv \
	%D%/register/meeting.csv \
	%D%/register/meeting.documents.csv \
	%D%/register/office.csv \
	%D%/register/organisation.csv \
	%D%/register/process.chairs.csv \
	%D%/register/process.csv \
	%D%/register/process.members.csv \
	%D%/register/service.csv \
	%D%/register/state.csv \
	%D%/register/state.memberships.csv \
	%D%/schema/action.conf \
	%D%/schema/caseload.conf \
	%D%/schema/category.conf \
	%D%/schema/meeting.conf \
	%D%/schema/office.conf \
	%D%/schema/organisation.conf \
	%D%/schema/process.conf \
	%D%/schema/service.conf \
	%D%/schema/state.conf

# What the program says, by language; conf/lang/update.sh adds what is new in the source.
catalogues = \
	%D%/lang/es.po \
	%D%/lang/fr.po

.PHONY: update-lang
update-lang:
	$(SHELL) $(srcdir)/%D%/lang/update.sh

EXTRA_DIST += $(catalogues) %D%/lang/update.sh
EXTRA_DIST += $(conf_embedded) \
	%D%/register/layout.py \
	%D%/register/map.py \
	%D%/register/research/categories.csv \
	%D%/register/research/meetings.csv \
	%D%/register/research/offices.csv \
	%D%/register/research/organisations.csv \
	%D%/register/research/process_members.csv \
	%D%/register/research/processes.csv \
	%D%/register/research/state_names.csv \
	%D%/register/research/states.csv

completiondir = $(datadir)/bash-completion/completions
completion_DATA = %D%/completion/chancery
EXTRA_DIST += $(completion_DATA)
