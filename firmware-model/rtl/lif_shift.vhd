-- A signed neuron: a part of the membrane leaks by a shift, a current is added, and a
-- spike takes the threshold away and keeps the rest.
-- One step a clock. All is exact until the membrane is written: only there it clamps.
--
-- The leak is (v * LOSS + ROUND) / 2^SHIFT, rounded towards minus infinity. LOSS = 1,
-- ROUND = 0 is the leak of one shift, v - (v >>> SHIFT). The defaults leave 243/256 of
-- the membrane, rounded to the nearest, a tie towards plus infinity.
--
-- spike is combinational: it answers current and theta in the same clock, also while
-- rst is asserted. v is registered: it answers one clock later.
-- rst is asynchronous, active high; before the first rst the membrane is undefined.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity lif_shift is
  generic (
    WIDTH           : positive := 16;   -- bits of the membrane, 2 to 32
    CURRENT_WIDTH   : positive := 12;   -- bits of current, 1 to WIDTH
    THRESHOLD_WIDTH : positive := 15;   -- bits of theta, 1 to WIDTH
    SHIFT           : positive := 8;    -- bits of the leak's fraction, 1 to 16
    LOSS            : natural  := 13;   -- what a step takes away, in 1/2^SHIFT, 0 to 2^SHIFT
    ROUND           : natural  := 127   -- added before the shift, 0 to 2^SHIFT - 1
  );
  port (
    clk     : in  std_logic;
    rst     : in  std_logic;
    current : in  signed(CURRENT_WIDTH - 1 downto 0);
    theta   : in  unsigned(THRESHOLD_WIDTH - 1 downto 0);
    spike   : out std_logic;
    v       : out signed(WIDTH - 1 downto 0)
  );
end entity lif_shift;

architecture rtl of lif_shift is
  constant WIDE   : positive                   := WIDTH + SHIFT + 2;
  constant FACTOR : signed(SHIFT + 1 downto 0) := to_signed(LOSS, SHIFT + 2);
  constant BIAS   : signed(WIDE - 1 downto 0)  := to_signed(ROUND, WIDE);
  constant V_MIN  : signed(WIDTH - 1 downto 0) := shift_left(to_signed(-1, WIDTH), WIDTH - 1);
  constant V_MAX  : signed(WIDTH - 1 downto 0) := not V_MIN;

  signal part       : signed(WIDE - 1 downto 0);
  signal leak       : signed(WIDTH downto 0);
  signal v_leak     : signed(WIDTH downto 0);
  signal v_sum      : signed(WIDTH downto 0);
  signal wide_theta : signed(WIDTH downto 0);
  signal v_kept     : signed(WIDTH downto 0);
  signal v_next     : signed(WIDTH - 1 downto 0);
begin

  -- Leak: dropping the fraction rounds towards minus infinity, whatever the sign.
  part   <= v * FACTOR + BIAS;
  leak   <= part(WIDTH + SHIFT downto SHIFT);
  v_leak <= resize(v, WIDTH + 1) - leak;

  -- Integrate: one guard bit.
  v_sum <= v_leak + resize(current, WIDTH + 1);

  -- Fire: the threshold is unsigned, so a negative sum never reaches it. What is left
  -- is clamped; the top two bits differ on overflow.
  wide_theta <= signed(resize(theta, WIDTH + 1));
  spike      <= '1' when v_sum >= wide_theta else '0';
  v_kept     <= v_sum - wide_theta when spike = '1' else v_sum;
  v_next     <= v_kept(WIDTH - 1 downto 0) when v_kept(WIDTH) = v_kept(WIDTH - 1) else
                V_MIN when v_kept(WIDTH) = '1' else
                V_MAX;

  process (clk, rst)
  begin
    if rst = '1' then
      v <= (others => '0');
    elsif rising_edge(clk) then
      v <= v_next;
    end if;
  end process;

end architecture rtl;
