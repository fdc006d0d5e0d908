/* The layout of ABI 1.0, frozen: a change of any number here breaks adapters that are already built.
 * Offsets and sizes are compared with the golden by the tests; what is asserted here stops the build at once. */
#include "plugwalk/plugwalk.h"

_Static_assert(sizeof(void *) == 8, "the ABI is defined for 64-bit machines");
_Static_assert(sizeof(pw_str) == 16, "pw_str");
_Static_assert(sizeof(pw_event) == 296, "pw_event");
_Static_assert(sizeof(pw_checkpoint) == 40, "pw_checkpoint");
_Static_assert(sizeof(pw_batch) == 40, "pw_batch");
_Static_assert(sizeof(pw_receipt) == 32, "pw_receipt");
_Static_assert(sizeof(pw_health) == 64, "pw_health");
_Static_assert(sizeof(pw_host) == 88, "pw_host");
_Static_assert(sizeof(pw_start) == 64, "pw_start");
_Static_assert(sizeof(pw_adapter) == 64, "pw_adapter");
