/* lockspike_pty.h: a pseudo-terminal behind a link, for the programs that are boards. C99 and C++, POSIX. */
#ifndef LOCKSPIKE_PTY_H
#define LOCKSPIKE_PTY_H

#include <fcntl.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

/* Opens one, raw, and makes `link` lead to its node. Gives the board's end, or -1.
 *
 * The other end stays open here, too: a client may come and go, and reads and writes go on. */
static int lockspike_open_pty(const char *link)
{
    struct termios mode;
    const char *node;
    int other;
    int master = posix_openpt(O_RDWR | O_NOCTTY);

    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        return -1;
    node = ptsname(master);
    other = node == NULL ? -1 : open(node, O_RDWR | O_NOCTTY);
    if (other < 0 || tcgetattr(other, &mode) != 0)
        return -1;
    mode.c_iflag &= (tcflag_t)~(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
    mode.c_oflag &= (tcflag_t)~OPOST;
    mode.c_lflag &= (tcflag_t)~(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
    mode.c_cflag = (mode.c_cflag & (tcflag_t)~(CSIZE | PARENB)) | CS8;
    if (tcsetattr(other, TCSANOW, &mode) != 0 || symlink(node, link) != 0)
        return -1;
    return master;
}

#endif
