package io.lockspike.emit;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/// Names for another language: those of the spec wherever that is possible.
///
/// The `@` of a layer falls away (`x@3` is `x3`); a name that the language keeps for itself, or
/// that is taken, gets `_` behind it.
public final class Names {
    /// What Verilog, SystemVerilog, C and C++ keep for themselves: a `.v` file is SystemVerilog to
    /// some tools, and Verilator turns names into those of C++. `process` and its like are classes
    /// of SystemVerilog that Verilator knows in all files.
    private static final Set<String> RESERVED =
            Set.of(
                    """
                    accept_on alias always always_comb always_ff always_latch and assert assign
                    assume auto automatic before begin bind bins binsof bit bool break buf bufif0 bufif1
                    byte case casex casez catch cell chandle char char16_t char32_t checker class clocking
                    cmos concept config const const_cast consteval constexpr constinit constraint context
                    continue cover covergroup coverpoint cross deassign decltype default defparam delete
                    design disable dist do double dynamic_cast edge else end endcase endchecker
                    endclass endclocking endconfig endfunction endgenerate endgroup endinterface
                    endmodule endpackage endprimitive endprogram endproperty endsequence endspecify
                    endtable endtask enum event eventually expect explicit export extends extern
                    false final first_match float for force foreach forever fork forkjoin friend
                    function generate genvar global goto highz0 highz1 if iff ifnone ignore_bins
                    illegal_bins implements implies import incdir include initial inline inout input
                    inside instance int int16_t int32_t int64_t int8_t integer interconnect interface
                    intersect join join_any join_none large let liblist library local localparam
                    logic long longint macromodule mailbox main matches medium memcpy memset modport module
                    mutable namespace nand negedge nettype new nexttime nmos noexcept nor
                    noshowcancelled not notif0 notif1 null nullptr operator or output package packed
                    parameter pmos posedge primitive priority private process program property protected
                    public pull0 pull1 pulldown pullup pulsestyle_ondetect pulsestyle_onevent pure
                    rand randc randcase randsequence rcmos real realtime ref reg register
                    reinterpret_cast reject_on release repeat requires restrict return rnmos rpmos
                    rtran rtranif0 rtranif1 semaphore s_always s_eventually s_nexttime s_until s_until_with
                    scalared sequence short shortint shortreal showcancelled signed sizeof small
                    soft solve specify specparam static static_assert static_cast strong strong0
                    strong1 struct super supply0 supply1 switch sync_accept_on sync_reject_on table
                    tagged task template this thread_local throughout throw time timeprecision
                    timeunit tran tranif0 tranif1 tri tri0 tri1 triand trior trireg true try type
                    typedef typeid typename typeof uint16_t uint32_t uint64_t uint8_t union unique
                    unique0 unsigned until until_with untyped use using uwire var vectored virtual
                    void volatile wait wait_order wand wchar_t weak weak0 weak1 while wildcard wire
                    with within wor xnor xor
                    """
                            .strip()
                            .split("\\s+"));

    private final Set<String> taken = new HashSet<>();

    /// `own` are the names that the text itself needs.
    Names(Collection<String> own) {
        taken.addAll(own);
    }

    /// Keeps some names from what follows.
    void take(Collection<String> names) {
        taken.addAll(names);
    }

    /// A name like this one that nothing else has.
    String fresh(String wanted) {
        String name = identifier(wanted);
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /// A name for a helper: `sum_full`, `sum_full2`, …
    String helper(String wanted) {
        String name = identifier(wanted);
        String numbered = name;
        for (int i = 2; !taken.add(numbered); i++) {
            numbered = name + i;
        }
        return numbered;
    }

    /// A name that a device in Verilog has, as SystemVerilog writes it: what is a word of that
    /// stands behind a backslash.
    public static String escaped(String name) {
        return RESERVED.contains(name) ? "\\" + name + " " : name;
    }

    /// A port of `dut`, or a path into it, the same way.
    public static String path(String port) {
        String path = port.startsWith("dut.") ? port : "dut." + port;
        return Arrays.stream(path.split("[.]", -1))
                .map(Names::escaped)
                .collect(Collectors.joining("."));
    }

    /// The nearest identifier; the name of a spec may have `.` and `-`, and start with a digit.
    public static String identifier(String text) {
        String name = text.replace("@", "").replaceAll("[^A-Za-z0-9_]", "_");
        if (Character.isDigit(name.charAt(0))) {
            name = "n" + name;
        }
        return RESERVED.contains(name) ? name + "_" : name;
    }
}
