/* The conversations about documents: which one, and into which file. */
#ifndef VIEW_PRINT_DEEDS_H
#define VIEW_PRINT_DEEDS_H

#include "view/deed/face.h"

/* Shows the first document that is of the record; says so if there is none. */
void deed_print(struct face *f, const struct record *record);

/* The name of the document that comes behind the one that is shown (NULL: the first); says so if it is
 * the only one. The caller frees it; NULL: there is no other. */
char *deed_next_document(struct face *f, const struct report_subject *subject);

/* Asks for a file, and writes the document that is shown: as the end of the name says, with names of
 * persons only if the operator may see them and wants them, and over a file only if they want that. */
void deed_write_document(struct face *f, const struct report_subject *subject);

#endif
