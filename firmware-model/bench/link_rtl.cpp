// link_rtl.cpp: link_toy.v in a process. It is spoken to as link_pipe.c is, in its words; the clock in milliseconds is
// not looked at, and the pins are never made quiet. Bytes come and go with random gaps. A link that is not idle again within
// MOST clocks of a byte hangs: it says so, and ends.
#include <cstdint>
#include <cstdio>
#include <vector>

#include "Vlink_toy.h"
#include "verilated.h"

namespace {

constexpr uint32_t ROOM = 1 << 20;
constexpr uint64_t MOST = 1'000'000;
constexpr int QUIET = 20;    // clocks for which it is to be idle

struct Seen {
    uint32_t steps, digest, resets, quiets;
};

Vlink_toy top;
std::vector<uint8_t> in, out;
Seen seen;
uint64_t seed = 1;

uint32_t any()
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return static_cast<uint32_t>(seed >> 33);
}

// What stands at the pins before a rising edge, and the edge.
void tick()
{
    top.out_ready_i = any() & 1;
    top.eval();
    if (top.out_valid_o && top.out_ready_i)
        out.push_back(top.out_data_o);
    if (top.reset_o) {
        seen.steps = 0;
        seen.digest = 2166136261u;
        seen.resets++;
    }
    if (top.stepped_o) {
        seen.steps++;
        for (int i = 0; i < 4; i++)
            seen.digest = (seen.digest ^ (top.row_o >> 8 * i & 0xFF)) * 16777619u;
    }
    top.clk_i = 1;
    top.eval();
    top.clk_i = 0;
    top.eval();
}

void boot()
{
    top.rst_ni = 0;
    tick();
    tick();
    top.rst_ni = 1;
    seen.steps = 0;
    seen.digest = 2166136261u;
}

bool settles()
{
    uint64_t clocks = 0;

    for (int idle = 0; idle < QUIET; idle++, clocks++) {
        tick();
        if (!top.idle_o || top.out_valid_o)
            idle = 0;
        if (clocks > MOST)
            return false;
    }
    return true;
}

bool put(const void *from, size_t bytes)
{
    return bytes == 0 || fwrite(from, bytes, 1, stdout) == 1;
}

}

int main()
{
    uint32_t head[2];

    boot();
    while (fread(head, sizeof head, 1, stdin) == 1) {
        const bool boots = head[1] >= 0xFFFFFFFEu;

        in.resize(boots ? 0 : head[1]);
        out.clear();
        if (in.size() > ROOM || fread(in.data(), 1, in.size(), stdin) != in.size())
            return 2;
        if (boots)
            boot();
        for (uint8_t byte : in) {
            top.in_data_i = byte;
            top.in_valid_i = 1;
            tick();
            top.in_valid_i = 0;
            do
                tick();
            while ((any() & 3) == 0);
        }
        if (!settles()) {
            fprintf(stderr, "the link hangs\n");
            return 3;
        }
        const uint32_t bytes = static_cast<uint32_t>(out.size());
        if (!put(&bytes, sizeof bytes) || !put(out.data(), bytes) || !put(&seen, sizeof seen) || fflush(stdout) != 0)
            return 2;
    }
    return 0;
}
