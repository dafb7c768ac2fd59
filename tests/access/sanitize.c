/* What the sanitizers do in the program of these tests. A setgid program cannot read the options of
 * its environment, so they are built in; without sanitizers nothing asks for them. The leak sanitizer
 * traces its process, which a setgid program forbids: all the others stay. */
#include <config.h>

const char *__asan_default_options(void);

const char *
__asan_default_options(void)
{
	return "detect_leaks=0:halt_on_error=1";
}
