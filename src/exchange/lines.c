/* Reads lines that end as on Unix, Windows or an old Macintosh. */
#include <config.h>

#include "exchange/lines.h"

bool
line_next(FILE *in, struct buf *line)
{
	int c;

	buf_reset(line);
	flockfile(in);
	while ((c = getc_unlocked(in)) != EOF) {
		buf_byte(line, (unsigned char)c);
		if (c == '\n')
			break;
		if (c != '\r')
			continue;
		c = getc_unlocked(in);
		if (c == '\n')
			buf_byte(line, '\n');
		else if (c != EOF)
			ungetc(c, in);
		break;
	}
	funlockfile(in);
	return line->size > 0;
}
