package io.headgate.deploy.simulator.behaviour;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One thing that goes wrong with one call. Text forms in {@link FaultText}. */
public sealed interface Fault {
    /** Whether the provider had generated a completion all the same, and so bills it. */
    default boolean generates() {
        return true;
    }

    /** Whether the whole provider seems to be down, its list of models too. */
    default boolean down() {
        return false;
    }

    /** An error status with the wire's own error body: 401, 402, 429, 500, 503, 529 … Status 400 means a context too long. */
    record Status(int code, @Nullable RetryAfter retryAfter) implements Fault {
        public Status {
            if (code < 400 || code > 599) {
                throw new IllegalArgumentException("fault status " + code + ": want 400 to 599");
            }
        }

        @Override
        public boolean generates() {
            return false;
        }

        @Override
        public boolean down() {
            return code >= 500;
        }
    }

    /** The call is taken and never answered. */
    record Hang() implements Fault {
        @Override
        public boolean generates() {
            return false;
        }

        @Override
        public boolean down() {
            return true;
        }
    }

    /** The answer's body trickles out evenly over this time. */
    record SlowBody(Duration over) implements Fault {}

    /** The connection is reset (RST, not FIN). */
    record Reset(Point point) implements Fault {
        /** When the reset comes. */
        public enum Point {
            /** Once the request's head is in. Drawn by chance, it needs the body's hash, and comes after the body. */
            BEFORE_READ,
            /** Once the request's body is in, nothing generated. */
            AFTER_READ,
            /** Half-way through the answer's body. */
            IN_BODY
        }

        @Override
        public boolean generates() {
            return point == Point.IN_BODY;
        }

        @Override
        public boolean down() {
            return !generates();
        }
    }

    /** Half of the answer, then FIN; the server goes on reading. */
    record HalfClose() implements Fault {}

    /** Status 200 with an HTML page, as from a proxy in between. */
    record Html() implements Fault {
        @Override
        public boolean generates() {
            return false;
        }
    }

    /** A complete HTTP body that stops in the middle of its JSON. */
    record TruncatedJson() implements Fault {}

    /** The right body under {@code text/plain}. */
    record WrongContentType() implements Fault {}

    /** An answer with something wrong inside. */
    record Distorted(Distortion distortion) implements Fault {}

    /** An answer padded to about this many bytes. */
    record BigBody(long bytes) implements Fault {
        public BigBody {
            requireSize("big-body", bytes);
        }
    }

    /** A small gzip body that inflates to about this many bytes; sent whether or not gzip was asked for. */
    record GzipBomb(long inflatedBytes) implements Fault {
        public GzipBomb {
            requireSize("gzip-bomb", inflatedBytes);
        }
    }

    /** Status 307 to this location. */
    record Redirect(String location) implements Fault {
        public Redirect {
            if (location.isBlank() || location.chars().anyMatch(c -> c < 0x21 || c > 0x7E)) {
                throw new IllegalArgumentException("redirect location '" + location + "': want visible ASCII");
            }
        }

        @Override
        public boolean generates() {
            return false;
        }
    }

    /** The format's own refusal of a call for this reason. */
    record Refused(Cause cause) implements Fault {
        /** Reasons that say more than a status does. */
        public enum Cause {
            /** The account is empty. */
            OUT_OF_MONEY,
            /** The prompt does not fit the model. */
            CONTEXT_TOO_LONG
        }

        @Override
        public boolean generates() {
            return false;
        }
    }

    /** The right answer behind about this many bytes of headers. */
    record HugeHeaders(int bytes) implements Fault {
        public HugeHeaders {
            requireSize("huge-headers", bytes);
        }
    }

    /** A stream whose HTTP body ends properly after so many events, without its end mark. No effect on other calls. */
    record StreamCut(int afterEvents) implements Fault {
        public StreamCut {
            requireEvents(afterEvents);
        }
    }

    /** A stream that sends so many events and then nothing, the connection open. No effect on other calls. */
    record StalledStream(int afterEvents) implements Fault {
        public StalledStream {
            requireEvents(afterEvents);
        }
    }

    /** A stream that sends so many events, then one that tells of an error, and ends. No effect on other calls. */
    record StreamError(int afterEvents) implements Fault {
        public StreamError {
            requireEvents(afterEvents);
        }
    }

    /** So many events that say nothing after the first one of a stream. No effect on other calls. */
    record PingFlood(int pings) implements Fault {
        public PingFlood {
            if (pings < 1 || pings > 10_000_000) {
                throw new IllegalArgumentException(pings + " pings: want 1 to 10000000");
            }
        }
    }

    /** The right answer, sent in a way that is allowed and seldom met. */
    record Framed(Framing framing) implements Fault {}

    private static void requireSize(String what, long bytes) {
        if (bytes < 1 || bytes > 1L << 32) {
            throw new IllegalArgumentException(what + " of " + bytes + " bytes: want 1 to 4 GiB");
        }
    }

    private static void requireEvents(int events) {
        if (events < 0) {
            throw new IllegalArgumentException("after " + events + " events: want 0 or more");
        }
    }
}
