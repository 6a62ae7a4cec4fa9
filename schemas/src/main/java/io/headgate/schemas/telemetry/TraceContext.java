package io.headgate.schemas.telemetry;

import io.headgate.schemas.topic.HeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
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
    private static final int TRACE = 3;
    private static final int TRACE_DIGITS = 32;
    private static final int SPAN = TRACE + TRACE_DIGITS + 1;
    private static final int SPAN_DIGITS = 16;
    private static final int FLAGS = SPAN + SPAN_DIGITS + 1;
    private static final int LENGTH = FLAGS + 2;
    private static final int MAX_STATE_LENGTH = 512;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

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
        if (traceparent == null || !isTraceparent(traceparent)) {
            return start();
        }
        String state = tracestate == null || tracestate.length() > MAX_STATE_LENGTH ? null : tracestate;
        return new TraceContext(
                traceparent.substring(TRACE, TRACE + TRACE_DIGITS),
                traceparent.substring(SPAN, SPAN + SPAN_DIGITS),
                traceparent.substring(FLAGS, LENGTH),
                state);
    }

    /** Read by position, not by pattern: every record on every hop has one. A newer version may have more behind it. */
    private static boolean isTraceparent(String text) {
        return text.length() >= LENGTH
                && isHex(text, 0, 2)
                && !text.startsWith("ff")
                && text.charAt(TRACE - 1) == '-'
                && isHex(text, TRACE, TRACE_DIGITS)
                && !isZero(text, TRACE, TRACE_DIGITS)
                && text.charAt(SPAN - 1) == '-'
                && isHex(text, SPAN, SPAN_DIGITS)
                && !isZero(text, SPAN, SPAN_DIGITS)
                && text.charAt(FLAGS - 1) == '-'
                && isHex(text, FLAGS, 2)
                && (text.length() == LENGTH || text.charAt(LENGTH) == '-');
    }

    private static boolean isHex(String text, int from, int digits) {
        for (int i = from; i < from + digits; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text, int from, int digits) {
        for (int i = from; i < from + digits; i++) {
            if (text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
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
        byte[] digits = new byte[16 * longs];
        for (int i = 0; i < longs; i++) {
            long random = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
            for (int digit = 15; digit >= 0; digit--) {
                digits[16 * i + digit] = HEX[(int) (random & 0xf)];
                random >>>= 4;
            }
        }
        return new String(digits, StandardCharsets.ISO_8859_1);
    }
}
