/* What the neuron of halving.ino is: lif emit src/main/resources/io/lockspike/spec/library/tt-halving.yaml --firmware
 * writes the hash. */
#ifndef LOCKSPIKE_PROFILE
#define LOCKSPIKE_PROFILE LOCKSPIKE_LITE
#endif
#define LOCKSPIKE_HASH UINT64_C(0xed6b840f9f5bbdd1)
#define LOCKSPIKE_NAME "halving.ino"
#define LOCKSPIKE_RST LOCKSPIKE_RST_ASYNC
#define LOCKSPIKE_INPUT_BYTES 1
#define LOCKSPIKE_OUTPUT_BYTES 1
/* Of the full profile alone. The Uno's Serial holds 64 bytes, so the host waits for each answer. */
#define LOCKSPIKE_PORTS { 1, 8, 1 }
#define LOCKSPIKE_INPUT_PORTS 2
#if LOCKSPIKE_PROFILE == LOCKSPIKE_FULL
#define LOCKSPIKE_BODY 200
#define LOCKSPIKE_CREDITS 1
#endif
