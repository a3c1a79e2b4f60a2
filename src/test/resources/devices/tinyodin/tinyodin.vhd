-- tinyodin: a signed 12-bit potential, changed by events; spike is combinational, v is
-- registered, rst is synchronous. time_ref turns a synaptic event into a leak event.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity tinyodin is
  port (
    clk        : in  std_logic;
    rst        : in  std_logic;
    syn_event  : in  std_logic;
    time_ref   : in  std_logic;
    syn_weight : in  signed(3 downto 0);
    leak_str   : in  unsigned(6 downto 0);
    thr        : in  unsigned(11 downto 0);
    spike      : out std_logic;
    v          : out signed(11 downto 0)
  );
end entity tinyodin;

architecture rtl of tinyodin is
  signal strength, moved, leaked : signed(11 downto 0);
  signal sum                     : signed(12 downto 0);
  signal over                    : std_logic;
  signal added, v_event, v_next  : signed(11 downto 0);
begin

  -- Leak: towards 0 from either side. A sign that changed has passed it.
  strength <= signed(resize(leak_str, 12));
  moved    <= v + strength when v < 0 else v - strength;
  leaked   <= moved when moved(11) = v(11) else to_signed(0, 12);

  -- Integrate: one guard bit, then clamp.
  sum   <= resize(v, 13) + syn_weight;
  over  <= sum(12) xor sum(11);
  added <= sum(11 downto 0)     when over = '0' else
           to_signed(-2048, 12) when sum(12) = '1' else
           to_signed(2047, 12);

  v_event <= v      when syn_event = '0' else
             leaked when time_ref = '1'  else
             added;

  -- Fire: the threshold is unsigned, and no negative potential reaches it.
  spike <= '1' when v_event >= 0 and unsigned(v_event) >= thr else '0';

  v_next <= to_signed(0, 12) when rst = '1' or spike = '1' else v_event;
  v      <= v_next when rising_edge(clk);

end architecture rtl;
