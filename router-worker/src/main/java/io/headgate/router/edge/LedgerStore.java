package io.headgate.router.edge;

import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Holding;
import io.headgate.router.budget.Ledger;
import io.headgate.router.budget.Posting;
import io.headgate.router.budget.Scope;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The books of a task's tenants in a changelogged store: an entry for each account, and one for what each open attempt
 * holds. A request reads and writes as many entries as limits of different scopes count it, and its own.
 */
final class LedgerStore implements Ledger {
    static final String NAME = "ledger";

    /** Accounts are written again and again: closed segments are what compaction works on, and what a restart reads. */
    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(64 * 1024 * 1024));

    private static final int RECENT = 1_000;
    private static final String ACCOUNT = "a/";
    private static final String HOLDING = "h/";

    private final KeyValueStore<String, byte[]> store;
    /** What busy tenants' requests look at again and again. Nobody else writes to a task's store. */
    private final Map<AccountId, Account> recent = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AccountId, Account> eldest) {
            return size() > RECENT;
        }
    };

    LedgerStore(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> builder() {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(NAME), Serdes.String(), Serdes.ByteArray())
                .withLoggingEnabled(CHANGELOG);
    }

    @Override
    public Account account(AccountId id) {
        Account known = recent.get(id);
        if (known != null) {
            return known;
        }
        byte[] entry = store.get(key(id));
        Account read = entry == null ? Account.empty(id) : LedgerCodec.account(id, entry);
        recent.put(id, read);
        return read;
    }

    @Override
    public @Nullable Holding holding(TenantId tenant, AttemptId attempt) {
        byte[] entry = store.get(key(tenant, attempt));
        return entry == null ? null : LedgerCodec.holding(tenant, attempt, entry);
    }

    @Override
    public List<Holding> holdings(RequestKey request) {
        String attempts = request.request() + "/";
        String prefix = HOLDING + request.tenant() + "/";
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

    void apply(Posting posting) {
        posting.accounts().forEach(account -> {
            store.put(key(account.id()), LedgerCodec.bytes(account));
            recent.put(account.id(), account);
        });
        posting.closed().forEach(attempt -> store.delete(key(posting.tenant(), attempt)));
        posting.opened()
                .forEach(holding -> store.put(key(holding.tenant(), holding.attempt()), LedgerCodec.bytes(holding)));
    }

    /** Another request's id may begin with this one's, and go on with a slash. */
    private static boolean isNumber(String rest) {
        return !rest.isEmpty() && rest.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A tenant has no slash in it: no two accounts meet. */
    private static String key(AccountId id) {
        String tenant = ACCOUNT + id.tenant();
        return switch (id.scope()) {
            case Scope.WholeTenant() -> tenant;
            case Scope.Project(String name) -> tenant + "/p/" + name;
            case Scope.OnModel(ModelName model) -> tenant + "/m/" + model;
        };
    }

    private static String key(TenantId tenant, AttemptId attempt) {
        return HOLDING + tenant + "/" + attempt;
    }
}
