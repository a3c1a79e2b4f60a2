-- lif-subtract: the shift unit with a 16-bit membrane that leaks 13/256 of itself.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity lif_subtract is
  port (
    clk     : in  std_logic;
    rst     : in  std_logic;
    current : in  signed(11 downto 0);
    theta   : in  unsigned(14 downto 0);
    spike   : out std_logic;
    v       : out signed(15 downto 0)
  );
end entity lif_subtract;

architecture rtl of lif_subtract is
begin

  unit : entity work.lif_shift
    generic map (
      WIDTH => 16, CURRENT_WIDTH => 12, THRESHOLD_WIDTH => 15,
      SHIFT => 8, LOSS => 13, ROUND => 127)
    port map (
      clk => clk, rst => rst, current => current, theta => theta, spike => spike, v => v);

end architecture rtl;
