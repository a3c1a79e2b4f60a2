-- An unsigned neuron that halves its membrane in every clock and adds a current.
-- One step a clock. The sum has WIDTH bits: a strong current wraps past the
-- threshold without a spike, and a spike clears the membrane.
--
-- spike is combinational: it answers a current in the same clock, also while
-- rst is asserted. v is registered: it answers one clock later.
-- rst is asynchronous, active high; before the first rst the membrane is undefined.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity lif_halving is
  generic (
    WIDTH     : positive := 8;    -- bits of current and membrane, 2 to 32
    THRESHOLD : natural  := 200   -- fires from here on, membrane units, 1 to 2^WIDTH - 1 (31 bits)
  );
  port (
    clk     : in  std_logic;
    rst     : in  std_logic;
    current : in  unsigned(WIDTH - 1 downto 0);
    spike   : out std_logic;
    v       : out unsigned(WIDTH - 1 downto 0)
  );
end entity lif_halving;

architecture rtl of lif_halving is
  signal v_leak : unsigned(WIDTH - 1 downto 0);
  signal v_sum  : unsigned(WIDTH - 1 downto 0);
begin

  -- Leak: half is left, rounded down.
  v_leak <= '0' & v(WIDTH - 1 downto 1);

  -- Integrate: the carry is lost.
  v_sum <= v_leak + current;

  -- Fire: the spike stands one clock before the membrane is cleared.
  spike <= '1' when v_sum >= THRESHOLD else '0';

  process (clk, rst)
  begin
    if rst = '1' then
      v <= (others => '0');
    elsif rising_edge(clk) then
      if spike = '1' then
        v <= to_unsigned(0, WIDTH);
      else
        v <= v_sum;
      end if;
    end if;
  end process;

end architecture rtl;
