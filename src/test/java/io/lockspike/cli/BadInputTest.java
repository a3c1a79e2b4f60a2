package io.lockspike.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bad input gets one message that names the place, the right exit code, no stack trace, and leaves
/// no file behind.
class BadInputTest {
    private static final String GOOD =
            """
            lockspike: 1
            neuron:
              rst: sync
              inputs: {current: u8}
              parameters: {theta: 200}
              state: {v: u8 = 0}
              equations: |
                sum: u8 wrap = current + (v >> 1)
                spike: u1 = sum >= theta
                v' = spike ? 0 : sum
              outputs: [spike]
            """;

    private static final String SHORT =
            """
            lockspike: 1
            neuron:
              rst: sync
              inputs: {current: u8}
              membrane: {v: s12 = 0}
              leak: {shift: 3}
              fire: {when: ">=", threshold: 500}
            """;

    @TempDir Path folder;

    @BeforeEach
    void writeGoodFiles() throws IOException {
        write("good.yaml", GOOD);
        write("short.yaml", SHORT);
        write("good.csv", "rst,current,v,spike\n1,0,x,x\n0,10,0,0\n0,10,10,0\n");
        write("good.vcd", VCD);
    }

    private static final String VCD =
            """
            $timescale 1 ns $end
            $scope module top $end
            $var wire 1 ! clk $end
            $var wire 1 " rst $end
            $var wire 8 # current $end
            $var wire 8 $ v $end
            $upscope $end
            $enddefinitions $end
            #0
            0!
            1"
            b0 #
            bx $
            #5
            1!
            b0 $
            #10
            0!
            0"
            #15
            1!
            """;

    private void write(String name, String text) throws IOException {
        Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /// What is wrong · the command, `/` for the folder, `FILE<-TEXT` for a file to write first ·
    /// what the message says.
    static Stream<Arguments> wrong() {
        List<String> rows = new ArrayList<>();
        for (String row : TABLE.lines().toList()) {
            if (!row.isBlank()) {
                rows.add(row);
            }
        }
        return rows.stream().map(BadInputTest::row);
    }

    private static Arguments row(String row) {
        String[] cells = row.strip().split(" *\\| *", -1);
        return Arguments.of(cells[0], cells[1], cells[2]);
    }

    private static final String TABLE =
            """
            no such command             | chekc                                                     | did you mean 'check'
            unknown option              | check --fast good.yaml good.csv                           | --fast
            missing argument            | check good.yaml                                           | TRACE
            too many arguments          | check good.yaml good.csv more.csv                         | more.csv
            missing spec                | check none.yaml good.csv                                  | none.yaml: no such file
            emit without a folder       | emit good.yaml --c                                        | -o DIR
            emit of nothing             | emit good.yaml -o x                                       | say what to write
            emit of a missing lane      | emit good.yaml --c --lane 1 -o x                          | --lane is 0, not '1'
            diff of one spec            | diff good.yaml                                            | SPEC
            diff of a missing spec      | diff good.yaml none.yaml                                  | none.yaml: no such file
            diff of other inputs        | @current@curent diff good.yaml a.yaml                     | the inputs differ
            diff of wider inputs        | @{current:_u8}@{current:_u9} diff good.yaml a.yaml        | current: u9
            diff of other outputs       | @[spike]@[sum] diff good.yaml a.yaml                      | the outputs differ
            diff of no outputs          | @[spike]@[] diff a.yaml a.yaml                            | no outputs to compare
            diff without time           | diff good.yaml good.yaml --timeout 0                      | --timeout is a whole number from 1
            diff by another solver      | diff good.yaml good.yaml --solver cvc5                    | a solver is bitwuzla or z3
            diff with another parameter | diff good.yaml good.yaml --set thta=1                     | thta
            import of nothing           | import                                                    | FILE
            import of a missing file    | import none.nir                                           | none.nir: no such file
            import of a folder          | import .                                                  | is a folder
            import of an empty file     | a.nir<- import a.nir                                      | is not an HDF5 file
            import of a text            | a.nir<-hello import a.nir                                 | is not an HDF5 file
            import with no time         | import a.nir --dt 0s                                      | --dt is a quantity above 0
            import with a bare number   | import a.nir --dt 1                                       | such as '100 us'
            import with a bad LSB       | import a.nir --lsb 1A                                     | --lsb is a quantity above 0
            import by another rule      | import a.nir --step eulr                                  | exact, euler
            import with another leak    | import a.nir --leak half                                  | auto, shift, shifts, decayed
            import of another input     | import a.nir --input volts                                | current, spikes
            import with any error       | import a.nir --max-tau-error lots                         | a percentage from 0% to 100%
            import with too many bits   | import a.nir --bits 64                                    | from 4 to 32
            fit of nothing              | fit                                                       | --tau is missing
            fit without a threshold     | fit --tau 20ms --dt 1ms --r 1Mohm                         | --vth is missing
            fit of a bare number        | fit --tau 20 --dt 1ms --r 1Mohm --vth 15mV               | --tau is a number and a unit, such as 20 ms
            fit of too short a step     | fit --tau 20ms --dt 1ns --r 1Mohm --vth 15mV              | dt lies in tau / 16384
            fit of a bad range          | fit --tau 20ms --dt 1ms --r 1Mohm --vth 15mV --input-range 1nA | --input-range is two currents
            fit of too small a range    | fit --tau 20ms --dt 1ms --r 1Mohm --vth 15mV --input-range 0A..1nA | the neuron fires from 15 nA on
            fit by another rule         | fit --tau 20ms --dt 1ms --r 1Mohm --vth 15mV --step eulr  | exact, euler
            fit with any error          | fit --tau 20ms --dt 1ms --r 1Mohm --vth 15mV --max-tau-error lots | a percentage from 0% to 100%
            fit with no bits            | fit --tau 20ms --dt 1ms --r 1Mohm --vth 15mV --bits 1     | from 2 to 32
            fit below rest              | fit --tau 20ms --dt 1ms --r 1Mohm --vth -5mV --vreset -10mV | the threshold lies above rest
            cosim without a device      | cosim good.yaml                                           | --rtl FILE … is missing
            cosim of a missing file     | cosim good.yaml --rtl none.v                              | none.v: no such file
            cosim of RTL and C          | cosim good.yaml --rtl good.csv --c good.csv               | a device is one of the two
            cosim of C without a call   | cosim good.yaml --c good.csv                              | --call is missing
            cosim of another call       | cosim good.yaml --c good.csv --call a+b                   | write the name of a function, or a call
            cosim of less than no rows  | cosim good.yaml --rtl good.csv -n -1                      | --rows is a whole number from 0
            cosim without time          | cosim good.yaml --rtl good.csv --timeout 0                | --timeout is a whole number from 1
            cosim drawn as CSV          | cosim good.yaml --rtl good.csv --wave x.csv               | the name ends with .vcd
            cosim of a tie to nothing   | cosim good.yaml --rtl good.csv --tie ena                  | --tie is NAME=NUMBER
            cosim of a tie to a word    | cosim good.yaml --rtl good.csv --tie ena=one              | no whole number
            cosim of a strange number   | cosim good.yaml --rtl good.csv -G W=$(x)                  | write NAME=NUMBER
            cosim of a strange macro    | cosim good.yaml --rtl good.csv -D 1x                      | write NAME or NAME=TEXT
            cosim of a strange name     | cosim good.yaml --rtl good.csv --top a-b                  | is no name for a bench
            spec is a folder            | explain .                                                 | folder
            empty spec                  | a.yaml<- explain a.yaml                                   | a.yaml
            not YAML                    | a.yaml<-a:_[1 explain a.yaml                              | a.yaml:
            a list                      | a.yaml<-[1,2] explain a.yaml                              | a spec is a mapping
            no version                  | a.yaml<-neuron:_{} explain a.yaml                         | lacks the key 'lockspike'
            wrong version               | a.yaml<-lockspike:_2 explain a.yaml                       | is 1, not 2
            version is a word           | a.yaml<-lockspike:_one explain a.yaml                     | whole number
            unknown key                 | @outputs@outptus explain a.yaml                           | did you mean 'outputs'
            duplicate key               | @rst:_sync@rst:_sync;__rst:_sync explain a.yaml           | twice
            alias                       | @[spike]@*spike explain a.yaml                            | alias
            anchor                      | @[spike]@&x_[spike] explain a.yaml                        | anchor
            tag                         | @[spike]@!!seq_[spike] explain a.yaml                     | tag
            wrong rst                   | @rst:_sync@rst:_asink explain a.yaml                      | async, sync, none
            type u0                     | @{current:_u8}@{current:_u0} explain a.yaml               | a.yaml:4
            type u65                    | @{current:_u8}@{current:_u65} explain a.yaml              | 1 to 64 bits
            huge width                  | @{current:_u8}@{current:_u99999999} explain a.yaml        | 1 to 64 bits
            no type                     | @{current:_u8}@{current:_byte} explain a.yaml             | uN or sN
            octal number                | @200@0200 explain a.yaml                                  | a.yaml:5
            float                       | @200@2.5 explain a.yaml                                   | a.yaml:5
            reset does not fit          | @u8_=_0@u8_=_256 explain a.yaml                           | 256 does not fit u8
            negative in unsigned        | @u8_=_0@u8_=_-1 explain a.yaml                            | -1 does not fit u8
            never fits                  | @wrap_=_current@=_300_+_current explain a.yaml            | never fits u8
            index outside               | @sum_>=_theta@sum[8] explain a.yaml                       | bits 0 to 7
            unknown name                | @sum_>=@smu_>= explain a.yaml                             | did you mean 'sum'
            C operator                  | @>=_theta@>=_theta_&&_1 explain a.yaml                    | write 'and'
            unsigned shift              | @>>@>>> explain a.yaml                                    | it floors
            division sign               | @(v_>>_1)@v/2 explain a.yaml                              | div(x, y)
            mixed shift and sum         | @(v_>>_1)@v_>>_1 explain a.yaml                           | brackets
            division by zero            | @(v_>>_1)@div(v,0) explain a.yaml                         | divides by 0
            negative shift              | @>>_1@>>_-1 explain a.yaml                                | negative
            shift bomb                  | @(v_>>_1)@(v_<<_1000000) explain a.yaml                   | 256 bits
            unclosed bracket            | @(v_>>_1)@(v_>>_1 explain a.yaml                          | a.yaml:
            no prime                    | @v'_=@v_= explain a.yaml                                  | "v' = …"
            assigned wire               | @v'_=@sum'_= explain a.yaml                               | only a state has a next value
            condition is no condition   | @spike_?@sum_? explain a.yaml                             | a condition is 0 or 1
            chained comparison          | @sum_>=_theta@0_<_sum_<_theta explain a.yaml              | do not chain
            wire used above             | @(v_>>_1)@(v_>>_spike) explain a.yaml                     | 'spike' is used above its definition in line 9: move that up
            wire used in itself         | @(v_>>_1)@sum explain a.yaml                              | used in its own definition
            if in place of when         | @v'_=_spike_?_0_:_sum@if_spike_{_v'_=_0_} explain a.yaml  | write 'when CONDITION {
            else if                     | @v'_=_spike_?_0_:_sum@when_spike_{_v'_=_0_}_else_if_sum_{_v'_=_1_} explain a.yaml | there is no 'if'
            unknown output              | @[spike]@[spik] explain a.yaml                            | did you mean 'spike'
            emit into a file            | emit good.yaml --verilog -o good.csv                      | good.csv is a file, not a folder
            init into a file            | init good.yaml                                            | good.yaml is a file, not a folder
            trace and JSON in one       | run good.yaml --json -o -                                 | both write to standard output
            record to no file           | board record good.yaml --port emulated:host -o -          | '-' has no ending of a trace: write .csv, .jsonl, .vcd or .npz
            record that is not replayed | board record good.yaml --port emulated:host -o r.npz      | NumPy arrays cannot be replayed
            verdict to no file          | check good.yaml good.csv --junit -                        | --junit names a file
            page to no file             | solve short.yaml --html -                                 | --html names a file
            misspelt option             | run good.yaml --stesp 5                                   | unknown option '--stesp' (did you mean '--steps'?); see
            listen to an emulated board | board listen good.yaml --port emulated:host               | prints nothing by itself
            unknown profile             | board check good.yaml --port emulated:host --profile foo  | --profile is full or lite, not 'foo'
            binding with its kind       | b.yaml<-csv:_{} check good.yaml good.csv --bind b.yaml    | leave out 'csv:' and write what stands below it
            spec as a recording         | check good.yaml good.yaml                                 | a spec, and no recording
            no such neuron              | init / --like lfi                                         | did you mean 'lif'
            init without a folder       | init                                                      | name a folder
            vectors to nowhere          | vectors good.yaml                                         | -o DIR is missing
            vectors of nothing          | vectors -o /                                              | SPEC
            unknown part                | vectors good.yaml -o / --write mem,svh                    | 'svh' is none of mem
            unknown observed            | vectors good.yaml -o / --observe spikee                   | did you mean 'spike'
            negative rows               | vectors good.yaml -o / --rows -1                          | --rows is a whole number from 0
            lane that is not there      | vectors good.yaml -o / --lane 1                           | --lane is 0, not '1'
            device that is no name      | vectors good.yaml -o / --device a;b                       | is no name for a bench
            one folder for two specs    | vectors good.yaml good.yaml -o /                          | two specs are called
            folder that is a file       | vectors good.yaml -o good.csv                             | good.csv
            code in a pin's name        | @outputs:_[spike]@outputs:_[spike];ports:_{rtl:_{map:_{"a)b":_v}}} vectors a.yaml -o / | is no name for a bench
            two pins of one name        | @outputs:_[spike]@outputs:_[spike];ports:_{rtl:_{map:_{spike:_v}}} vectors a.yaml -o / | two pins
            unknown parameter           | run good.yaml --set gamma=1 -q                            | gamma
            bad set                     | run good.yaml --set theta -q                              | NAME=VALUE
            set is no number            | run good.yaml --set theta=abc -q                          | whole number
            bad steps                   | run good.yaml --steps 0 -q                                | --steps is a whole number from 1
            steps is a word             | run good.yaml --steps ten -q                              | 'ten'
            unknown input               | run good.yaml --input curent=1 -q                         | did you mean 'current'
            input does not fit          | run good.yaml --input current=256 -q                      | 255
            misspelt key of a stimulus  | run good.yaml --input current=pulse:5,perod=3 -q          | 'perod=' has no meaning here (did you mean 'period'?)
            misspelt rate               | run good.yaml --input current=poisson:5,rat=0.1 -q        | 'rat=' has no meaning here (did you mean 'rate'?)
            bad stimulus                | run good.yaml --input current=rmap:1..2 -q                | rmap
            unknown format              | run good.yaml -o out.txt -q                               | out.txt
            folder is a file            | run good.yaml -o /dev/null/out.csv -q                     | its folder cannot be made
            missing recording           | check good.yaml none.csv                                  | none.csv
            empty recording             | e.csv<- check good.yaml e.csv                             | e.csv
            only a header               | e.csv<-rst,current,v check good.yaml e.csv                | nothing to compare
            missing input column        | e.csv<-rst,v;0,0 check good.yaml e.csv                    | 'current'
            nothing bound               | e.csv<-rst,current;0,0 check good.yaml e.csv              | nothing to compare
            ragged row                  | e.csv<-rst,current,v;0,0 check good.yaml e.csv            | e.csv:2
            no number                   | e.csv<-rst,current,v;0,ten,0 check good.yaml e.csv        | e.csv:2
            input out of range          | e.csv<-rst,current,v;0,256,0 check good.yaml e.csv        | 255
            empty cell                  | e.csv<-rst,current,v;0,,0 check good.yaml e.csv           | e.csv:2
            double column               | e.csv<-rst,current,v,v;0,0,0,0 check good.yaml e.csv      | 'v'
            all undefined               | e.csv<-rst,current,v;0,x,x check good.yaml e.csv          | NOTHING COMPARED
            truncated VCD               | e.vcd<-$scope_module_top check good.yaml e.vcd            | e.vcd
            VCD without a clock         | e.vcd<-$enddefinitions_$end check good.yaml e.vcd         | clock
            not a VCD                   | e.vcd<-hello check good.yaml e.vcd                        | e.vcd
            FST                         | e.fst<-hello check good.yaml e.fst                        | fst2vcd
            bad on-divergence           | check good.yaml good.csv --on-divergence no               | continue=N
            continue zero               | check good.yaml good.csv --on-divergence continue=0       | continue=N
            missing binding             | check good.yaml good.csv --bind none.yaml                 | none.yaml
            bad binding key             | b.yaml<-mapp:_{} check good.yaml good.csv --bind b.yaml   | did you mean 'map'
            binding to nothing          | b.yaml<-map:_{q:_v,rst:_rst} check good.yaml good.csv --bind b.yaml | no column 'q'
            binding to no name          | b.yaml<-map:_{v:_w} check good.yaml good.csv --bind b.yaml | 'w' is not declared
            tie does not fit            | b.yaml<-tie:_{current:_300} check good.yaml good.csv --bind b.yaml | 300
            tie of no input             | b.yaml<-tie:_{v:_3} check good.yaml good.csv --bind b.yaml | no input
            after of nothing            | b.yaml<-after:_[w] check good.yaml good.csv --bind b.yaml  | 'w'
            solve without names         | solve good.yaml                                           | write a block 'physical' with 'dt'
            solve without a spec        | solve                                                     | SPEC
            solve for no time           | solve short.yaml --steps 0                                        | --steps is a whole number from 1
            solve for too long          | solve short.yaml --steps 1000001                                  | to 1000000
            solve of rst alone          | solve short.yaml --steps 2                                        | no step after rst in 2 rows
            solve with rst again        | solve short.yaml --input rst=pulse:1,period=9                     | rst is asserted again in row 9
            window of nothing           | solve short.yaml --window 0                                       | --window is a number of steps
            window in seconds           | solve short.yaml --window 40ms                                    | --window is a number of steps
            page in a file              | solve short.yaml --html .                                        | cannot write
            unknown VCD signal          | b.yaml<-map:_{top.w:_v,top.rst:_rst} check good.yaml good.vcd --bind b.yaml | top.w
            """;

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void isRefusedInOneSentence(String what, String line, String says) throws IOException {
        List<String> words = new ArrayList<>();
        for (String word : line.split(" ", -1)) {
            words.add(prepared(word));
        }
        words.removeIf(String::isEmpty);
        Map<String, String> before = files();

        Lif lif = Lif.run(words.toArray(String[]::new));

        assertThat(lif.code()).as(lif.toString()).isEqualTo(2);
        String message = lif.err() + lif.out();
        assertThat(message).as(line).contains(says);
        assertThat(message).doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(lif.err().lines().count()).as(lif.err()).isLessThanOrEqualTo(1);
        assertThat(files()).isEqualTo(before);
    }

    /// A word of a command; what is a file to write is written, and gone.
    private String prepared(String word) throws IOException {
        if (word.contains("<-")) {
            String text = word.substring(word.indexOf("<-") + 2);
            write(
                    word.substring(0, word.indexOf("<-")),
                    unescaped(text) + (text.isEmpty() ? "" : "\n"));
            return "";
        }
        if (word.startsWith("@")) {
            String[] change = word.split("@", -1);
            assertThat(GOOD).contains(unescaped(change[1]));
            write("a.yaml", GOOD.replace(unescaped(change[1]), unescaped(change[2])));
            return "";
        }
        boolean file = Files.exists(folder.resolve(word)) || word.matches("[a-z/]+\\.[a-z]+|/|\\.");
        return file && !word.startsWith("-")
                ? folder.resolve(word.equals("/") ? "new" : word).toString()
                : word;
    }

    private static String unescaped(String text) {
        return text.replace('_', ' ').replace(";", "\n");
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                files.put(path.toString(), Arrays.toString(Files.readAllBytes(path)));
            }
        }
        return files;
    }

    @Test
    void hasAtLeastSixtyRows() {
        assertThat(wrong()).hasSizeGreaterThanOrEqualTo(60);
    }

    @Test
    void agreesWithTheGoodFiles() {
        assertThat(Lif.run("check", path("good.yaml"), path("good.csv")).code()).isZero();
        assertThat(Lif.run("check", path("good.yaml"), path("good.vcd")).code()).isZero();
    }

    @Test
    void saysWhichCycleBreaksAPromise() throws IOException {
        write("a.yaml", GOOD.replace("sum: u8 wrap", "sum: u8"));
        Lif lif =
                Lif.run(
                        "run",
                        path("a.yaml"),
                        "-i",
                        "current=199",
                        "--no-rst",
                        "-o",
                        path("out.csv"));
        assertThat(lif.code()).isEqualTo(2);
        assertThat(lif.err()).contains("a.yaml:8").contains("cycle 1").contains("sum is 298");
        assertThat(lif.err()).contains("where rst=0 current=199; again: lif run ");
        String again = lif.err().substring(lif.err().lastIndexOf("--seed ")).strip();
        assertThat(again).matches("--seed [0-9]+");
        assertThat(lif.out()).contains("seed " + again.substring(7) + ": ").contains("out.csv");
        assertThat(folder.resolve("out.csv"))
                .content()
                .contains(again.replace("--", ""))
                .endsWith("\n0,0,199,0,199,0\n");
    }

    @Test
    void writesNothingWhereTheFirstRowBreaksAPromise() throws IOException {
        write("a.yaml", GOOD.replace("sum: u8 wrap", "sum: u7"));
        Lif lif =
                Lif.run(
                        "run",
                        path("a.yaml"),
                        "-i",
                        "current=199",
                        "--no-rst",
                        "--lanes",
                        "2",
                        "-o",
                        path("out.csv"));
        assertThat(lif.code()).isEqualTo(2);
        assertThat(lif.err()).contains("cycle 0").contains("current=199 in lane 0");
        assertThat(folder.resolve("out.csv")).doesNotExist();
    }

    @Test
    void namesTheRangeWhereAStimulusIsOutside() {
        Lif lif = Lif.run("run", path("good.yaml"), "-i", "current=256", "-q");
        assertThat(lif.err().strip()).endsWith("256 is outside 0 … 255, the range of u8");
    }

    @Test
    void showsNoControlCharacters() throws IOException {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 7 + 128);
        }
        Files.write(folder.resolve("bin"), bytes);
        Lif binary = Lif.run("check", path("good.yaml"), path("bin"));
        assertThat(binary.code()).isEqualTo(2);
        assertThat(binary.err()).contains("bin: no recording: this is no text");
        Lif option = Lif.run("check", path("good.yaml"), path("good.csv"), "--le\u001bvel");
        assertThat(option.err()).contains("--le?vel").doesNotContain("\u001b");
    }

    @Test
    void namesWhatGoesOnAfterTheRowsHaveParted() throws IOException {
        write("a.yaml", GOOD.replace("200", "180"));
        assertThat(
                        Lif.run(
                                        "run",
                                        path("good.yaml"),
                                        "-n",
                                        "200",
                                        "--seed",
                                        "1",
                                        "-o",
                                        path("r.csv"))
                                .code())
                .isZero();
        Lif lif = Lif.run("check", path("a.yaml"), path("r.csv"));
        assertThat(lif.out())
                .contains("until rst or an equation defines it, --on-divergence adopt goes on");
    }

    @Test
    void refusesASpecThatIsNoText() throws IOException {
        Files.write(folder.resolve("a.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        Lif lif = Lif.run("explain", path("a.yaml"));
        assertThat(lif.code()).isEqualTo(2);
        assertThat(lif.err()).contains("not UTF-8");
    }

    @Test
    void refusesASpecOverAMebibyte() throws IOException {
        write("a.yaml", GOOD + "#" + "x".repeat(1 << 20));
        Lif lif = Lif.run("explain", path("a.yaml"));
        assertThat(lif.code()).isEqualTo(2);
        assertThat(lif.err()).contains("1 MiB");
    }

    @Test
    void refusesToOverwriteASpec() {
        assertThat(Lif.run("init", path("new")).code()).isZero();
        Lif lif = Lif.run("init", path("new"));
        assertThat(lif.code()).isEqualTo(2);
        assertThat(lif.err()).contains("there already");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}
