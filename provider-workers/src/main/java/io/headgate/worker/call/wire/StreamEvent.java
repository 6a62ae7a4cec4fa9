package io.headgate.worker.call.wire;

/**
 * One event of a stream: of server-sent events, or a line of NDJSON.
 *
 * @param name the event's name; {@code message} where it has none
 * @param data its data, lines joined by {@code \n}
 */
public record StreamEvent(String name, String data) {
    /** What an event without a name is called, as server-sent events have it. */
    public static final String UNNAMED = "message";

    public static StreamEvent of(String data) {
        return new StreamEvent(UNNAMED, data);
    }

    /** Without the data. */
    @Override
    public String toString() {
        return "StreamEvent[%s, %d characters]".formatted(name, data.length());
    }
}
