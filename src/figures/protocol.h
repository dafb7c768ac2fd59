/* What documents call a party, and the order in which parties are named: in the attendance of a
 * meeting, the members of a process and every document. */
#ifndef FIGURES_PROTOCOL_H
#define FIGURES_PROTOCOL_H

#include "registry/registry.h"

/* In which capacity a party is there, in the order of protocol. What a schema's own choice without a
 * role means is not known; such choices come behind, in their own order. */
enum capacity {
	CAPACITY_MEMBER,
	CAPACITY_HOST,                  /* that is no member itself */
	CAPACITY_OBSERVER,
	CAPACITY_PARTNER,
	CAPACITY_GUEST,
	CAPACITY_OTHER,                 /* the first choice without a role; the next are one more each */
};

struct party {
	uint32_t number;                /* of its record */
	unsigned capacity;              /* enum capacity, or more */
	size_t kind;                    /* place of its type among the targets: States first */
	size_t class_place;             /* of its class among the choices of that field */
	const char *class_label;        /* NULL: it has none */
	char *code, *name;
	char *key;                      /* the name as it is compared */
};

/* Appends what documents call the record: its own protocol name in that language; else the short name
 * that the United Nations use, if its type is of States by their codes of ISO 3166-1; else its own
 * protocol name in English; else its title. Returns the language of what was appended; NULL: it is
 * in that language, or has none. */
const char *protocol_name(const struct record *r, const struct directory *d, const char *language,
                          struct buf *out);

/* The short name of the State with that code of ISO 3166-1 in one of the six languages of the United
 * Nations. False: it is not in the list, or has no name in that language. */
bool protocol_un_name(const char *code, const char *language, struct buf *out);

/* The capacity that the choice of an attendance's column means; is_member: whether the party belongs
 * to the series in any case, which makes a host one of the members. 0: nothing is said, which comes
 * last. */
unsigned capacity_of(const struct field *as, int64_t choice, bool is_member);

/* Fills in all but the number and the capacity. column: the reference to the party. A record that
 * cannot be read has its code for a name. Cleared by party_clear(). */
void party_read(struct registry *r, const struct field *column, const char *language,
                struct party *out);
void party_clear(struct party *p);

/* Compares two parties for qsort(): by capacity, kind, class and name. */
int party_compare(const void *a, const void *b);

#endif
