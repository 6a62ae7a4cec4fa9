package io.headgate.deploy.simulator.behaviour;

/** Ways to send a right answer that a careless client trips over. All but the last have no effect outside streams. */
public enum Framing {
    /** Lines end in CR and LF. */
    CRLF,
    /** A line that says nothing stands before every event. */
    COMMENT_LINES,
    /** The event that ends the stream comes twice. */
    DUPLICATE_TERMINAL,
    /** A text full of characters of two to four bytes, sent in pieces that end in the middle of them. */
    SPLIT_CHARACTERS
}
