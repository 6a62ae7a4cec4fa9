package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.Entry;
import io.headgate.metering.aggregate.Aggregation;
import io.headgate.metering.aggregate.Bill;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Increment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What Postgres would hold: a row for each attempt, and the sums of increments by line. */
public final class Books {
    private final Codecs codecs;
    private final SortedMap<String, LedgerRow> ledger = new TreeMap<>();
    private final List<Increment> added = new ArrayList<>();

    Books(Codecs codecs) {
        this.codecs = codecs;
    }

    /** An attempt in the ledger. */
    public record LedgerRow(Attempt attempt, Bill bill) {}

    void attempt(Entry entry) {
        if (codecs.attempt().decode(entry.value()) instanceof Decoded.Readable<Attempt>(Attempt attempt)
                && Aggregation.refusal(attempt).isEmpty()) {
            String key = "%s/%d@%d".formatted(entry.topic(), entry.partition(), entry.offset());
            ledger.putIfAbsent(key, new LedgerRow(attempt, Bill.of(attempt)));
        }
    }

    void increment(Entry entry) {
        if (codecs.increment().decode(entry.value()) instanceof Decoded.Readable<Increment>(Increment increment)) {
            added.add(increment);
        }
    }

    public List<LedgerRow> ledger() {
        return List.copyOf(ledger.values());
    }

    /** The rollups by line. */
    public Map<Increment.Line, Increment> rollups() {
        return Aggregation.byLine(added);
    }
}
