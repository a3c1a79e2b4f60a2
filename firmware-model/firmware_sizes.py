"""Writes into README.md what firmware takes of flash and RAM: `make firmware`, with what the compilers report."""

import pathlib
import subprocess
import sys

BUILD = pathlib.Path(sys.argv[1]) / "boards"
BEGIN, END = "<!-- firmware: written by make -->", "<!-- end of firmware -->"
LIBRARY = pathlib.Path("../src/main/resources/io/lockspike/spec/library")
NEURONS = ["tt-halving", "lif", "tinyodin", "alif"]
MACHINES = [("cortex-m", "arm-none-eabi-size"), ("avr", "avr-size")]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def bytes_of(folder, machine, size, profile):
    """Flash and RAM: the text and the data, the data and what starts as 0."""
    run("make", "-s", "-C", folder, machine, "BUILD=build", f"PROFILE={profile}")
    text, data, bss = map(int, run(size, folder / f"build/{machine}.elf").splitlines()[1].split()[:3])
    return text + data, data + bss


def table():
    lines = ["| firmware | profile | Cortex-M3: flash | RAM | ATmega328P: flash | RAM |", "|---|---|---|---|---|---|"]
    for neuron in NEURONS:
        folder = BUILD / neuron
        run("../lif", "emit", LIBRARY / f"{neuron}.yaml", "--firmware", "-o", folder)
        for profile in ("FULL", "LITE"):
            cells = [f"{number:,}" for machine, size in MACHINES for number in bytes_of(folder, machine, size, profile)]
            lines.append(f"| `{neuron}` | {profile.lower()} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main():
    readme = pathlib.Path("README.md")
    head, rest = readme.read_text().split(BEGIN)
    readme.write_text(f"{head}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
