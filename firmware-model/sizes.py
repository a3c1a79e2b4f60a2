"""Writes into README.md what the designs take on an iCE40: `make sizes`, with what nextpnr reports."""

import json
import pathlib
import subprocess
import sys

BUILD = pathlib.Path(sys.argv[1])
BEGIN, END = "<!-- sizes: written by make -->", "<!-- end of sizes -->"

# A neuron alone: 16 bits, a current of 12, threshold 1000, reset to 0, all values constant.
NEURONS = [
    ("no leak", {"LEAK": '"none"'}, 0),
    ("shift by 4, floor", {}, 4),
    *((f"shift by 4, {r}", {"ROUNDING": f'"{r}"'}, 4)
      for r in ("toward-zero", "half-up", "half-even", "ceil", "away", "at-least-one", "stochastic")),
    ("shifts [3, -5]", {"LEAK": '"shifts"', "TERMS": "2", "SHIFTS": "{8'd3, -8'd5}"}, 0),
    ("decayed, 243/256, half-up", {"LEAK": '"decayed"', "FRACTION": "8", "ROUNDING": '"half-up"'}, 243),
    ("subtract 1", {"LEAK": '"subtract"'}, 1),
    ("shift by 4, wrap", {"OVERFLOW": '"wrap"'}, 4),
    ("shift by 4, narrowed at write-back", {"NARROW": '"write-back"'}, 4),
    ("shift by 4, subtracting reset", {"RESET": '"subtract"'}, 4),
    ("shift by 4, 2 refractory steps", {"REFRACTORY_STEPS": "2"}, 4),
    ("shift by 4, with a commit port that nothing reads", {"COMMIT": "1"}, 4),
]


def run(*command):
    subprocess.run(command, check=True)


def neuron(number, parameters, leak):
    """LUTs and Fmax of one neuron between registers."""
    parameters = {"RANDOM_WIDTH": "4", **parameters}
    top = BUILD / f"neuron_{number}"
    top.with_suffix(".v").write_text(f"""
module top(input clk, input rst_n, input signed [11:0] current, input [3:0] random, output reg spike);
    reg signed [11:0] current_q;
    wire fires;
    always @(posedge clk) begin current_q <= current; spike <= fires; end
    lif_neuron #({", ".join(f".{k}({v})" for k, v in parameters.items())}) neuron (
        .clk_i(clk), .rst_ni(rst_n), .en_i(1'b1), .current_i(current_q), .rest_i(17'd0), .leak_i(17'd{leak}),
        .random_i(random), .threshold_i(17'd1000), .negative_i(17'd0), .reset_to_i(17'd0), .spike_o(fires));
endmodule
""")
    units = " ".join(str(path) for path in sorted(pathlib.Path("rtl").glob("lif_*.v")))
    run("yosys", "-q", "-p", f"read_verilog {top}.v {units}; synth_ice40 -top top -json {top}.json")
    run("nextpnr-ice40", "-q", "--seed", "1", "--hx8k", "--package", "ct256", "--freq", "12",
        "--json", f"{top}.json", "--asc", f"{top}.asc", "--report", f"{top}.report")
    return report(f"neuron_{number}")


def report(name):
    """Logic cells, block RAMs and MHz."""
    found = json.loads((BUILD / f"{name}.report").read_text())
    used = {key: value["used"] for key, value in found["utilization"].items()}
    (clock,) = found["fmax"].values()
    return used["ICESTORM_LC"], used["ICESTORM_RAM"], clock["achieved"]


def table():
    lines = ["| board | what | logic cells | block RAMs | Fmax | clock |", "|---|---|---|---|---|---|"]
    for board, title in (("icebreaker", "iCEBreaker (UP5K)"), ("hx8k", "iCE40-HX8K breakout board")):
        cells, rams, fmax = report(board)
        lines.append(f"| {title} | 64 neurons, UART | {cells} | {rams} | {fmax:.1f} MHz | 12 MHz |")
    lines += ["", "| `lif_neuron`, 16 bits, on an HX8K | logic cells | Fmax |", "|---|---|---|"]
    for number, (title, parameters, leak) in enumerate(NEURONS):
        cells, _, fmax = neuron(number, parameters, leak)
        lines.append(f"| {title} | {cells} | {fmax:.0f} MHz |")
    return "\n".join(lines)


def main():
    readme = pathlib.Path("README.md")
    head, rest = readme.read_text().split(BEGIN)
    readme.write_text(f"{head}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
