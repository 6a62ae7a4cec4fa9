package io.headgate.router.edge;

import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Holding;
import io.headgate.router.budget.Ledger;
import io.headgate.router.budget.OrphanedCall;
import io.headgate.router.budget.PastWindow;
import io.headgate.router.budget.Posting;
import io.headgate.router.budget.WindowId;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.telemetry.DefectPlace;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The books of a task's tenants in a changelogged store: an entry for each account, one for what each open attempt
 * holds, one for each past window in which something is held yet or may be charged, and one for each orphaned call that was
 * charged. A request reads and writes as many entries as limits of different scopes count it, and its own.
 */
final class LedgerStore implements Ledger {
    static final String NAME = "ledger";

    /** Accounts are written again and again: closed segments are what compaction works on, and what a restart reads. */
    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 * 1024 * 1024));

    private static final Logger log = LoggerFactory.getLogger(LedgerStore.class);
    private static final int RECENT = 1_000;
    private static final byte[] CHARGED = {1};

    /** As long as a month, and as topic {@code orphans} is kept: what is read again is not charged again. */
    private static final Duration CHARGED_FOR = Duration.ofDays(32);

    private final KeyValueStore<String, byte[]> store;
    private final LedgerView view;
    /** What busy tenants' requests look at again and again. Nobody else writes to a task's store. */
    private final Map<AccountId, Account> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Account> eldest) {
            return size() > RECENT;
        }
    };

    LedgerStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
        this.view = new LedgerView(store);
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG)
                // A busy tenant's account is written for each reservation and each settlement, and in a transaction
                // once.
                .withCachingEnabled();
    }

    @Override
    public Account account(AccountId id) {
        Account known = recent.get(id);
        if (known != null) {
            return known;
        }
        Account read = view.account(id);
        recent.put(id, read);
        return read;
    }

    @Override
    public @Nullable PastWindow past(WindowId id) {
        return view.past(id);
    }

    @Override
    public @Nullable Holding holding(TenantId tenant, AttemptId attempt) {
        byte[] entry = store.get(LedgerKeys.of(tenant, attempt));
        return entry == null ? null : LedgerCodec.holding(tenant, attempt, entry);
    }

    @Override
    public List<Holding> holdings(RequestKey request) {
        String attempts = request.request() + "/";
        String prefix = LedgerKeys.holdingsOf(request.tenant());
        List<Holding> found = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.prefixScan(prefix + attempts, new StringSerializer())) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                AttemptId attempt = new AttemptId(entry.key.substring(prefix.length()));
                if (isNumber(attempt.value().substring(attempts.length()))) {
                    found.add(LedgerCodec.holding(request.tenant(), attempt, entry.value));
                }
            }
        }
        return found;
    }

    /** What each open attempt holds, one after the other; what cannot be read is passed over, and counts for nobody. */
    void eachHolding(Consumer<Holding> out) {
        try (KeyValueIterator<String, byte[]> entries = store.prefixScan(LedgerKeys.HOLDINGS, new StringSerializer())) {
            while (entries.hasNext()) {
                Holding holding = readable(entries.next());
                if (holding != null) {
                    out.accept(holding);
                }
            }
        }
    }

    private static @Nullable Holding readable(KeyValue<String, byte[]> entry) {
        try {
            return LedgerCodec.holding(
                    LedgerKeys.tenantOfHolding(entry.key), LedgerKeys.attemptOfHolding(entry.key), entry.value);
        } catch (RuntimeException unreadable) {
            log.atError().log("an open attempt cannot be read, {}: {}", entry.key, DefectPlace.of(unreadable));
            return null;
        }
    }

    @Override
    public boolean isCharged(TenantId tenant, OrphanedCall call) {
        return store.get(LedgerKeys.of(tenant, call)) != null;
    }

    void apply(Posting posting) {
        posting.accounts().forEach(account -> {
            store.put(LedgerKeys.of(account.id()), LedgerCodec.bytes(account));
            recent.put(account.id(), account);
        });
        // Streams would look up what it deletes.
        posting.closed().forEach(attempt -> store.put(LedgerKeys.of(posting.tenant(), attempt), null));
        posting.opened()
                .forEach(holding ->
                        store.put(LedgerKeys.of(holding.tenant(), holding.attempt()), LedgerCodec.bytes(holding)));
        posting.past().forEach(window -> store.put(LedgerKeys.of(window.id()), LedgerCodec.bytes(alone(window))));
        posting.charged().forEach(call -> charged(posting.tenant(), call));
    }

    /** It is remembered; calls that are so much older than it that they cannot come again are remembered no more. */
    private void charged(TenantId tenant, OrphanedCall call) {
        String end = LedgerKeys.orphansUpTo(tenant, call.startedAt().minus(CHARGED_FOR));
        keys(LedgerKeys.orphansOf(tenant), end).forEach(store::delete);
        store.put(LedgerKeys.of(tenant, call), CHARGED);
    }

    /** Past windows of the same limit that began before a moment, of whatever scope. */
    List<WindowId> past(WindowId like, Instant before) {
        return keys(LedgerKeys.windowsOf(like), LedgerKeys.windowsUpTo(like, before)).stream()
                .map(LedgerKeys::window)
                .toList();
    }

    private List<String> keys(String from, String to) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(from, to)) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    /** A past window that is final and was told of: nobody asks for it again. */
    void forget(PastWindow window) {
        store.delete(LedgerKeys.of(window.id()));
    }

    /**
     * A number greater than every one before. It follows the clock, so that it is greater too when the store was lost.
     */
    long nextSequence(Instant now) {
        byte[] last = store.get(LedgerKeys.SEQUENCE);
        long after = last == null ? 0 : ByteBuffer.wrap(last).getLong() + 1;
        long next = Math.max(after, now.toEpochMilli());
        store.put(
                LedgerKeys.SEQUENCE,
                ByteBuffer.allocate(Long.BYTES).putLong(next).array());
        return next;
    }

    /** The keys of some accounts or past windows, in order, behind {@code last}; to begin with, behind their prefix. */
    List<String> keysBehind(String last, String prefix, int most) {
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> entries = store.range(last, LedgerKeys.end(prefix))) {
            while (entries.hasNext() && keys.size() < most) {
                String key = entries.next().key;
                if (!key.equals(last) && key.startsWith(prefix)) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    /** In the form of an account that has nothing else. */
    private static Account alone(PastWindow window) {
        return new Account(window.account(), List.of(window.counter()));
    }

    /** Another request's id may begin with this one's, and go on with a slash. */
    private static boolean isNumber(String rest) {
        return !rest.isEmpty() && rest.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
