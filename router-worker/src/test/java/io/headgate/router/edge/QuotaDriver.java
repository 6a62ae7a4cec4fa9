package io.headgate.router.edge;

import static io.headgate.router.edge.DrivenTopology.CODECS;
import static io.headgate.router.edge.DrivenTopology.TOPICS;

import io.headgate.router.Catalogues;
import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.Budgets;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.Intent;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.message.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The admission topology with one tenant's limits, and what it tells of them. */
final class QuotaDriver implements AutoCloseable {
    private final Path stateDir;
    private final DrivenTopology topology;
    private Instant now;
    private int ticks;
    private Catalogue catalogue = Catalogues.sample();

    QuotaDriver(Path stateDir, Instant now) {
        this.stateDir = stateDir;
        this.now = now;
        RouterConfig config = RouterConfig.defaults(stateDir);
        RouterTopologies topologies =
                new RouterTopologies(config, TOPICS, CODECS, Catalogues.changing(() -> catalogue));
        topology = new DrivenTopology(topologies, config, provider -> true, now);
    }

    /** Another process takes over what the ledger holds. */
    QuotaDriver restarted() {
        Map<String, byte[]> entries = new TreeMap<>();
        try (var all = store().all()) {
            all.forEachRemaining(entry -> entries.put(entry.key, entry.value));
        }
        topology.close();
        QuotaDriver next = new QuotaDriver(stateDir, now);
        next.catalogue = catalogue;
        entries.forEach(next.store()::put);
        return next;
    }

    void limit(Limit... limits) {
        limit(List.of(limits), Map.of(), Map.of());
    }

    /** A new revision of the catalogue, with these limits and no others. */
    void limit(List<Limit> all, Map<ModelName, List<Limit>> byModel, Map<String, List<Limit>> byProject) {
        Catalogue next = Catalogues.limited(Catalogues.sample(), all, byModel, byProject);
        catalogue = new Catalogue(
                new CatalogRevision(catalogue.revision().number() + 1),
                next.defaults(),
                next.providers(),
                next.models(),
                next.routes(),
                next.tiers(),
                next.tenants(),
                next.alerts());
    }

    void admit(String id) {
        RoutingContext context = new RoutingContext(
                null,
                null,
                null,
                Priority.STANDARD,
                now.plus(Duration.ofHours(1)),
                null,
                null,
                Map.of("project", "search"));
        InferenceRequest request = Samples.request(id, Samples.body("fast-text"), Samples.FAST, context);
        topology.send(TOPICS.admissions(), CODECS.admission().encode(request), request.key());
    }

    /** The first attempt of a request is over, and with it the request. */
    void over(String id, long tokens, @Nullable String cost) {
        Attempt attempt = Budgets.over(id + "/1", AttemptStatus.COMPLETED, tokens, cost, new Disposition.Final());
        topology.send(
                TOPICS.attempts(),
                CODECS.attempt().encode(attempt),
                Samples.request(id).key());
    }

    /** A call turns out to have been cut off by a crash. */
    void orphaned(Intent orphan) {
        topology.send(TOPICS.orphans(), CODECS.intent().encode(orphan), orphan.key());
    }

    /** Lets time pass, in steps of a second at most, as the wall clock does. */
    void pass(Duration time) {
        for (Duration left = time; left.isPositive(); left = left.minus(Duration.ofSeconds(1))) {
            sleep(left.toMillis() < 1_000 ? left : Duration.ofSeconds(1));
        }
    }

    void sleep(Duration time) {
        now = now.plus(time);
        topology.sleep(time);
    }

    /** Something without consequences comes in, and a second passes. */
    void tick() {
        topology.send(
                TOPICS.cancels(),
                new byte[] {9},
                Samples.request("tick-" + ticks++).key());
        pass(Duration.ofSeconds(1));
    }

    /** What was told and not read yet. */
    List<QuotaState> told() {
        List<QuotaState> told = new ArrayList<>();
        while (!topology.out(TOPICS.quotas()).isEmpty()) {
            var record = topology.out(TOPICS.quotas()).readRecord();
            QuotaState state =
                    ((Decoded.Readable<QuotaState>) CODECS.quotaState().decode(record.value())).value();
            if (!new String(record.key(), StandardCharsets.UTF_8)
                    .equals(state.quota().toString())) {
                throw new AssertionError("key of " + state);
            }
            told.add(state);
        }
        return told;
    }

    void put(Account account) {
        store().put(LedgerKeys.of(account.id()), LedgerCodec.bytes(account));
    }

    void corrupt(AccountId id) {
        store().put(LedgerKeys.of(id), new byte[] {9});
    }

    /** The keys of the ledger. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        try (var all = store().all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private KeyValueStore<String, byte[]> store() {
        return topology.store(LedgerStore.NAME);
    }

    @Override
    public void close() {
        topology.close();
    }
}
