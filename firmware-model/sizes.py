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


def link(profile):
    """The board link around a core that is none."""
    return size(f"link_{profile}", f"""
module top(input clk, input rst_n, input rx, output tx, input [7:0] out, output [15:0] row, output step, quiet);
    lockspike_link #(.PROFILE("{profile}")) link (
        .clk_i(clk), .rst_ni(rst_n), .rx_i(rx), .tx_o(tx), .salt_i(32'd0), .row_o(row), .core_rst_o(),
        .step_o(step), .done_i(1'b1), .row_i(out), .state_i(out), .quiet_o(quiet));
endmodule
""")


def core():
    """64 neurons of boards/board.yaml with 64 axons, all values constant."""
    return size("core", """
module top(input clk, input rst_n, input in_valid, in_tick, input [5:0] in_axon, output in_ready,
           output out_valid, out_tick, input out_ready, output [5:0] out_neuron);
    lif_core #(.NEURONS(64), .INDEX_WIDTH(6), .AXON_WIDTH(6), .WEIGHTS("boards/weights.mem"), .REFRACTORY_STEPS(2))
    core (.clk_i(clk), .rst_ni(rst_n), .en_i(1'b1), .clear_i(1'b0), .in_valid_i(in_valid), .in_ready_o(in_ready),
        .in_tick_i(in_tick), .in_axon_i(in_axon), .out_valid_o(out_valid), .out_ready_i(out_ready),
        .out_tick_o(out_tick), .out_neuron_o(out_neuron), .weight_en_i(1'b0), .peek_valid_i(1'b0),
        .rest_i(17'd0), .leak_i(17'd4), .random_i(1'b0), .threshold_i(17'd1000), .negative_i(17'd0), .reset_to_i(17'd0));
endmodule
""")


def neuron(number, parameters, leak):
    """One neuron between registers."""
    parameters = {"RANDOM_WIDTH": "4", **parameters}
    return size(f"neuron_{number}", f"""
module top(input clk, input rst_n, input signed [11:0] current, input [3:0] random, output reg spike);
    reg signed [11:0] current_q;
    wire fires;
    always @(posedge clk) begin current_q <= current; spike <= fires; end
    lif_neuron #({", ".join(f".{k}({v})" for k, v in parameters.items())}) neuron (
        .clk_i(clk), .rst_ni(rst_n), .en_i(1'b1), .current_i(current_q), .rest_i(17'd0), .leak_i(17'd{leak}),
        .random_i(random), .threshold_i(17'd1000), .negative_i(17'd0), .reset_to_i(17'd0), .spike_o(fires));
endmodule
""")


def size(name, text):
    """Logic cells, block RAMs and MHz of a module `top`."""
    top = BUILD / name
    top.with_suffix(".v").write_text(text)
    units = " ".join(str(path) for path in sorted(pathlib.Path("rtl").glob("*.v")))
    run("yosys", "-q", "-p", f"read_verilog {top}.v {units}; synth_ice40 -top top -json {top}.json")
    run("nextpnr-ice40", "-q", "--seed", "1", "--hx8k", "--package", "ct256", "--freq", "12",
        "--json", f"{top}.json", "--asc", f"{top}.asc", "--report", f"{top}.report")
    return report(name)


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
        lines.append(f"| {title} | a neuron on the board link | {cells} | {rams} | {fmax:.1f} MHz | 12 MHz |")
    for what, size in (("`lockspike_link` alone, full profile", link("full")), ("`lockspike_link` alone, lite profile", link("lite")),
                       ("`lif_core`, 64 neurons", core())):
        cells, rams, fmax = size
        lines.append(f"| on an HX8K | {what} | {cells} | {rams} | {fmax:.1f} MHz | |")
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
