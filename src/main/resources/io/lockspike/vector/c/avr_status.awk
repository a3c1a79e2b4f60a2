# avr_status.awk: passes on what an AVR says, and ends with the status of its last line, "exit status N".
#
# simavr itself ends with 0 whatever happened. It colours what comes from the USART, cuts it every 256 characters, shows
# the end of a line as a dot, and says how much it loaded, before or behind the rest as its buffers will.

{
    from_simavr = /\033\[32m/
    gsub(/\033\[[0-9;]*m/, "")
    sub(/\r$/, "")
    ended = !from_simavr || sub(/\.$/, "")
}
/^exit status [012]$/ && ended {
    judged = 1
    status = $3
    exit
}
!/^$/ && !/^Loaded [0-9]+ / {
    printf "%s%s", $0, ended ? "\n" : ""
}
END {
    if (!judged) {
        print "NOT JUDGED: the AVR did not come to its exit status"
        status = 2
    }
    exit status
}
