// An FPGA on this machine: a top with the pins of lockspike_link, Verilated, behind a
// pseudo-terminal. Every clock is simulated, and every bit on rx and tx has its DIVISOR clocks.
//
//   fpga LINK [SALT]     LINK leads to the node; SALT, a number, goes into the boot id
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <poll.h>

#include "Vfpga.h"
#include "lockspike_pty.h"
#include "verilated.h"

#ifndef DIVISOR
#define DIVISOR 8
#endif

void vl_finish(const char *, int, const char *) { std::exit(0); }
void vl_stop(const char *, int, const char *) { std::abort(); }
void vl_fatal(const char *, int, const char *, const char *) { std::abort(); }

namespace {

constexpr int BITS = 10;              // start, 8 data, stop
constexpr int LOOK = 64 * DIVISOR;    // clocks between two looks at the terminal
constexpr int REST = 4096 * DIVISOR;  // quiet clocks before it waits for the host

// Puts bytes on a line, bit by bit.
struct Sender {
    std::deque<uint8_t> bytes;
    int bit = 0, clock = 0;

    bool active() const { return bit != 0 || !bytes.empty(); }

    int level()
    {
        if (bit == 0 && !bytes.empty())
            bit = 1;
        if (bit == 0)
            return 1;
        int level = bit == 1 ? 0 : bit == BITS ? 1 : bytes.front() >> (bit - 2) & 1;
        if (++clock == DIVISOR) {
            clock = 0;
            if (++bit > BITS) {
                bit = 0;
                bytes.pop_front();
            }
        }
        return level;
    }
};

// Takes bytes from a line: each bit in its middle.
struct Receiver {
    std::deque<uint8_t> bytes;
    int clock = -1;
    unsigned shift = 0;

    bool active() const { return clock >= 0; }

    void sample(int level)
    {
        if (clock < 0 && level == 0)
            clock = 0;
        if (clock < 0)
            return;
        if (clock % DIVISOR == DIVISOR / 2) {
            int bit = clock / DIVISOR;
            if (bit == BITS - 1) {
                if (level)
                    bytes.push_back(static_cast<uint8_t>(shift));
                clock = -1;
                return;
            }
            if (bit > 0)
                shift = shift >> 1 | static_cast<unsigned>(level) << 7;
        }
        clock++;
    }
};

// Gives what came to the terminal; false where the terminal is gone.
bool flush(int terminal, Receiver &from)
{
    while (!from.bytes.empty()) {
        uint8_t chunk[256];
        size_t n = 0;
        for (; n < sizeof chunk && n < from.bytes.size(); n++)
            chunk[n] = from.bytes[n];
        ssize_t written = write(terminal, chunk, n);
        if (written <= 0)
            return false;
        from.bytes.erase(from.bytes.begin(), from.bytes.begin() + written);
    }
    return true;
}

}  // namespace

int main(int argc, char **argv)
{
    VerilatedContext context;
    Vfpga board{&context};
    Sender to;
    Receiver from;
    int quiet = 0;

    board.clk = 0;
    board.rst_n = 0;
    board.rx = 1;
    board.salt = argc > 2 ? static_cast<uint32_t>(std::strtoul(argv[2], nullptr, 0)) : 0;
    for (int i = 0; i < 20; i++) {
        board.clk = i & 1;
        board.eval();
    }
    board.rst_n = 1;
    int terminal = argc > 1 ? lockspike_open_pty(argv[1]) : -1;
    if (terminal < 0) {
        std::fprintf(stderr, "fpga: cannot open a pseudo-terminal\n");
        return 1;
    }
    for (;;) {
        // What either direction has to do keeps it running; a core at work does, too, for a while.
        bool idle = quiet > REST;
        pollfd look{terminal, POLLIN, 0};
        if (poll(&look, 1, idle ? 1000 : 0) > 0 && (look.revents & POLLIN) && to.bytes.size() < 4096) {
            uint8_t chunk[1024];
            ssize_t n = read(terminal, chunk, sizeof chunk);
            if (n > 0)
                to.bytes.insert(to.bytes.end(), chunk, chunk + n);
        }
        for (int i = 0; i < LOOK; i++) {
            board.rx = to.level();
            board.clk = 1;
            board.eval();
            from.sample(board.tx);
            board.clk = 0;
            board.eval();
        }
        quiet = to.active() || from.active() || !from.bytes.empty() ? 0 : quiet + LOOK;
        if (!flush(terminal, from))
            return 1;
    }
}
