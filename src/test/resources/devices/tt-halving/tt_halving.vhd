-- tt-halving: the halving unit at 8 bits with a threshold of 200.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity tt_halving is
  port (
    clk     : in  std_logic;
    rst     : in  std_logic;
    current : in  unsigned(7 downto 0);
    spike   : out std_logic;
    v       : out unsigned(7 downto 0)
  );
end entity tt_halving;

architecture rtl of tt_halving is
begin

  unit : entity work.lif_halving
    generic map (WIDTH => 8, THRESHOLD => 200)
    port map (clk => clk, rst => rst, current => current, spike => spike, v => v);

end architecture rtl;
