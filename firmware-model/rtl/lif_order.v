`default_nettype none

// The wiring between leak, integrate and fire: what each stage starts from (_x), given what
// each makes of it (_y). The first stage starts from the membrane v, x is what the last gives.
module lif_order #(
    parameter         WIDE  = 20,
    parameter [255:0] ORDER = "leak, integrate, fire"
) (
    input  wire [WIDE-1:0] v_i,
    input  wire [WIDE-1:0] leak_y_i,
    input  wire [WIDE-1:0] integrate_y_i,
    input  wire [WIDE-1:0] fire_y_i,
    output wire [WIDE-1:0] leak_x_o,
    output wire [WIDE-1:0] integrate_x_o,
    output wire [WIDE-1:0] fire_x_o,
    output wire [WIDE-1:0] x_o
);

    generate
        if (ORDER == "leak, integrate, fire") begin : gen_lif
            assign leak_x_o      = v_i;
            assign integrate_x_o = leak_y_i;
            assign fire_x_o      = integrate_y_i;
            assign x_o           = fire_y_i;
        end else if (ORDER == "leak, fire, integrate") begin : gen_lfi
            assign leak_x_o      = v_i;
            assign fire_x_o      = leak_y_i;
            assign integrate_x_o = fire_y_i;
            assign x_o           = integrate_y_i;
        end else if (ORDER == "integrate, leak, fire") begin : gen_ilf
            assign integrate_x_o = v_i;
            assign leak_x_o      = integrate_y_i;
            assign fire_x_o      = leak_y_i;
            assign x_o           = fire_y_i;
        end else if (ORDER == "integrate, fire, leak") begin : gen_ifl
            assign integrate_x_o = v_i;
            assign fire_x_o      = integrate_y_i;
            assign leak_x_o      = fire_y_i;
            assign x_o           = leak_y_i;
        end else if (ORDER == "fire, leak, integrate") begin : gen_fli
            assign fire_x_o      = v_i;
            assign leak_x_o      = fire_y_i;
            assign integrate_x_o = leak_y_i;
            assign x_o           = integrate_y_i;
        end else if (ORDER == "fire, integrate, leak") begin : gen_fil
            assign fire_x_o      = v_i;
            assign integrate_x_o = fire_y_i;
            assign leak_x_o      = integrate_y_i;
            assign x_o           = leak_y_i;
        end else begin : gen_wrong
            no_such_order wrong();
        end
    endgenerate

endmodule

`default_nettype wire
