package io.headgate.deploy.simulator.ledger;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The providers' own account of every call they received: what Headgate's books are checked against.
 *
 * <p>Held in memory, about 400 bytes a call, until it is cleared. A call stands in it from its receipt on, and has its
 * final form before the last byte of its reply is handed to the connection. Thread-safe.
 */
public final class BillingLedger {
    private final Clock clock;
    private final Consumer<LedgerEntry> ended;
    private final AtomicLong sequence = new AtomicLong();
    private final Map<String, ProviderBook> books = new ConcurrentHashMap<>();
    private volatile Queue<UpstreamCall> calls = new ConcurrentLinkedQueue<>();

    public BillingLedger(Clock clock) {
        this(clock, _ -> {});
    }

    /** @param ended told of each call when it has ended, and again should its client turn out to have left */
    public BillingLedger(Clock clock, Consumer<LedgerEntry> ended) {
        this.clock = clock;
        this.ended = ended;
    }

    /** Opens a provider's book; null prices leave its costs unknown. Throws if it has one. */
    public void open(String provider, @Nullable Prices prices) {
        if (books.putIfAbsent(provider, new ProviderBook(provider, prices)) != null) {
            throw new IllegalArgumentException("provider '" + provider + "' has a book already");
        }
    }

    /** Enters a call that has just been received. */
    public UpstreamCall received(String provider, LedgerEntry.Caller caller) {
        ProviderBook book = book(provider);
        UpstreamCall call = new UpstreamCall(sequence.incrementAndGet(), book, caller, clock, ended);
        book.received();
        calls.add(call);
        return call;
    }

    /** Calls received by this provider since the ledger was cleared. */
    public long calls(String provider) {
        return book(provider).calls();
    }

    /** Calls of this provider that have not ended. */
    public int inFlight(String provider) {
        return book(provider).inFlight();
    }

    /** The most calls that were in flight at once at this provider since the ledger was cleared. */
    public int peakInFlight(String provider) {
        return book(provider).peak();
    }

    /** A snapshot of all entries, in order of receipt. */
    public List<LedgerEntry> entries() {
        return stream(Optional.empty()).map(UpstreamCall::entry).toList();
    }

    /** A snapshot of one provider's entries, in order of receipt. */
    public List<LedgerEntry> entries(String provider) {
        return stream(Optional.of(provider)).map(UpstreamCall::entry).toList();
    }

    /** The calls of one provider or of all, in order of receipt; each tells how it stands when asked. */
    public List<UpstreamCall> calls(Optional<String> provider) {
        return stream(provider).toList();
    }

    /** The sums of each provider, by name; a provider without calls has one too. */
    public Map<String, ProviderSummary> summary() {
        Map<String, ProviderSummary.Sums> sums = new TreeMap<>();
        books.keySet().forEach(name -> sums.put(name, new ProviderSummary.Sums()));
        stream(Optional.empty())
                .forEach(call -> sums.computeIfAbsent(call.provider(), _ -> new ProviderSummary.Sums())
                        .add(call.entry()));
        Map<String, ProviderSummary> summary = new TreeMap<>();
        sums.forEach((name, sum) -> summary.put(name, sum.summary(book(name))));
        return summary;
    }

    /** Forgets all entries; calls still in flight then leave no trace. Peaks start again from what is in flight. */
    public void clear() {
        calls = new ConcurrentLinkedQueue<>();
        books.values().forEach(ProviderBook::cleared);
    }

    private Stream<UpstreamCall> stream(Optional<String> provider) {
        return calls.stream()
                .filter(call -> provider.isEmpty() || provider.get().equals(call.provider()));
    }

    private ProviderBook book(String provider) {
        ProviderBook book = books.get(provider);
        if (book == null) {
            throw new IllegalArgumentException(
                    "provider '" + provider + "' is not simulated; there are " + new TreeMap<>(books).keySet());
        }
        return book;
    }
}
