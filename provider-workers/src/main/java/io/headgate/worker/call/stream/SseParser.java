package io.headgate.worker.call.stream;

import io.headgate.worker.call.wire.StreamEvent;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events, as the HTML standard parses them: lines end with CR, LF or both, an event with an empty line, and what
 * has no such line behind it at the end is dropped. Ids and retry times are read over, since no stream is ever taken up
 * again. Stricter than the standard in one thing: bytes that are no UTF-8 are a fault, and not replaced.
 */
public final class SseParser implements StreamParser {
    /** The longest data of an event, in characters. */
    private static final int LONGEST_DATA = 1 << 20;

    private static final byte[] DATA = {'d', 'a', 't', 'a'};
    private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

    private final int longestData;
    private final Lines lines;
    private Consumer<StreamEvent> out = _ -> {};
    private String name = "";
    /** The event's one line of data; null while it has none. */
    private @Nullable String data;
    /** All lines of data, from the second on; null before. */
    private @Nullable StringBuilder more;

    public SseParser() {
        this(LONGEST_LINE, LONGEST_DATA);
    }

    /**
     * @param longestLine in bytes
     * @param longestData of one event, in characters
     */
    SseParser(int longestLine, int longestData) {
        this.longestData = longestData;
        this.lines = new Lines(longestLine, true, this::line);
    }

    @Override
    public void feed(byte[] bytes, int length, Consumer<StreamEvent> to) throws StreamFault {
        out = to;
        lines.feed(bytes, length);
    }

    /** Gives out nothing: an event that is not ended has not come. */
    @Override
    public void end(Consumer<StreamEvent> to) {}

    private void line(byte[] bytes, int from, int until) throws StreamFault {
        if (from == until) {
            dispatch();
            return;
        }
        int nameEnd = from;
        while (nameEnd < until && bytes[nameEnd] != ':') {
            nameEnd++;
        }
        int valueFrom = Math.min(until, nameEnd + 1);
        if (valueFrom < until && bytes[valueFrom] == ' ') {
            valueFrom++;
        }
        if (Arrays.equals(bytes, from, nameEnd, DATA, 0, DATA.length)) {
            add(Utf8.text(bytes, valueFrom, until));
        } else if (Arrays.equals(bytes, from, nameEnd, EVENT, 0, EVENT.length)) {
            name = Utf8.text(bytes, valueFrom, until);
        } else {
            Utf8.check(bytes, from, until);
        }
    }

    private void add(String line) throws StreamFault {
        int before = more != null ? more.length() + 1 : data != null ? data.length() + 1 : 0;
        if ((long) before + line.length() > longestData) {
            throw StreamFault.tooLong("characters in an event", longestData);
        }
        if (data == null) {
            data = line;
            return;
        }
        if (more == null) {
            more = new StringBuilder(data);
        }
        more.append('\n').append(line);
    }

    private void dispatch() {
        if (data != null) {
            String all = more == null ? data : more.toString();
            out.accept(new StreamEvent(name.isEmpty() ? StreamEvent.UNNAMED : name, all));
        }
        data = null;
        more = null;
        name = "";
    }
}
