// Keeps all signals of the bench in ../build/wave.vcd.
module wave;
    initial begin
        $dumpfile("../build/wave.vcd");
        $dumpvars(0, @{module}_tb);
    end
endmodule
