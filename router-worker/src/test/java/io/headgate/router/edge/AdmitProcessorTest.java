package io.headgate.router.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.router.RouterConfig;
import io.headgate.router.Samples;
import io.headgate.router.admit.Admit;
import io.headgate.router.budget.BudgetCounts;
import io.headgate.router.waiting.Crowds;
import io.headgate.router.waiting.ProviderTenants;
import io.headgate.router.waiting.QueueOutlook;
import io.headgate.router.waiting.WaitingCounts;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.json.jackson.StrictJson;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.process.KafkaConnection;
import io.headgate.schemas.tenant.TenantCatalogs;
import io.headgate.schemas.topic.TopicNames;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a task begins, ends and begins again: Streams keeps the processor, and whatever it has scheduled. */
class AdmitProcessorTest {
    private static final TopicNames TOPICS = new TopicNames("headgate.");
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final TenantCatalogs CATALOGS = TenantCatalogs.fixed(Samples.catalogue());

    @TempDir
    Path stateDir;

    private final WaitingCounts counts = new WaitingCounts();
    private final Crowds crowds = new Crowds();
    private MockProcessorContext<byte[], Outgoing> context;
    private List<StateStore> stores;
    private AdmitProcessor processor;

    @BeforeEach
    void start() {
        RouterConfig config = RouterConfig.defaults(stateDir);
        context = new MockProcessorContext<>(
                StreamsSettings.of(config, new KafkaConnection("unused:1", Map.of(), TOPICS), "admission"),
                new TaskId(0, 0),
                stateDir.toFile());
        context.setCurrentSystemTimeMs(Samples.NOW.toEpochMilli());
        stores = List.of(
                SeenStore.builder(config.idempotencyWindow())
                        .withLoggingDisabled()
                        .build(),
                LedgerStore.builder().withLoggingDisabled().build(),
                StoredRoom.builders().getFirst().withLoggingDisabled().build(),
                StoredRoom.builders().getLast().withLoggingDisabled().build());
        stores.forEach(store -> store.init(context.getStateStoreContext(), store));
        // Nobody can serve anything: whoever comes waits.
        processor = new AdmitProcessor(
                new Admit(new StrictJson(), String::length, provider -> false),
                Witness.BLIND,
                CODECS,
                CATALOGS,
                TOPICS,
                new BudgetCounts(),
                new Waiters(CODECS, CATALOGS, QueueOutlook.UNKNOWN, config, counts, crowds, new ProviderTenants()),
                config.idempotencyWindow(),
                config.maxRecordBytes());
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
    void whoWaitsBeforeProviders_isToldOfTheTask_whileItRunsHere() {
        assertThat(crowds.of(0)).as("nobody waits before any").contains(Map.of());
        assertThat(crowds.of(1)).as("another process has it").isEmpty();
        processor.close();
        assertThat(crowds.of(0)).isEmpty();
    }

    private void admit(String id) {
        InferenceRequest request = Samples.request(id);
        context.setRecordMetadata(TOPICS.admissions(), 0, 0);
        processor.process(new Record<>(new byte[0], CODECS.admission().encode(request), Samples.NOW.toEpochMilli()));
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
