package io.headgate.router.edge;

import static io.headgate.router.edge.DrivenTopology.CODECS;
import static io.headgate.router.edge.DrivenTopology.TOPICS;

import io.headgate.router.Catalogues;
import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.budget.Account;
import io.headgate.router.budget.AccountId;
import io.headgate.router.budget.BudgetCounts;
import io.headgate.router.budget.Budgets;
import io.headgate.router.budget.Counter;
import io.headgate.router.budget.Scope;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Limit;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.AttemptSummary;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Intent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The admission topology with limits of tenant acme that a test changes, and acme's books. */
final class BudgetDriver implements AutoCloseable {
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final ProviderName BETA = new ProviderName("beta");

    private final RouterTopologies topologies;
    private final DrivenTopology topology;
    private Catalogue catalogue = Catalogues.sample();

    BudgetDriver(Path stateDir, int maxRecordBytes) {
        RouterConfig base = RouterConfig.defaults(stateDir);
        RouterConfig config = new RouterConfig(
                stateDir, 1, 0, base.commitInterval(), base.idempotencyWindow(), maxRecordBytes, base.topicDiscovery());
        topologies = new RouterTopologies(config, TOPICS, CODECS, Catalogues.changing(() -> catalogue));
        topology = new DrivenTopology(topologies, config, provider -> true, Samples.NOW);
    }

    /** From now on these limits hold, and no others. */
    void limit(Limit... limits) {
        inForce(Catalogues.limited(Catalogues.sample(), limits));
    }

    void inForce(Catalogue next) {
        catalogue = next;
    }

    void admit(String... ids) {
        for (String id : ids) {
            admit(Samples.request(id));
        }
    }

    void admit(InferenceRequest... requests) {
        for (InferenceRequest request : requests) {
            topology.send(TOPICS.admissions(), CODECS.admission().encode(request), request.key());
        }
    }

    /** An attempt is over, and its request with it; tokens and cost as reported, null for none. */
    void over(String attempt, AttemptStatus status, @Nullable Long tokens, @Nullable String cost) {
        settle(attempt, status, tokens, cost, new Disposition.Final());
    }

    /** The request's first attempt comes back. */
    void back(String id, AttemptStatus status) {
        AttemptSummary failed = Samples.summary("eu", FailureCode.PROVIDER_TIMEOUT);
        AttemptSummary summary = new AttemptSummary(
                failed.id(), failed.target(), status, failed.failure(), null, failed.startedAt(), failed.duration());
        settle(id + "/1", status, null, null, new Disposition.Continue(Samples.request(id), List.of(summary)));
    }

    private void settle(
            String attempt,
            AttemptStatus status,
            @Nullable Long tokens,
            @Nullable String cost,
            Disposition disposition) {
        byte[] value = CODECS.attempt().encode(Budgets.over(attempt, status, tokens, cost, disposition));
        topology.send(TOPICS.attempts(), value, Samples.request("r-1").key());
    }

    /** A call turns out to have been cut off by a crash. */
    void orphaned(Intent orphan) {
        topology.send(TOPICS.orphans(), CODECS.intent().encode(orphan), orphan.key());
    }

    /** The same, and nobody can read which. */
    void unreadableOrphan() {
        topology.send(TOPICS.orphans(), new byte[] {9}, Samples.request("r-1").key());
    }

    /** An attempt of the request is over, and nobody can read how. */
    void unreadable(String id) {
        topology.send(TOPICS.attempts(), new byte[] {9}, Samples.request(id).key());
    }

    void sleep(Duration time) {
        topology.sleep(time);
    }

    /** The next of the dispatches to alpha. */
    Dispatch dispatch() {
        return topology.read(CODECS.dispatch(), TOPICS.dispatch(ALPHA));
    }

    /** How many dispatches to alpha were not read yet. */
    long toAlpha() {
        return topology.out(TOPICS.dispatch(ALPHA)).getQueueSize();
    }

    long toBeta() {
        return topology.out(TOPICS.dispatch(BETA)).getQueueSize();
    }

    long deadLetters() {
        return topology.out(TOPICS.deadletters()).getQueueSize();
    }

    /** Why the next request that ended did. */
    Failure failure() {
        InferenceResult result = topology.read(CODECS.result(), TOPICS.results());
        return AdmissionDriver.failureOf(result);
    }

    /** Of the tenant's account. */
    Counter counter() {
        return account().counters().getFirst();
    }

    Account account() {
        return topology.ledger().account(new AccountId(Samples.ACME, Scope.TENANT));
    }

    /** How many entries the ledger has. */
    long entries() {
        return topology.entries(LedgerStore.NAME);
    }

    /** The keys of its entries that begin with a prefix. */
    List<String> keys(String prefix) {
        List<String> keys = new ArrayList<>();
        try (var all = store().all()) {
            all.forEachRemaining(entry -> keys.add(entry.key));
        }
        keys.removeIf(key -> !key.startsWith(prefix));
        return keys;
    }

    KeyValueStore<String, byte[]> store() {
        return topology.store(LedgerStore.NAME);
    }

    BudgetCounts counts() {
        return topologies.budgetCounts();
    }

    @Override
    public void close() {
        topology.close();
    }
}
