package io.headgate.schemas.telemetry;

import io.headgate.schemas.topic.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace (W3C Trace Context, level 1), carried in record headers over every hop and upstream over HTTP.
 *
 * @param traceId 32 lower-case hex digits, not all zero
 * @param spanId 16 lower-case hex digits, not all zero
 * @param flags 2 lower-case hex digits
 * @param state {@code tracestate} as it came, null when there was none
 */
public record TraceContext(
        String traceId,
        String spanId,
        String flags,
        @Nullable String state) {
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");
    private static final int MAX_STATE_LENGTH = 512;

    /** A new trace, sampled. */
    public static TraceContext start() {
        return new TraceContext(randomHex(2), randomHex(1), "01", null);
    }

    /** The context that headers carry; a new trace when they carry none, or one that is not valid. */
    public static TraceContext from(Headers headers) {
        return of(text(headers, HeaderNames.TRACEPARENT), text(headers, HeaderNames.TRACESTATE));
    }

    /** The context in the two header values; a new trace when {@code traceparent} is absent or not valid. */
    public static TraceContext of(@Nullable String traceparent, @Nullable String tracestate) {
        Matcher matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (!matcher.matches()) {
            return start();
        }
        String state = tracestate == null || tracestate.length() > MAX_STATE_LENGTH ? null : tracestate;
        return new TraceContext(matcher.group(1), matcher.group(2), matcher.group(3), state);
    }

    /** The next hop's place in the same trace. */
    public TraceContext child() {
        return new TraceContext(traceId, randomHex(1), flags, state);
    }

    public String traceparent() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    /** Puts this context into a record's headers in place of any that is there. */
    public void writeTo(Headers headers) {
        put(headers, HeaderNames.TRACEPARENT, traceparent());
        if (state == null) {
            headers.remove(HeaderNames.TRACESTATE);
        } else {
            put(headers, HeaderNames.TRACESTATE, state);
        }
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String randomHex(int longs) {
        StringBuilder hex = new StringBuilder(16 * longs);
        for (int i = 0; i < longs; i++) {
            hex.append(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE)));
        }
        return hex.toString();
    }
}
