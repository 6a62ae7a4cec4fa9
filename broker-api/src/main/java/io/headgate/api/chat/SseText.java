package io.headgate.api.chat;

import java.nio.charset.StandardCharsets;

/** Server-sent events as OpenAI sends them: each a line of data, and a line that is empty. */
public final class SseText {
    /** What ends a stream that is whole. */
    public static final String DONE = "[DONE]";

    private SseText() {}

    /** @param json on one line */
    public static byte[] data(String json) {
        return ("data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What no client shows: it keeps the connection alive. */
    public static byte[] keepAlive() {
        return ": headgate is waiting\n\n".getBytes(StandardCharsets.UTF_8);
    }
}
