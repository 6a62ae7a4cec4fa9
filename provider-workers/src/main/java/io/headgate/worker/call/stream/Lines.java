package io.headgate.worker.call.stream;

import java.util.Arrays;

/**
 * Cuts bytes into lines. A line that came in one piece is handed on where it lies; only one that is not whole yet is
 * copied. A byte order mark before the first line is left out. Not thread-safe.
 */
final class Lines {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int LEAST_BUFFER = 512;

    private final int longest;
    private final boolean endedByCr;
    private final To to;
    private byte[] begun = {};
    private int length;
    private boolean first = true;
    /** Whether a line feed that comes next belongs to the carriage return that has ended a line. */
    private boolean afterCr;

    /**
     * @param longest in bytes, its end not counted
     * @param endedByCr whether a carriage return ends a line too, alone or with a line feed
     */
    Lines(int longest, boolean endedByCr, To to) {
        this.longest = longest;
        this.endedByCr = endedByCr;
        this.to = to;
    }

    /** Who gets the lines. */
    interface To {
        /** A line without its end: {@code from} inclusive, {@code until} exclusive; may be empty. */
        void line(byte[] bytes, int from, int until) throws StreamFault;
    }

    void feed(byte[] bytes, int count) throws StreamFault {
        int from = 0;
        for (int at = 0; at < count; at++) {
            byte b = bytes[at];
            if (b == '\n' && afterCr) {
                afterCr = false;
                from = at + 1;
            } else if (b == '\n' || (b == '\r' && endedByCr)) {
                afterCr = b == '\r';
                whole(bytes, from, at);
                from = at + 1;
            } else {
                afterCr = false;
            }
        }
        keep(bytes, from, count);
    }

    /** Hands on what has no end yet, if there is any. */
    void end() throws StreamFault {
        if (length > 0) {
            whole(begun, 0, 0);
        }
    }

    private void whole(byte[] bytes, int from, int until) throws StreamFault {
        if (length == 0) {
            refuseLonger(until - from);
            handOn(bytes, from, until);
        } else {
            keep(bytes, from, until);
            int all = length;
            length = 0;
            handOn(begun, 0, all);
        }
    }

    private void handOn(byte[] bytes, int from, int until) throws StreamFault {
        boolean marked = first
                && until - from >= MARK.length
                && Arrays.equals(bytes, from, from + MARK.length, MARK, 0, MARK.length);
        first = false;
        to.line(bytes, marked ? from + MARK.length : from, until);
    }

    private void keep(byte[] bytes, int from, int until) throws StreamFault {
        int more = until - from;
        refuseLonger((long) length + more);
        if (length + more > begun.length) {
            int doubled = (int) Math.min(2L * begun.length, longest);
            begun = Arrays.copyOf(begun, Math.max(LEAST_BUFFER, Math.max(doubled, length + more)));
        }
        System.arraycopy(bytes, from, begun, length, more);
        length += more;
    }

    private void refuseLonger(long bytes) throws StreamFault {
        if (bytes > longest) {
            throw StreamFault.tooLong("bytes in a line", longest);
        }
    }
}
