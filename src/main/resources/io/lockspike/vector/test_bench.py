"""Self-checking cocotb test for @{module}, written by `lif vectors`.

spec @{spec}, hash @{hash}, seed @{seed}

    python run_cocotb.py icarus @{module}.v      # or ghdl @{module}.vhd

KEEP_GOING=1 in the environment: do not stop at the first step that differs.
"""

import csv
import os
import pathlib

import cocotb
from cocotb.triggers import Timer

HERE = pathlib.Path(__file__).parent
CLOCK = @{clock}
FALLING_CLOCK = @{falling}
STARTS_HIGH = @{high}
# port: what drives it, the lowest bits first: (column or constant, bits, inverted); 0 bits: all that it has
INPUTS = {
    @{inputs}
}
# path: (column, bits, signed, latency in clocks)
OUTPUTS = {
    @{outputs}
}
READY = @{ready}  # (path, value): a row lasts until this holds
PATIENCE = 1000  # clocks
LATENCY = max(latency for _, _, _, latency in OUTPUTS.values())


def find(dut, path):
    """`state` and `dut.state` are both the `state` of the device; `n[3]` is a generated block."""
    for name in path.removeprefix("dut.").split("."):
        name, _, index = name.removesuffix("]").partition("[")
        dut = getattr(dut, name)
        if index:
            dut = dut[int(index)]
    return dut


def number(handle, bits, signed):
    """The value as an integer; x where a bit of it is unknown."""
    digits = str(handle.value)
    if set(digits) - {"0", "1"}:
        return "x"
    value = int(digits, 2)
    return value - (1 << bits) if signed and value >> (bits - 1) else value


def word(parts, row, width):
    """What a port of some width is driven with in a row of vectors."""
    value = low = 0
    for what, bits, inverted in parts:
        part = int(row[what]) if isinstance(what, str) else what
        value |= ((part & ((1 << (bits or width)) - 1)) ^ inverted) << low
        low += bits
    return value


def rows():
    with open(HERE / "@{file}.csv", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


@cocotb.test()
async def agrees_with_the_model(dut):
    async def set_clock(high):
        if CLOCK:
            getattr(dut, CLOCK).value = int(high != FALLING_CLOCK)

    if not STARTS_HIGH:
        await set_clock(False)
    elif "GHDL" in cocotb.SIM_NAME:
        # From U to 1 is no rising edge in VHDL; in Verilog from x to 1 is one, but from x to 0 a falling one.
        await set_clock(True)
    expected, seen = [], []
    compared = differing = 0
    vectors = list(rows())
    for row in range(len(vectors) + LATENCY):
        # Inputs change, the clock falls, outputs are sampled, the clock rises.
        await Timer(1, "ns")
        if row < len(vectors):
            for port, parts in INPUTS.items():
                handle = getattr(dut, port)
                handle.value = word(parts, vectors[row], len(handle))
        await Timer(4, "ns")
        await set_clock(False)
        await Timer(4, "ns")
        counts = True
        if READY:
            waited = 0
            in_rst = vectors[row].get("rst") == "1"
            counts = number(find(dut, READY[0]), 64, False) == READY[1]
            while not counts and not in_rst:
                if waited == PATIENCE:
                    print(f"step {row}: {READY[0]} has not been {READY[1]} in {PATIENCE} clocks")
                    raise AssertionError("the device does not answer")
                await Timer(1, "ns")
                await set_clock(True)
                await Timer(5, "ns")
                await set_clock(False)
                await Timer(4, "ns")
                counts = number(find(dut, READY[0]), 64, False) == READY[1]
                waited += 1
        seen.append({path: number(find(dut, path), bits, signed) for path, (_, bits, signed, _) in OUTPUTS.items()})
        step = row - LATENCY
        if step >= 0 and counts:
            cells = []
            for path, (column, _, _, latency) in OUTPUTS.items():
                if vectors[step][column] == "x":
                    continue
                compared += 1
                is_, says = seen[step + latency][path], int(vectors[step][column])
                if is_ != says:
                    cells.append(f"{column} is {is_}, the model says {says}")
            if cells:
                differing += 1
                print(f"step {step}: " + "; ".join(cells))
                if not os.environ.get("KEEP_GOING"):
                    break
        await Timer(1, "ns")
        await set_clock(True)
    steps = step + 1
    if differing:
        rest = f", {len(vectors) - steps} more were not run" if steps < len(vectors) else ""
        print(f"DISAGREED: @{spec}, {differing} of {steps} steps differ{rest}")
    elif compared:
        print(f"AGREED: @{spec}, {steps} steps, {compared} values compared")
    else:
        print(f"NOTHING COMPARED: @{spec}, the model defines no output in {steps} steps")
    assert compared and not differing
