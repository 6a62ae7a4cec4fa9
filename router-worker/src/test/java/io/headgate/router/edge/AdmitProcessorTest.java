package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.Catalogues;
import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.admit.Admit;
import io.headgate.router.budget.BudgetCounts;
import io.headgate.router.budget.Budgets;
import io.headgate.router.waiting.Crowds;
import io.headgate.router.waiting.ProviderTenants;
import io.headgate.router.waiting.QueueOutlook;
import io.headgate.router.waiting.WaitingCounts;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a task begins, ends and begins again: Streams keeps the processor, and whatever it has scheduled. */
class AdmitProcessorTest {
    private static final TopicNames TOPICS = new TopicNames("headgate.");
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final TenantCatalogs CATALOGS =
            TenantCatalogs.fixed(Catalogues.withMaxInFlight(Catalogues.onlyAlphaForFast(), 2));

    @TempDir
    Path stateDir;

    private final WaitingCounts counts = new WaitingCounts();
    private final Crowds crowds = new Crowds();
    private MockProcessorContext<byte[], Outgoing> context;
    private List<StateStore> stores;
    private AdmitProcessor processor;
    private RouterConfig config;
    /** Before that nobody can serve anything: whoever comes waits. */
    private boolean servable;

    @BeforeEach
    void start() {
        config = RouterConfig.defaults(stateDir);
        context = new MockProcessorContext<>(
                StreamsSettings.of(config, new KafkaConnection("unused:1", Map.of(), TOPICS), "admission"),
                new TaskId(0, 0),
                stateDir.toFile());
        context.setCurrentSystemTimeMs(Samples.NOW.toEpochMilli());
        stores = List.of(
                SeenStore.builder(config.idempotencyWindow())
                        .withLoggingDisabled()
                        .build(),
                LedgerStore.builder()
                        .withLoggingDisabled()
                        .withCachingDisabled()
                        .build(),
                StoredRoom.builders().getFirst().withLoggingDisabled().build(),
                StoredRoom.builders().getLast().withLoggingDisabled().build());
        stores.forEach(store -> store.init(context.getStateStoreContext(), store));
        begin();
    }

    /** A task begins in a process that knows of nothing but what the stores have. */
    private void begin() {
        processor = new AdmitProcessor(
                new Admit(new StrictJson(), String::length, provider -> servable),
                Witness.BLIND,
                CODECS,
                CATALOGS,
                TOPICS,
                new BudgetCounts(),
                new Waiters(CODECS, CATALOGS, QueueOutlook.UNKNOWN, config, counts, crowds, new ProviderTenants()),
                config.idempotencyWindow(),
                config.maxRecordBytes(),
                Commits.LEFT_TO_STREAMS);
        processor.init(context);
    }

    @AfterEach
    void stop() {
        stores.forEach(StateStore::close);
    }

    @Test
    void timePassesOnce_whenATaskBeginsAgain() {
        assertThat(ticking()).as("nobody waits").isEmpty();
        admit("r-1");
        assertThat(ticking()).hasSize(1);

        processor.close();
        assertThat(context.scheduledPunctuators()).as("the task is closed").allMatch(CapturedPunctuator::cancelled);
        processor.init(context);
        assertThat(ticking()).as("r-1 waits on").hasSize(1);
        admit("r-2");
        assertThat(ticking()).hasSize(1);
    }

    @Test
    void whoWaits_isCountedOnce_whenATaskBeginsAgain() {
        admit("r-1");
        tick();
        processor.close();
        assertThat(counts.requests()).isZero();
        processor.init(context);
        tick();
        assertThat(counts.requests()).isEqualTo(1);
    }

    @Test
    void whatWasWithAProvider_isWithItStill_whenAnotherProcessTakesTheTaskOver() {
        servable = true;
        admit("r-1");
        admit("r-2");
        admit("r-3");
        assertThat(dispatched()).as("it takes two at once").containsExactly("r-1", "r-2");

        processor.close();
        begin();
        admit("r-4");
        tick();
        assertThat(dispatched()).as("as full as before").hasSize(2);
        settle("r-1");
        assertThat(dispatched()).as("it is quick").containsExactly("r-1", "r-2", "r-3", "r-4");
    }

    @Test
    void anOpenAttemptThatCannotBeRead_holdsNobodyUp() {
        servable = true;
        KeyValueStore<String, byte[]> ledger = context.getStateStore(LedgerStore.NAME);
        ledger.put("h/acme/r-0/1", new byte[] {9});
        processor.close();
        begin();
        admit("r-1");
        assertThat(dispatched()).containsExactly("r-1");
    }

    @Test
    void whoWaitsBeforeProviders_isToldOfTheTask_whileItRunsHere() {
        assertThat(crowds.of(0)).as("nobody waits before any").contains(Map.of());
        assertThat(crowds.of(1)).as("another process has it").isEmpty();
        processor.close();
        assertThat(crowds.of(0)).isEmpty();
    }

    private void admit(String id) {
        process(TOPICS.admissions(), CODECS.admission().encode(Samples.request(id)));
    }

    /** The request's first attempt is over, and with it the request. */
    private void settle(String id) {
        Attempt over = Budgets.over(id + "/1", AttemptStatus.COMPLETED, 20L, null, new Disposition.Final());
        process(TOPICS.attempts(), CODECS.attempt().encode(over));
    }

    private void process(String topic, byte[] value) {
        context.setRecordMetadata(topic, 0, 0);
        processor.process(new Record<>(new byte[0], value, Samples.NOW.toEpochMilli()));
    }

    /** The ids of all requests that went to a provider, in order. */
    private List<String> dispatched() {
        return context.forwarded().stream()
                .map(forward -> forward.record())
                .filter(record -> record.value().topic().equals(TOPICS.dispatch(new ProviderName("alpha"))))
                .map(record -> new String(record.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private void tick() {
        ticking().forEach(ticker -> ticker.getPunctuator().punctuate(Samples.NOW.toEpochMilli()));
    }

    /** What lets time pass for those who wait. */
    private List<CapturedPunctuator> ticking() {
        return context.scheduledPunctuators().stream()
                .filter(ticker -> !ticker.cancelled() && ticker.getInterval().equals(AdmitProcessor.WAITING))
                .toList();
    }
}
