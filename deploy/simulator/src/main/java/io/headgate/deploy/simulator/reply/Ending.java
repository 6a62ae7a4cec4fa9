package io.headgate.deploy.simulator.reply;

/** How a reply ends, after its last piece to be sent. */
public enum Ending {
    /** As HTTP wants it. */
    COMPLETE,
    /** RST. */
    RESET,
    /** FIN in mid-body, the server still reading. */
    HALF_CLOSE,
    /** Nothing more, the connection left open. */
    STALL
}
