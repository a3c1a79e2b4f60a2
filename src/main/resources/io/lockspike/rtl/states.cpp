// What `lif cosim --exhaustive` calls: the device's states are kept, and gone back to. It stands
// behind shim.cpp, in the same text.
#include "verilated_save.cpp"
#include <cstring>
#include <unordered_map>
#include <vector>

namespace states {

struct Saved final : VerilatedSerialize {
    std::string text() {
        m_cp = m_bufp;
        *this << *device;
        return std::string(reinterpret_cast<const char*>(m_bufp), m_cp - m_bufp);
    }
    void flush() override { throw Ended{"its state is too large to be kept"}; }
};

struct Restored final : VerilatedDeserialize {
    void from(const std::string& text) {
        memcpy(m_bufp, text.data(), text.size());
        m_cp = m_bufp;
        m_endp = m_bufp + bufferSize();
        *this >> *device;
    }
    void fill() override {}
};

Saved saved;
Restored restored;
std::unordered_map<std::string, int64_t> numbers;
std::vector<const std::string*> kept;

// Behind an edge: inputs rest, so that what they were is no part of the state.
int64_t number() {
    @{rests}
    device->eval();
    const auto found = numbers.emplace(saved.text(), static_cast<int64_t>(kept.size()));
    if (found.second) kept.push_back(&found.first->first);
    return found.first->second;
}

}  // namespace states

// The number of the state that the device is in; -1 where it ended. States are numbered from 0.
LIF_SEEN int64_t lif_state() {
    int64_t state = -1;
    guarded([&]() -> int64_t {
        state = states::number();
        return 0;
    });
    return state;
}

// Runs a row from one state with each of some inputs; `next` is told the states that they lead to.
// Otherwise as lif_run.
LIF_SEEN int64_t lif_each(
    int64_t from, int64_t count, const int64_t* in, int64_t* out, int64_t* next, volatile int64_t* progress) {
    int64_t done = 0;
    const int64_t first = *progress;
    guarded([&]() -> int64_t {
        for (; done < count; done++) {
            *progress = first + done;
            states::restored.from(*states::kept[from]);
            row(in, out);
            next[done] = states::number();
            in += @{inputs};
            out += @{outputs};
        }
        return 0;
    });
    *progress = first + done;
    return done;
}
