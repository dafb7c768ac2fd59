/* Runs a fuzz target over files, for compilers without libFuzzer: replay FILE... */
#include <config.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "fuzz.h"

int
main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct buf input;
		unsigned char *exact;
		struct err e;

		buf_init(&input);
		if (file_read(argv[i], &input, &e) != ERR_OK) {
			fprintf(stderr, "%s\n", e.text);
			return 1;
		}
		/* Of its exact size, so that a byte read too many is noticed. */
		exact = malloc(input.size + (input.size == 0));
		if (exact == NULL)
			return 1;
		for (size_t j = 0; j < input.size; j++)
			exact[j] = input.data[j];
		LLVMFuzzerTestOneInput(exact, input.size);
		free(exact);
		buf_clear(&input);
	}
	return 0;
}
