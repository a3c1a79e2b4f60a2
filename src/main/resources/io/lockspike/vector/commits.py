"""The commits of @{module}, in cocotb; written by `lif emit --commit`.

spec @{spec}, hash @{hash}

    monitor = Commits(dut)                                # the device, or where it stands: Commits(dut.core)
    cocotb.start_soon(monitor.write("commits.csv"))       # for `lif check SPEC commits.csv`
    async for commit in monitor.commits(): ...            # or one after the other, a dict of numbers (None for x)
"""

import csv

from cocotb.triggers import @{edge}

COLUMNS = [@{columns}]
CLOCK = "@{clock}"
# column: (path, signed)
FIELDS = {
    @{fields}
}
VALID = [  # (path, value): all hold where a step is made
    @{valid}
]
RST = @{rst}  # (path, value) where it is asserted, and whether it acts at once
COUNTS = @{counts}  # no port has the number of the step, nor the membrane after it


class Commits:
    """Watches a device; samples at the edge that makes a step."""

    def __init__(self, dut):
        self.dut = dut

    def _find(self, path):
        handle = self.dut
        for name in path.split("."):
            handle = getattr(handle, name)
        return handle

    def _value(self, path, signed=False):
        digits = str(self._find(path).value)
        if set(digits) - {"0", "1"}:
            return None
        value = int(digits, 2)
        return value - (1 << len(digits)) if signed and digits[0] == "1" else value

    def _row(self):
        return {column: self._value(path, signed) for column, (path, signed) in FIELDS.items()}

    async def commits(self):
        clock = self._find(CLOCK)
        step, pending = 0, None
        while True:
            await @{edge}(clock)
            in_rst = RST is not None and self._value(RST[0]) == RST[1]
            if pending is not None and not (in_rst and RST[2]):
                # The membrane after a step is the one before the next edge.
                pending["v_after"] = self._row()["v_before"]
                yield {column: pending[column] for column in COLUMNS}
            pending = None
            if in_rst and COUNTS:
                step = 0
            elif all(self._value(path) == value for path, value in VALID):
                if COUNTS:
                    pending = {"step": step, **self._row()}
                    step += 1
                else:
                    yield self._row()

    async def write(self, path):
        with open(path, "w", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            async for commit in self.commits():
                rows.writerow("x" if commit[column] is None else commit[column] for column in COLUMNS)
                file.flush()
