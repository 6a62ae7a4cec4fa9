package io.headgate.api.http.openai;

import java.time.Duration;

/**
 * How long chat's clients wait, and are waited for.
 *
 * @param longestWait how long anybody may wait for a result, and waits who does not say
 * @param keepAlive after how long without a piece a stream gets a comment; until its first, an error is still an error of HTTP
 * @param slowReaders how long a client may take nothing of its stream before it is cut
 */
public record ChatTimes(Duration longestWait, Duration keepAlive, Duration slowReaders) {
    public ChatTimes {
        positive("longest wait", longestWait);
        positive("keep-alive", keepAlive);
        positive("slow readers", slowReaders);
    }

    private static void positive(String name, Duration duration) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("%s: seen %s, allowed more than 0".formatted(name, duration));
        }
    }
}
