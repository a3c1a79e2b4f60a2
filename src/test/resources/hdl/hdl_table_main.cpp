// The clock of hdl_table_tb in Verilator.
#include "Vhdl_table_tb.h"
#include "verilated.h"

int main() {
    VerilatedContext context;
    Vhdl_table_tb bench{&context};
    while (!context.gotFinish()) {
        bench.clk = !bench.clk;
        bench.eval();
    }
}
