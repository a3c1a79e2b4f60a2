/* lockspike_spec.h: the two cores of the tests of the link. */
#ifdef PIPE_COUNTER
/* link_counter_rows.c. */
#define LOCKSPIKE_HASH UINT64_C(0x0123456789ABCDEF)
#define LOCKSPIKE_NAME "counter"
#define LOCKSPIKE_RST LOCKSPIKE_RST_NONE
#define LOCKSPIKE_STEP_TAKES_RST 0
#define LOCKSPIKE_INPUT_BYTES 2
#define LOCKSPIKE_OUTPUT_BYTES 2
#define LOCKSPIKE_PORTS { 16, 16 }
#define LOCKSPIKE_INPUT_PORTS 1
#define LOCKSPIKE_STATE_BYTES 8
#else
/* link_toy_rows.c: test-vectors/link/v1/toy.yaml. */
#define LOCKSPIKE_HASH UINT64_C(0xd8844906e1a079f2)
#define LOCKSPIKE_NAME "toy"
#define LOCKSPIKE_RST LOCKSPIKE_RST_SYNC
#define LOCKSPIKE_STEP_TAKES_RST 1
#define LOCKSPIKE_INPUT_BYTES 3
#define LOCKSPIKE_OUTPUT_BYTES 3
#define LOCKSPIKE_PORTS { 1, 12 + 128, 2, 1, 16 + 128 }
#define LOCKSPIKE_INPUT_PORTS 3
#ifndef LOCKSPIKE_NO_STATE
#define LOCKSPIKE_STATE_BYTES 2
#define LOCKSPIKE_SPACES { { 2, 1 }, { 4, 2 } }
#endif
#endif
