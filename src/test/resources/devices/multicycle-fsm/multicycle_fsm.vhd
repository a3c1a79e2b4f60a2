-- multicycle-fsm: a signed 12-bit neuron with one adder; a step takes 17 clocks from the
-- start pulse on. spike follows the comparison in one state and is held in all others; rst
-- leaves it alone. spike and valid are combinational from registers, v is registered.
-- rst is asynchronous.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity multicycle_fsm is
  port (
    clk         : in  std_logic;
    rst         : in  std_logic;
    start       : in  std_logic;
    v_rest_load : in  std_logic;
    v_th_load   : in  std_logic;
    vrest       : in  signed(11 downto 0);
    vth         : in  signed(11 downto 0);
    input_spike : in  unsigned(7 downto 0);
    spike       : out std_logic;
    valid       : out std_logic;
    v           : out signed(11 downto 0) := (others => '0')
  );
end entity multicycle_fsm;

architecture rtl of multicycle_fsm is
  type state_t is (ST_IDLE, ST_CLEAR, ST_LOAD, ST_DISTANCE, ST_HALF, ST_QUARTER, ST_LEAKED,
                   ST_WEIGHTS, ST_STORE, ST_COMPARE, ST_FIRED, ST_SILENT);
  type weights_t is array (0 to 7) of natural;
  constant WEIGHT : weights_t := (6, 31, 7, 12, 17, 44, 34, 28);

  signal state : state_t;
  signal x     : signed(11 downto 0) := (others => '0');          -- the accumulator
  signal rest  : signed(11 downto 0) := (others => '0');
  signal theta : signed(11 downto 0) := (others => '0');
  signal bits  : std_logic_vector(7 downto 0) := (others => '0');  -- still to be added
  signal index : unsigned(2 downto 0) := (others => '0');
  signal held  : std_logic;

  signal base, term, sum : signed(11 downto 0);
begin

  -- Leak: the distance to rest, halved twice, is added to v.
  -- Integrate: one weight a clock. Every sum wraps at 12 bits.
  base <= -v when state = ST_DISTANCE else x;
  term <= rest when state = ST_DISTANCE else
          v    when state = ST_LEAKED   else
          to_signed(WEIGHT(to_integer(index)), 12) when bits(0) = '1' else
          to_signed(0, 12);
  sum  <= base + term;

  accumulate : process (clk, rst)
  begin
    if rst = '1' then
      state <= ST_IDLE;
      x     <= (others => '0');
      bits  <= (others => '0');
      index <= (others => '0');
    elsif rising_edge(clk) then
      case state is
        when ST_IDLE =>
          if start = '1' then
            state <= ST_CLEAR;
          end if;
        when ST_CLEAR =>
          x     <= (others => '0');
          bits  <= (others => '0');
          index <= (others => '0');
          if start = '0' then
            state <= ST_LOAD;
          end if;
        when ST_LOAD =>
          bits  <= std_logic_vector(input_spike);
          state <= ST_DISTANCE;
        when ST_DISTANCE =>
          x     <= sum;
          state <= ST_HALF;
        when ST_HALF =>
          x     <= x(11) & x(11 downto 1);
          state <= ST_QUARTER;
        when ST_QUARTER =>
          x     <= x(11) & x(11 downto 1);  -- and a quarter
          state <= ST_LEAKED;
        when ST_LEAKED =>
          x     <= sum;
          state <= ST_WEIGHTS;
        when ST_WEIGHTS =>
          x     <= sum;
          bits  <= '0' & bits(7 downto 1);
          index <= index + 1;
          if index = 7 then
            state <= ST_STORE;
          end if;
        when ST_STORE =>
          state <= ST_COMPARE;
        when ST_COMPARE =>
          if spike = '1' then
            state <= ST_FIRED;
          else
            state <= ST_SILENT;
          end if;
        when ST_FIRED | ST_SILENT =>
          state <= ST_IDLE;
      end case;
    end if;
  end process accumulate;

  -- Fire: strictly above. A spike sets v to rest; so does a new rest value, to the old one.
  spike <= held when state /= ST_COMPARE else
           '1' when v > theta else
           '0';
  valid <= '1' when state = ST_FIRED or state = ST_SILENT else '0';

  hold : process (clk)
  begin
    if rising_edge(clk) then
      held <= spike;
    end if;
  end process hold;

  membrane : process (clk, rst)
  begin
    if rst = '1' then
      v     <= (others => '0');
      rest  <= (others => '0');
      theta <= (others => '0');
    elsif rising_edge(clk) then
      if v_rest_load = '1' then
        rest <= vrest;
      end if;
      if v_th_load = '1' then
        theta <= vth;
      end if;
      if state = ST_STORE then
        v <= x;
      elsif v_rest_load = '1' or state = ST_FIRED then
        v <= rest;
      end if;
    end if;
  end process membrane;

end architecture rtl;
