package io.headgate.worker.call.stream;

import java.io.IOException;

/** Bytes that cannot be a stream of events. Its message holds none of them. */
public final class StreamFault extends IOException {
    private static final long serialVersionUID = 1;

    private StreamFault(String message) {
        super(message);
    }

    static StreamFault tooLong(String what, int allowed) {
        return new StreamFault("%s of a stream: seen more than %d, allowed %d".formatted(what, allowed, allowed));
    }

    static StreamFault notUtf8() {
        return new StreamFault("a line of a stream: seen bytes that are no UTF-8");
    }
}
