"""Builds a device and runs its cocotb test: `python run_cocotb.py icarus|ghdl FILE…`. Ends with status 0 if it passes."""

import pathlib
import sys

from cocotb_tools.runner import get_results, get_runner

HERE = pathlib.Path(__file__).resolve().parent
PARAMETERS = @{parameters}


def main(simulator, *files):
    sources = [pathlib.Path(file).resolve() for file in files]
    runner = get_runner(simulator)
    vhdl = simulator == "ghdl"
    build = HERE / "sim_build" / simulator
    runner.build(
        sources=sources,
        hdl_toplevel="@{module}",
        build_dir=build,
        build_args=["--std=08"] if vhdl else ["-g2012"],
        parameters=PARAMETERS,
        timescale=None if vhdl else ("1ns", "1ps"),
        always=True,
    )
    results = runner.test(
        hdl_toplevel="@{module}",
        test_module="test_@{module}",
        test_dir=build,
        build_dir=build,
        parameters=PARAMETERS,
        test_args=["--std=08"] if vhdl else [],
        results_xml=str(build / "results.xml"),
    )
    tests, failed = get_results(results)
    return 0 if tests and not failed else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) if len(sys.argv) > 2 else __doc__)
