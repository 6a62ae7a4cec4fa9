package io.headgate.worker.call.wire;

import java.util.Set;

/** How the events of a stream are told apart. */
public enum Framing {
    /** Server-sent events, as HTML has them. */
    SERVER_SENT_EVENTS("text/event-stream"),
    /** A JSON document a line. */
    NDJSON("application/x-ndjson", "application/ndjson", "application/jsonl"),
    /** The format has no streams: a reply is asked for whole. */
    NONE;

    private final Set<String> mediaTypes;

    Framing(String... mediaTypes) {
        this.mediaTypes = Set.of(mediaTypes);
    }

    /** Whether a reply of this media type, in lower case and without parameters, is framed so. */
    public boolean isOf(String mediaType) {
        return mediaTypes.contains(mediaType);
    }

    /** What is asked for in {@code Accept}; JSON where there are no streams. */
    public String accept() {
        return switch (this) {
            case SERVER_SENT_EVENTS -> "text/event-stream";
            case NDJSON -> "application/x-ndjson";
            case NONE -> "application/json";
        };
    }
}
