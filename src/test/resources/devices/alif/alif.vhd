-- alif: a signed 12-bit neuron with adaptation, scheduled by enable. w raises the threshold
-- and pulls the membrane down. spike is combinational, v is registered, rst is synchronous.
-- The refractory counter is kept outside.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity alif is
  port (
    clk         : in  std_logic;
    rst         : in  std_logic;
    enable      : in  std_logic;
    i_syn       : in  signed(11 downto 0);
    v_th        : in  signed(11 downto 0);
    v_reset     : in  signed(11 downto 0);
    b           : in  unsigned(7 downto 0);
    d           : in  unsigned(7 downto 0);
    input_event : in  std_logic;
    refract_cnt : in  unsigned(3 downto 0);
    spike       : out std_logic;
    v           : out signed(11 downto 0)
  );
end entity alif;

architecture rtl of alif is
  signal w         : unsigned(7 downto 0);
  signal leak      : signed(11 downto 0);
  signal v_next    : signed(11 downto 0);
  signal threshold : signed(12 downto 0);
  signal w_less    : unsigned(7 downto 0);
begin

  -- Leak: a sixteenth, rounded towards minus infinity.
  leak <= resize(v(11 downto 4), 12);

  -- Integrate: 12 bits, wraps.
  v_next <= v + i_syn - leak - signed(resize(w, 12));

  -- Fire: v_th is zero-extended; with w the 13 bits may turn negative.
  threshold <= signed(resize(unsigned(v_th), 13) + w);

  spike <= '1' when enable = '1' and refract_cnt = 0 and v_next >= threshold else '0';

  -- The adaptation stops at 0 on its way down.
  w_less <= w - d when w > d else to_unsigned(0, 8);

  process (clk)
  begin
    if rising_edge(clk) then
      if rst = '1' then
        v <= (others => '0');
        w <= (others => '0');
      elsif spike = '1' then
        v <= v_reset;
        w <= w + b;       -- wraps
      elsif enable = '1' then
        v <= v_next;
        if input_event = '1' then
          w <= w_less;
        end if;
      end if;
    end if;
  end process;

end architecture rtl;
