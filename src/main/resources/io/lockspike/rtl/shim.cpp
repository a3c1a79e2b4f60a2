// What `lif cosim` calls: one function that runs the device for many rows.
#include "Vlif.h"
#include "verilated.h"
#include <cstdint>
#include <cstdio>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>

#define LIF_SEEN extern "C" __attribute__((visibility("default")))

namespace {

struct Ended {
    std::string why;
};

std::unique_ptr<VerilatedContext> context;
std::unique_ptr<Vlif> owned;
Vlif* device;
std::string why;

std::string placed(const char* what, const char* file, int line) {
    const bool known = file != nullptr && *file != 0;
    return known ? std::string(what) + " at " + file + ":" + std::to_string(line) : what;
}

void clock(int level) {
    device->lif_clk = level ^ @{inverted};
    device->eval();
}

void drive(const int64_t* in) {
    @{drives}
    device->eval();
}

void sample(int64_t* out) {
    @{samples}
}

bool waits(const int64_t* in) {
    @{waits}
}

// Inputs change, the clock falls, everything is sampled, the clock rises. A row that the device
// makes us wait for takes as many clocks.
void row(const int64_t* in, int64_t* out) {
    drive(in);
    clock(0);
    for (int clocks = 0; waits(in); clocks++) {
        if (clocks == 1000) throw Ended{"@{late}"};
        clock(1);
        clock(0);
    }
    sample(out);
    clock(1);
}

template <typename What> int64_t guarded(What what) {
    try {
        return what();
    } catch (const Ended& ended) {
        why = ended.why;
    } catch (const std::bad_alloc&) {
        why = "it asked for more memory than it may have";
    } catch (const std::length_error&) {
        why = "it asked for more memory than it may have";
    } catch (const std::exception& failed) {
        why = failed.what();
    }
    fflush(stdout);
    return -1;
}

}  // namespace

void vl_finish(const char* file, int line, const char*) {
    throw Ended{placed("it called $finish", file, line)};
}

void vl_stop(const char* file, int line, const char*) {
    throw Ended{placed("it stopped", file, line)};
}

void vl_fatal(const char* file, int line, const char*, const char* message) {
    throw Ended{placed((std::string("it stopped: ") + message).c_str(), file, line)};
}

// Power-up: registers without an initial value take random ones, drawn from a seed.
// Gives 0, or -1 with a reason in lif_why.
LIF_SEEN int64_t lif_start(int64_t seed) {
    return guarded([&]() -> int64_t {
        static bool lines = setvbuf(stdout, nullptr, _IOLBF, 1 << 14) == 0;
        (void)lines;
        owned.reset();
        context = std::make_unique<VerilatedContext>();
        context->randReset(2);
        context->randSeed(static_cast<int>(seed));
        owned = std::make_unique<Vlif>(context.get());
        device = owned.get();
        device->lif_clk = @{start} ^ @{inverted};
        @{rests}
        device->eval();
        return 0;
    });
}

// Widths of what is sampled, as the device has them.
LIF_SEEN void lif_widths(int64_t* bits) {
    @{widths}
}

// Runs as many rows: inputs row by row, what is sampled row by row. `progress` is told the number
// of each row before it is run. Gives the number of rows done; if that is less, lif_why says why.
LIF_SEEN int64_t lif_run(int64_t rows, const int64_t* in, int64_t* out, volatile int64_t* progress) {
    int64_t done = 0;
    const int64_t first = *progress;
    guarded([&]() -> int64_t {
        for (; done < rows; done++) {
            *progress = first + done;
            row(in, out);
            in += @{inputs};
            out += @{outputs};
        }
        return 0;
    });
    *progress = first + done;
    return done;
}

LIF_SEEN const char* lif_why() {
    return why.c_str();
}
