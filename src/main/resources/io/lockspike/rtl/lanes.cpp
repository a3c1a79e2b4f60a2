// What `lif cosim` calls for @{count} runs side by side: @{each} devices in a model, and some models.
// It stands behind shim.cpp, in the same text.
#include "Vlanes.h"
#include <vector>

namespace lanes {

using Element = int@{bits}_t;
constexpr int EACH = @{each};
constexpr int COUNT = @{count};

std::unique_ptr<VerilatedContext> shared;
std::vector<std::unique_ptr<Vlanes>> models;

void clock(Vlanes& model, int level) {
    model.lif_clk = level ^ @{inverted};
    model.eval();
}

// `in`: the elements of an input stand side by side, those of the next one `apart` behind.
void drive(Vlanes& model, const Element* in, int64_t apart) {
    @{drives}
    model.eval();
}

// Of one bit a word has a place for each device.
void sample(const Vlanes& model, Element* out, int64_t apart, int64_t row, int64_t at) {
    @{samples}
}

void rest(Vlanes& model) {
    @{rests}
}

}  // namespace lanes

// Power-up, as lif_start.
LIF_SEEN int64_t lif_lanes_start(int64_t seed) {
    return guarded([&]() -> int64_t {
        lanes::models.clear();
        lanes::shared = std::make_unique<VerilatedContext>();
        lanes::shared->randReset(2);
        lanes::shared->randSeed(static_cast<int>(seed));
        for (int i = 0; i < lanes::COUNT / lanes::EACH; i++) {
            lanes::models.push_back(std::make_unique<Vlanes>(lanes::shared.get()));
            lanes::rest(*lanes::models.back());
            lanes::clock(*lanes::models.back(), @{start});
        }
        return 0;
    });
}

// As lif_run, of many devices: in a row the elements of all of them stand side by side, and there
// is place for `apart` elements of each input, and of each output. `progress` is told how many rows
// all of them have begun.
LIF_SEEN int64_t lif_lanes_run(
    int64_t rows, int64_t apart, const void* in, void* out, volatile int64_t* progress) {
    using lanes::COUNT, lanes::EACH, lanes::Element;
    const int64_t first = *progress;
    int64_t done = 0;
    guarded([&]() -> int64_t {
        for (; done < rows; done++) {
            *progress = first + done * COUNT;
            for (int64_t at = 0; at < COUNT; at += EACH) {
                Vlanes& model = *lanes::models[at / EACH];
                lanes::drive(model, static_cast<const Element*>(in) + done * COUNT + at, apart);
                lanes::clock(model, 0);
                lanes::sample(model, static_cast<Element*>(out), apart, done, at);
                lanes::clock(model, 1);
            }
        }
        return 0;
    });
    *progress = first + done * COUNT;
    return done;
}
