`default_nettype none

// The board link for a core of yours, on two pins:
//
//   rx --> [uart] --> [lockspike_full or lockspike_lite] --> [uart] --> tx
//                             row_o, core_rst_o, step_o | ^ done_i, row_i, state_i
//                                                  your core
//
// A row is the ports of the spec, rst first where it has one, each in whole bytes, the first one
// lowest; lockspike_rows says clock by clock how the core is stepped. PORTS names each port's
// bits, inputs first, read from left to right, plus 128 if it is signed: the host compares them,
// and HASH, which `lif explain` prints, with its spec.
//
// core_rst_o with step_o: as at power-up ("full": a new session), or as with rst ("lite": RESET).
// quiet_o: no host is there; gate what your pins drive with it. For READ and WRITE of cells take
// lockspike_full and the two UARTs.
module lockspike_link #(
    parameter [31:0]  PROFILE      = "full",     // or "lite"
    parameter [31:0]  CLOCK_HZ     = 32'd12000000,
    parameter [31:0]  BAUD         = 32'd115200,
    parameter         UNIT         = 1,          // 1: a row is one clock of the core; 2: a step
    parameter         LIMIT        = 1000000,    // clocks that a row may take
    parameter         WARM         = 0,          // 1: core_rst_o does not reach all of the core
    parameter [31:0]  BUILD        = 32'd0,
    parameter [63:0]  HASH         = 64'd0,
    parameter [31:0]  NEURONS      = 32'd1,
    parameter         IN_BYTES     = 2,          // of a row
    parameter         RST_BYTES    = 0,          // 1: the first of them is rst
    parameter         OUT_BYTES    = 1,
    parameter         STATE_BYTES  = 0,          // 0: no rows of state, no digest
    parameter         INPUTS       = 1,          // ports in a row
    parameter         OUTPUTS      = 1,
    parameter [8*(INPUTS+OUTPUTS)-1:0] PORTS = {8'd140, 8'd1},
    parameter [255:0] NAME         = "lif",      // at most 32 letters
    parameter         BODY         = 504,        // most bytes in a body, up to 600
    parameter         CREDITS      = 4           // 1, 2, 4, …: frames that may wait for an answer
) (
    input  wire                                       clk_i,
    input  wire                                       rst_ni,
    input  wire                                       rx_i,
    output wire                                       tx_o,
    input  wire [31:0]                                salt_i,     // for the boot id, or 0
    output wire [(IN_BYTES>0?8*IN_BYTES:8)-1:0]       row_o,
    output wire                                       core_rst_o,
    output wire                                       step_o,
    input  wire                                       done_i,
    input  wire [8*OUT_BYTES-1:0]                     row_i,
    input  wire [(STATE_BYTES>0?8*STATE_BYTES:8)-1:0] state_i,
    output wire                                       quiet_o
);

    localparam DIVISOR = (CLOCK_HZ + BAUD / 2) / BAUD;

    wire       in_valid, framing_error, line_break, out_valid, out_ready;
    wire [7:0] in_data, out_data;

    lif_uart_rx #(.DIVISOR(DIVISOR)) u_rx (
        .clk_i(clk_i), .rst_ni(rst_ni), .rx_i(rx_i), .valid_o(in_valid), .data_o(in_data),
        .framing_error_o(framing_error), .break_o(line_break)
    );
    lif_uart_tx #(.DIVISOR(DIVISOR)) u_tx (
        .clk_i(clk_i), .rst_ni(rst_ni), .valid_i(out_valid), .ready_o(out_ready),
        .data_i(out_data), .tx_o(tx_o)
    );

    generate
        if (PROFILE == "full") begin : gen_full
            wire        writes;
            wire [7:0]  cell_space;
            wire [15:0] number;
            wire [63:0] cell_data;
            lockspike_full #(
                .BODY(BODY), .CREDITS(CREDITS), .UNIT(UNIT), .LIMIT(LIMIT), .WARM(WARM),
                .BUILD(BUILD), .HASH(HASH), .NEURONS(NEURONS), .CLOCK_HZ(CLOCK_HZ),
                .IN_BYTES(IN_BYTES), .OUT_BYTES(OUT_BYTES), .STATE_BYTES(STATE_BYTES),
                .INPUTS(INPUTS), .OUTPUTS(OUTPUTS), .PORTS(PORTS), .NAME(NAME)
            ) u_full (
                .clk_i(clk_i), .rst_ni(rst_ni), .salt_i(salt_i), .in_valid_i(in_valid),
                .in_data_i(in_data), .out_valid_o(out_valid), .out_ready_i(out_ready),
                .out_data_o(out_data), .row_o(row_o), .core_rst_o(core_rst_o), .step_o(step_o),
                .done_i(done_i), .row_i(row_i), .state_i(state_i), .quiet_o(quiet_o),
                .cell_space_o(cell_space), .cell_o(number), .cells_i(32'd0), .cell_bytes_i(4'd0),
                .cell_i(64'd0), .cell_write_o(writes), .cell_data_o(cell_data)
            );
            wire unused_full = &{1'b0, writes, cell_space, number, cell_data};
        end else if (PROFILE == "lite") begin : gen_lite
            lockspike_lite #(
                .LIMIT(LIMIT), .HASH(HASH), .CLOCK_HZ(CLOCK_HZ), .IN_BYTES(IN_BYTES),
                .RST_BYTES(RST_BYTES), .OUT_BYTES(OUT_BYTES)
            ) u_lite (
                .clk_i(clk_i), .rst_ni(rst_ni), .in_valid_i(in_valid), .in_data_i(in_data),
                .out_valid_o(out_valid), .out_ready_i(out_ready), .out_data_o(out_data),
                .row_o(row_o), .core_rst_o(core_rst_o), .step_o(step_o), .done_i(done_i),
                .row_i(row_i), .quiet_o(quiet_o)
            );
            wire unused_lite = &{1'b0, salt_i, state_i};
        end else begin : gen_none
            no_such_profile u_none ();
        end
    endgenerate

    wire unused = &{1'b0, framing_error, line_break};

endmodule

`default_nettype wire
