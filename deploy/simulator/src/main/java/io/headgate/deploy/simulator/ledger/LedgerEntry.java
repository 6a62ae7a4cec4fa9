package io.headgate.deploy.simulator.ledger;

import io.headgate.deploy.simulator.generation.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call as a provider saw it. While it is open, {@code answeredAt} is null, {@code status} 0 and nothing is billed.
 *
 * @param sequence counts calls from 1 over all providers, in the order they were received
 * @param provider the simulated provider
 * @param caller who called, as its headers say
 * @param model the model that was asked for, null when the request was not understood
 * @param format in which it was asked, by its adapter's name; null when the request was not understood
 * @param streamed whether the reply was to be streamed
 * @param receivedAt when the request's head had arrived
 * @param answeredAt when the reply was handed to the connection, or the call was given up
 * @param status the HTTP status that was sent, 0 when none was
 * @param billed whether the provider asks money for it
 * @param usage the billed tokens; all 0 when not billed
 * @param cost the exact cost; null when the provider has no prices, 0 when not billed
 * @param currency of the cost; null when the provider has no prices
 * @param bodySha256 in hex, of the body bytes handed to the connection; null when there were none
 * @param clientConnected whether the client was still there when the call ended
 * @param fault the fault that was played, in its text form; null when there was none
 */
public record LedgerEntry(
        long sequence,
        String provider,
        Caller caller,
        @Nullable String model,
        @Nullable String format,
        boolean streamed,
        Instant receivedAt,
        @Nullable Instant answeredAt,
        int status,
        boolean billed,
        Usage usage,
        @Nullable BigDecimal cost,
        @Nullable String currency,
        @Nullable String bodySha256,
        boolean clientConnected,
        @Nullable String fault) {
    /** The headers by which a caller names itself: each null when it was not sent. */
    public record Caller(
            @Nullable String attemptId,
            @Nullable String requestId,
            @Nullable String tenant,
            @Nullable String traceparent) {
        /** A caller that sent none of the headers. */
        public static final Caller UNNAMED = new Caller(null, null, null, null);
    }
}
