package io.headgate.deploy.simulator.ledger;

import io.headgate.deploy.simulator.generation.Usage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call in the ledger, from its receipt to its end. It ends once; later endings change nothing. Thread-safe. */
public final class UpstreamCall {
    private final long sequence;
    private final ProviderBook book;
    private final LedgerEntry.Caller caller;
    private final Instant receivedAt;
    private final Clock clock;
    private final Consumer<LedgerEntry> ended;

    private @Nullable String model;
    private @Nullable String format;
    private boolean streamed;
    private @Nullable String fault;
    private @Nullable Instant answeredAt;
    private byte @Nullable [] bodySha256;
    private Usage usage = Usage.NONE;
    private int status;
    private boolean billed;
    private boolean clientConnected = true;

    UpstreamCall(
            long sequence, ProviderBook book, LedgerEntry.Caller caller, Clock clock, Consumer<LedgerEntry> ended) {
        this.sequence = sequence;
        this.book = book;
        this.caller = caller;
        this.clock = clock;
        this.ended = ended;
        this.receivedAt = clock.instant();
    }

    /** Unique in this server, from 1. */
    public long sequence() {
        return sequence;
    }

    /** The provider that received it. */
    public String provider() {
        return book.provider();
    }

    /** Notes the model that was asked for, in which format, and whether the reply is to be streamed. */
    public synchronized void asked(String model, String format, boolean streamed) {
        this.model = model;
        this.format = format;
        this.streamed = streamed;
    }

    /** Notes the fault that is being played, in its text form. */
    public synchronized void fault(String text) {
        fault = text;
    }

    /** Ends the call with a completion that is billed. {@code status} is 0 when nothing was sent. */
    public void billed(int status, Usage usage, byte @Nullable [] bodySha256, boolean connected) {
        end(status, usage, true, bodySha256, connected);
    }

    /** Ends the call without a bill. {@code status} is 0 when nothing was sent. */
    public void unbilled(int status, byte @Nullable [] bodySha256, boolean connected) {
        end(status, Usage.NONE, false, bodySha256, connected);
    }

    /** Notes that the reply could not be handed over after all. */
    public void clientLeft() {
        boolean hadEnded;
        synchronized (this) {
            clientConnected = false;
            hadEnded = answeredAt != null;
        }
        if (hadEnded) {
            ended.accept(entry());
        }
    }

    private void end(int status, Usage usage, boolean billed, byte @Nullable [] sha256, boolean connected) {
        synchronized (this) {
            if (answeredAt != null) {
                return;
            }
            this.answeredAt = clock.instant();
            this.status = status;
            this.usage = usage;
            this.billed = billed;
            this.bodySha256 = sha256;
            this.clientConnected = clientConnected && connected;
        }
        book.ended();
        ended.accept(entry());
    }

    /** This call as it stands. */
    public synchronized LedgerEntry entry() {
        Prices prices = book.prices();
        BigDecimal cost = prices == null ? null : billed ? prices.cost(usage) : BigDecimal.ZERO;
        return new LedgerEntry(
                sequence,
                book.provider(),
                caller,
                model,
                format,
                streamed,
                receivedAt,
                answeredAt,
                status,
                billed,
                usage,
                cost,
                prices == null ? null : prices.currency(),
                bodySha256 == null ? null : HexFormat.of().formatHex(bodySha256),
                clientConnected,
                fault);
    }
}
