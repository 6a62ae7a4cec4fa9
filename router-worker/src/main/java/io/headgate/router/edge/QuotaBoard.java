package io.headgate.router.edge;

import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.PastWindow;
import io.headgate.router.budget.Posting;
import io.headgate.router.budget.WindowId;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.telemetry.DefectPlace;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells topic {@code quotas} how much of a task's limits is used, from the ledger itself: whatever was changed is marked,
 * and told about once a second, so that a busy limit costs a mark for each request and a record for each second.
 *
 * <p>Marks are in memory. When a task begins it tells of all there is in its ledger, a bounded amount at a time, and so it
 * does under a new catalogue, whose limits may be others; what a tenant's own settings change is told with what it uses next. A past window stays in the
 * ledger until its final state was told: a day or a month of tokens or cost for a week at least.
 */
final class QuotaBoard {
    private static final Logger log = LoggerFactory.getLogger(QuotaBoard.class);
    static final int MOST_PER_TICK = 500;

    private final LedgerStore ledger;
    private final RecordWriter writer;
    private final MessageCodec<QuotaState> codec;
    private final TenantCatalogs catalogs;
    private final Set<AccountId> changed = new LinkedHashSet<>();
    private final Set<WindowId> past = new LinkedHashSet<>();
    private final Queue<Sweep> sweeps = new ArrayDeque<>();
    private @Nullable CatalogRevision toldUnder;

    QuotaBoard(LedgerStore ledger, RecordWriter writer, MessageCodec<QuotaState> codec, TenantCatalogs catalogs) {
        this.ledger = ledger;
        this.writer = writer;
        this.codec = codec;
        this.catalogs = catalogs;
        sweep();
    }

    /** All entries with one prefix; how far it has come is in its key. */
    private record Sweep(String prefix, String last) {}

    /** What a decision changed is to be told. */
    void booked(Posting posting) {
        posting.accounts().forEach(account -> changed.add(account.id()));
        posting.past().forEach(window -> past.add(window.id()));
    }

    /** Whether there is nothing to tell. */
    boolean isIdle() {
        return changed.isEmpty()
                && past.isEmpty()
                && sweeps.isEmpty()
                && catalogs.common().revision().equals(toldUnder);
    }

    /** Tells of what was changed, a bounded amount of it; to be called about once a second while it is not idle. */
    void tick(Instant now) {
        CatalogRevision revision = catalogs.common().revision();
        if (toldUnder != null && !toldUnder.equals(revision)) {
            sweep();
        }
        toldUnder = revision;
        mark();
        if (!changed.isEmpty() || !past.isEmpty()) {
            QuotaStates states = new QuotaStates(catalogs, now, ledger.nextSequence(now));
            int left = tellPast(states, MOST_PER_TICK);
            tellChanged(states, left);
        }
    }

    private void sweep() {
        sweeps.clear();
        sweeps.add(new Sweep(LedgerKeys.PAST, LedgerKeys.PAST));
        sweeps.add(new Sweep(LedgerKeys.ACCOUNTS, LedgerKeys.ACCOUNTS));
    }

    /** Goes on with a sweep for as much as can be told this time. */
    private void mark() {
        int room = MOST_PER_TICK - changed.size() - past.size();
        while (room > 0 && !sweeps.isEmpty()) {
            Sweep sweep = sweeps.remove();
            List<String> keys = ledger.keysBehind(sweep.last(), sweep.prefix(), room);
            for (String key : keys) {
                if (sweep.prefix().equals(LedgerKeys.PAST)) {
                    past.add(LedgerKeys.window(key));
                } else {
                    changed.add(LedgerKeys.account(key));
                }
            }
            if (keys.size() == room) {
                sweeps.add(new Sweep(sweep.prefix(), keys.getLast()));
                return;
            }
            room -= keys.size();
        }
    }

    private int tellPast(QuotaStates states, int most) {
        int left = most;
        List<WindowId> oldOnes = new ArrayList<>();
        for (Iterator<WindowId> windows = past.iterator(); windows.hasNext() && left > 0; left--) {
            WindowId id = windows.next();
            windows.remove();
            guarded(id.account(), () -> tellPast(states, ledger.past(id)));
            oldOnes.addAll(behind(id, states.at()));
        }
        past.addAll(oldOnes);
        return left;
    }

    /** A window that has just ended takes those along that were kept for a while: they are told once more, and forgotten. */
    private List<WindowId> behind(WindowId id, Instant now) {
        Instant longOver = id.longOver(now);
        return id.opened().isBefore(longOver) ? List.of() : ledger.past(id, longOver);
    }

    private void tellPast(QuotaStates states, @Nullable PastWindow window) {
        if (window == null) {
            return;
        }
        tell(states.of(window.account(), window.counter()));
        // The last record of a key that compaction keeps is to be of the present window.
        changed.add(window.account());
        if (window.isFinal(states.at())) {
            ledger.forget(window);
        }
    }

    private void tellChanged(QuotaStates states, int most) {
        int left = most;
        for (Iterator<AccountId> accounts = changed.iterator(); accounts.hasNext() && left > 0; left--) {
            AccountId id = accounts.next();
            accounts.remove();
            guarded(id, () -> ledger.account(id).counters().forEach(counter -> tell(states.of(id, counter))));
        }
    }

    /** An entry that cannot be read is left alone: it must not stop the books of all others. */
    private static void guarded(AccountId id, Runnable telling) {
        try {
            telling.run();
        } catch (KafkaException infrastructure) {
            throw infrastructure;
        } catch (RuntimeException inTheBooks) {
            log.atError()
                    .addKeyValue(LogKeys.TENANT, id.tenant())
                    .log("what is used of limits on {} cannot be told: {}", id.scope(), DefectPlace.of(inTheBooks));
        }
    }

    private void tell(QuotaState state) {
        writer.writeQuota(state.quota().toString(), codec.encode(state));
    }
}
