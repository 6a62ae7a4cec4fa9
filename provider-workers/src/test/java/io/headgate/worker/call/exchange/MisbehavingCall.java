package io.headgate.worker.call.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import io.headgate.deploy.simulator.misbehaviour.MisbehaviourCase;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.schemas.message.Failure;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.CallTimeouts;
import io.headgate.worker.call.exchange.WireAdapter.Manner;
import io.headgate.worker.call.http.ApacheHttpUpstream;
import io.headgate.worker.call.http.HttpLimits;
import io.headgate.worker.call.wire.WireJson;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A case that was met over a real connection, and the next call after it, which meets none.
 *
 * @param took how long the call of the case took
 * @param allocatedBytes by its thread, on which all that comes is read: no more than this can have been held
 * @param next how a call ends that has to do with the one connection that is allowed; it gets the same text
 */
record MisbehavingCall(CallOutcome outcome, Duration took, long allocatedBytes, CallOutcome next) {
    private static final Duration BRIEF = Duration.ofMillis(700);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    /** A megabyte whole, and sixteen as a stream; one connection: whoever leaves it unusable takes it from the next. */
    private static final HttpLimits LIMITS = new HttpLimits(1, 1 << 20, 64 << 10, true);
    /** Of a reply's characters in a row, that no message of ours has by chance. */
    private static final int QUOTE = 20;

    /**
     * Makes the two calls, on a thread that is not virtual: of those nobody counts what they allocate.
     *
     * @param origin of the provider whose first call meets the case
     */
    static MisbehavingCall of(MisbehaviourCase met, URI origin) {
        Manner manner = new Manner(null, Unsupported.DROP);
        ApacheHttpUpstream http = new ApacheHttpUpstream(LIMITS);
        try (WireAdapter adapter = new WireAdapter(FormatCalls.wire(met.format()), http, manner, Clock.systemUTC())) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            CallOutcome outcome = adapter.call(FormatCalls.call(met, origin, timeouts(met)));
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            CallOutcome next = adapter.call(FormatCalls.call(met, origin, timeouts(PATIENT, PATIENT)));
            return new MisbehavingCall(outcome, took, allocated, next);
        }
    }

    /** Short where a timeout is what the case is to end with. */
    static CallTimeouts timeouts(MisbehaviourCase met) {
        if ("PROVIDER_TIMEOUT".equals(met.failureCode())) {
            return timeouts(BRIEF, BRIEF.multipliedBy(4));
        }
        return timeouts(met.fault().startsWith("stalled") ? BRIEF : PATIENT, PATIENT);
    }

    private static CallTimeouts timeouts(Duration each, Duration total) {
        return new CallTimeouts(each, each, each, total);
    }

    /** Empty when the call completed. */
    Optional<Failure> failure() {
        return switch (outcome) {
            case CallOutcome.Completed _ -> Optional.empty();
            case CallOutcome.Retryable retryable -> Optional.of(retryable.failure());
            case CallOutcome.Refused refused -> Optional.of(refused.failure());
            case CallOutcome.Unknown unknown -> Optional.of(unknown.failure());
        };
    }

    /** Of the first choice. */
    JsonNode message() {
        return message(outcome);
    }

    private static JsonNode message(CallOutcome completed) {
        return WireJson.object(((CallOutcome.Completed) completed).response())
                .orElseThrow()
                .at("/choices/0/message");
    }

    /** Whether a line repeats anything of the prompt or of the reply. */
    boolean isQuotedIn(String line) {
        String text = message(next).path("content").textValue();
        return line.contains(FormatCalls.PROMPT)
                || IntStream.rangeClosed(0, text.length() - QUOTE)
                        .anyMatch(from -> line.contains(text.substring(from, from + QUOTE)));
    }
}
