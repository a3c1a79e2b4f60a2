-- Self-checking bench for @{module}, written by `lif vectors`; its vectors stand in mem/.
-- spec @{spec}, hash @{hash}, seed @{seed}
--
-- VHDL-2008. The simulator ends with status 0 if all agrees. Ports of one bit are std_logic, all
-- others unsigned or signed of numeric_std.
library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;
use std.textio.all;

entity @{module}_tb is
    generic (KEEP_GOING : boolean := false);  -- do not stop at the first step that differs
end entity;

architecture bench of @{module}_tb is
    constant ROWS    : natural := @{rows};
    constant LATENCY : natural := @{latency};  -- of the slowest output, in clocks

    signal clk_in : std_logic := '@{high}';
    @{signals}

    -- The next word of a .mem file: hexadecimal digits; lines with // are comments.
    procedure next_word(file words : text; variable word : out std_logic_vector) is
        variable text_line : line;
        variable bits : unsigned(word'length + 3 downto 0);
        variable digit : natural;
    begin
        loop
            readline(words, text_line);
            exit when text_line'length > 0 and text_line(text_line'left) /= '/';
        end loop;
        bits := (others => '0');
        for i in text_line'range loop
            case text_line(i) is
                when '0' to '9' => digit := character'pos(text_line(i)) - character'pos('0');
                when others => digit := character'pos(text_line(i)) - character'pos('a') + 10;
            end case;
            bits := shift_left(bits, 4);
            bits(3 downto 0) := to_unsigned(digit, 4);
        end loop;
        word := std_logic_vector(bits(word'length - 1 downto 0));
    end procedure;

    function is_known(word : std_logic_vector) return boolean is
    begin
        for i in word'range loop
            if word(i) /= '0' and word(i) /= '1' then
                return false;
            end if;
        end loop;
        return true;
    end function;

    -- A word of any width as a decimal number, x where a bit is unknown.
    function decimal(word : std_logic_vector; is_signed : boolean) return string is
        variable rest : unsigned(word'length + 3 downto 0) := resize(unsigned(word), word'length + 4);
        variable digits : string(1 to 21);
        variable first : natural := 22;
        variable minus : boolean := false;
    begin
        if not is_known(word) then
            return "x";
        end if;
        if is_signed and word(word'left) = '1' then
            minus := true;
            rest := unsigned(-resize(signed(word), word'length + 4));
        end if;
        loop
            first := first - 1;
            digits(first) := character'val(character'pos('0') + to_integer(rest mod 10));
            rest := rest / 10;
            exit when rest = 0;
        end loop;
        if minus then
            first := first - 1;
            digits(first) := '-';
        end if;
        return digits(first to 21);
    end function;

    function word_of(bit_value : std_logic) return std_logic_vector is
    begin
        return (0 => bit_value);
    end function;
begin
    @{packs}
    dut : entity work.@{module}@{generics}
        port map (
            @{connections}
        );

    process
        @{files}
        @{words}
        variable compared, differing, step : natural := 0;
        variable sentence : line;

        procedure note(name : string; seen, expected : std_logic_vector; is_signed : boolean) is
        begin
            if sentence = null then
                write(sentence, "step " & integer'image(step) & ": ");
            else
                write(sentence, string'("; "));
            end if;
            write(sentence, name & " is " & decimal(seen, is_signed));
            write(sentence, ", the model says " & decimal(expected, is_signed));
        end procedure;

        procedure say(what : string) is
            variable text_line : line;
        begin
            write(text_line, what);
            writeline(output, text_line);
        end procedure;

        procedure conclude(steps : natural) is
        begin
            if compared = 0 then
                say("NOTHING COMPARED: @{spec}, the model defines no output in "
                    & integer'image(steps) & " steps");
                std.env.stop(1);
            elsif differing > 0 and steps < ROWS then
                say("DISAGREED: @{spec}, " & integer'image(differing) & " of "
                    & integer'image(steps) & " steps differ, "
                    & integer'image(ROWS - steps) & " more were not run");
                std.env.stop(1);
            elsif differing > 0 then
                say("DISAGREED: @{spec}, " & integer'image(differing) & " of "
                    & integer'image(steps) & " steps differ");
                std.env.stop(1);
            else
                say("AGREED: @{spec}, " & integer'image(ROWS) & " steps, "
                    & integer'image(compared) & " values compared");
                std.env.stop(0);
            end if;
        end procedure;
    begin
        for row in 0 to ROWS + LATENCY - 1 loop
            -- Inputs change, the clock falls, outputs are sampled, the clock rises.
            wait for 1 ns;
            if row < ROWS then
                @{drives}
            end if;
            wait for 4 ns;
            clk_in <= '0';
            wait for 4 ns;
            @{waits}
            @{samples}
            if row >= LATENCY then
                step := row - LATENCY;
                @{compares}
                if sentence /= null then
                    writeline(output, sentence);
                    sentence := null;
                    differing := differing + 1;
                    if not KEEP_GOING then
                        conclude(step + 1);
                    end if;
                end if;
            end if;
            wait for 1 ns;
            clk_in <= '1';
        end loop;
        conclude(ROWS);
        wait;
    end process;
end architecture;
