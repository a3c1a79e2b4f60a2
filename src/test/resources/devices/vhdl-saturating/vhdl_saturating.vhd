-- vhdl-saturating: a signed 8-bit membrane, one saturating adder and a controller. A weight
-- is added in every clock that exc or inh holds its state; exc and inh together make a step,
-- which fires or leaks. spike and ready are the controller's states; v is registered.
-- rst is asynchronous for the controller alone, which then clears v at the next edge.

library ieee;
use ieee.std_logic_1164.all;
use ieee.numeric_std.all;

entity vhdl_saturating is
  port (
    clk        : in  std_logic;
    rst        : in  std_logic;
    restart    : in  std_logic;
    exc        : in  std_logic;
    inh        : in  std_logic;
    exc_spike  : in  std_logic;
    inh_spike  : in  std_logic;
    exc_weight : in  signed(7 downto 0);
    inh_weight : in  signed(7 downto 0);
    v_th       : in  signed(7 downto 0);
    v_reset    : in  signed(7 downto 0);
    spike      : out std_logic;
    ready      : out std_logic;
    v          : out signed(7 downto 0)
  );
end entity vhdl_saturating;

architecture rtl of vhdl_saturating is
  type state_t is (ST_RESET, ST_IDLE, ST_INIT, ST_EXCITE, ST_INHIBIT, ST_FIRE, ST_LEAK);
  signal state : state_t := ST_RESET;

  signal eighth   : signed(7 downto 0);
  signal exc_term : signed(7 downto 0);
  signal inh_term : signed(7 downto 0);
  signal term     : signed(7 downto 0);
  signal sum      : signed(8 downto 0);
  signal over     : std_logic;
  signal v_sum    : signed(7 downto 0);
begin

  -- Leak: an eighth, rounded towards minus infinity, goes through the adder.
  eighth <= resize(v(7 downto 3), 8);

  -- Integrate: one adder for both weights and the leak; it saturates.
  exc_term <= exc_weight when exc_spike = '1' else to_signed(0, 8);
  inh_term <= inh_weight when inh_spike = '1' else to_signed(0, 8);

  term <= exc_term when state = ST_EXCITE else
          inh_term when state = ST_INHIBIT else
          -eighth;

  sum   <= resize(v, 9) + resize(term, 9);
  over  <= sum(8) xor sum(7);
  v_sum <= sum(7 downto 0)    when over = '0' else
           to_signed(-128, 8) when sum(8) = '1' else
           to_signed(127, 8);

  datapath : process (clk)
  begin
    if rising_edge(clk) then
      case state is
        when ST_RESET | ST_INIT               => v <= to_signed(0, 8);
        when ST_EXCITE | ST_INHIBIT | ST_LEAK => v <= v_sum;
        when ST_FIRE                          => v <= v_reset;
        when ST_IDLE                          => null;
      end case;
    end if;
  end process datapath;

  -- Fire: strictly above, before the leak.
  spike <= '1' when state = ST_FIRE else '0';
  ready <= '1' when state = ST_IDLE else '0';

  controller : process (clk, rst)
  begin
    if rst = '1' then
      state <= ST_RESET;
    elsif rising_edge(clk) then
      case state is
        when ST_IDLE =>
          if restart = '1' then
            state <= ST_INIT;
          elsif exc = '1' and inh = '1' then
            if v > v_th then
              state <= ST_FIRE;
            else
              state <= ST_LEAK;
            end if;
          elsif exc = '1' then
            state <= ST_EXCITE;
          elsif inh = '1' then
            state <= ST_INHIBIT;
          end if;
        when ST_EXCITE =>
          if exc = '0' then
            state <= ST_IDLE;
          end if;
        when ST_INHIBIT =>
          if inh = '0' then
            state <= ST_IDLE;
          end if;
        when ST_FIRE | ST_LEAK =>
          if exc = '1' and inh = '1' then
            state <= ST_LEAK;
          else
            state <= ST_IDLE;
          end if;
        when ST_RESET | ST_INIT =>
          state <= ST_IDLE;
      end case;
    end if;
  end process controller;

end architecture rtl;
