package io.headgate.worker.call.stream;

import io.headgate.worker.call.wire.StreamEvent;
import java.util.function.Consumer;

/**
 * Newline-delimited JSON: each line that is not blank is an event without a name. The last one needs no end: what it lacks,
 * should the stream have been cut, is for whoever reads its JSON to find.
 */
public final class NdjsonParser implements StreamParser {
    private final Lines lines;
    private Consumer<StreamEvent> out = _ -> {};

    public NdjsonParser() {
        this(LONGEST_LINE);
    }

    /** @param longestLine in bytes */
    NdjsonParser(int longestLine) {
        this.lines = new Lines(longestLine, false, this::line);
    }

    @Override
    public void feed(byte[] bytes, int length, Consumer<StreamEvent> to) throws StreamFault {
        out = to;
        lines.feed(bytes, length);
    }

    @Override
    public void end(Consumer<StreamEvent> to) throws StreamFault {
        out = to;
        lines.end();
    }

    private void line(byte[] bytes, int from, int until) throws StreamFault {
        int last = until;
        while (last > from && isBlank(bytes[last - 1])) {
            last--;
        }
        if (last > from) {
            out.accept(StreamEvent.of(Utf8.text(bytes, from, last)));
        }
    }

    /** White space of JSON. */
    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
