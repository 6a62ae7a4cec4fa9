package io.headgate.deploy.acceptance.simulation.judge;

import io.headgate.deploy.acceptance.simulation.log.Entry;
import io.headgate.deploy.acceptance.simulation.task.TaskEvent;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Cancel;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.topic.TopicNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Follows what the router commits, step by step. I8: at no step is more spent and held than a limit allows. I11: nothing
 * is dispatched after its deadline, or after its cancel was read. At rest, I6 and I7: nothing is held, and the router's
 * books say what these say.
 */
public final class LimitWatch {
    /** By how much a cancel may seem older than the request that it means. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);

    private final Codecs codecs;
    private final TopicNames topics;
    private final Map<TenantId, List<Tally>> tallies = new LinkedHashMap<>();
    private final Map<RequestKey, Instant> cancelled = new HashMap<>();
    private final List<Violation> found = new ArrayList<>();

    public LimitWatch(Catalogue catalogue, Codecs codecs, TopicNames topics) {
        this.codecs = codecs;
        this.topics = topics;
        catalogue
                .tenants()
                .forEach((id, tenant) ->
                        tallies.put(id, tenant.limits().stream().map(Tally::new).toList()));
    }

    /** What one transaction of the router did, in order. */
    public void committed(List<TaskEvent> events) {
        for (TaskEvent event : events) {
            switch (event) {
                case TaskEvent.Read(Entry entry) -> read(entry);
                case TaskEvent.Wrote(var record) -> wrote(record);
            }
        }
    }

    private void read(Entry entry) {
        if (entry.topic().equals(topics.attempts())) {
            Attempt attempt = Evidence.read(entry, codecs.attempt());
            of(attempt.key()).forEach(tally -> tally.settled(attempt));
            if (attempt.disposition() instanceof Disposition.Final) {
                ended(attempt.key());
            }
        } else if (entry.topic().equals(topics.cancels())) {
            Cancel cancel = Evidence.read(entry, codecs.cancel());
            cancelled.merge(cancel.key(), cancel.at(), (one, other) -> one.isAfter(other) ? one : other);
        }
    }

    private void wrote(ProducerRecord<byte[], byte[]> record) {
        if (topics.providerOf(record.topic()).isPresent()) {
            if (codecs.dispatch().decode(record.value()) instanceof Decoded.Readable<Dispatch>(Dispatch dispatch)) {
                dispatched(dispatch);
            }
        } else if (record.topic().equals(topics.results())
                && codecs.result().decode(record.value())
                        instanceof Decoded.Readable<InferenceResult>(InferenceResult result)) {
            ended(result.key());
        }
    }

    private void dispatched(Dispatch dispatch) {
        RequestKey key = dispatch.request().key();
        if (!dispatch.dispatchedAt().isBefore(dispatch.request().context().deadline())) {
            found.add(new Violation("I11", dispatch.attempt() + " was dispatched after its deadline"));
        }
        Instant withdrawn = cancelled.get(key);
        if (withdrawn != null
                && !withdrawn.plus(CLOCK_SKEW).isBefore(dispatch.request().acceptedAt())) {
            found.add(new Violation("I11", dispatch.attempt() + " was dispatched after its cancel"));
        }
        for (Tally tally : of(key)) {
            Instant window = tally.dispatched(dispatch);
            BigDecimal sum = tally.spent(window).add(tally.reserved(window));
            if (sum.compareTo(tally.limit().amount()) > 0) {
                found.add(new Violation(
                        "I8",
                        "%s of %s: %s of %s are spent and held of %s per %s"
                                .formatted(
                                        dispatch.attempt(),
                                        key.tenant(),
                                        sum,
                                        tally.limit().amount(),
                                        tally.limit().measure(),
                                        tally.limit().window())));
            }
        }
    }

    private void ended(RequestKey key) {
        of(key).forEach(tally -> tally.ended(key.toString()));
    }

    private List<Tally> of(RequestKey key) {
        return tallies.getOrDefault(key.tenant(), List.of());
    }

    /** What did not hold while the router worked. */
    public List<Violation> found() {
        return List.copyOf(found);
    }

    /** What does not hold at rest, given all that the router has told of its limits. */
    List<Violation> atRest(List<QuotaState> told) {
        Map<String, QuotaState> last = new LinkedHashMap<>();
        told.forEach(state -> last.put(name(state.quota().tenant(), state), state));
        List<Violation> wrong = new ArrayList<>();
        tallies.forEach((tenant, all) -> all.forEach(tally -> {
            String prefix =
                    tenant + " " + tally.limit().measure() + " " + tally.limit().window() + " ";
            for (Instant window : tally.windows()) {
                if (tally.spent(window).signum() > 0 && !last.containsKey(prefix + window)) {
                    wrong.add(new Violation("I7", prefix + window + ": spent " + tally.spent(window) + ", not told"));
                }
            }
            last.forEach((name, state) -> {
                if (name.startsWith(prefix)) {
                    compare(name, state, tally, wrong);
                }
            });
        }));
        return wrong;
    }

    private static void compare(String name, QuotaState state, Tally tally, List<Violation> wrong) {
        if (state.reserved().signum() != 0) {
            wrong.add(new Violation("I6", "%s: %s are held at rest".formatted(name, state.reserved())));
        }
        BigDecimal spent = tally.spent(state.windowStart());
        if (state.spent().compareTo(spent) != 0) {
            wrong.add(new Violation(
                    "I7", "%s: the router has %s spent, the log %s".formatted(name, state.spent(), spent)));
        }
    }

    private static String name(TenantId tenant, QuotaState state) {
        return "%s %s %s %s"
                .formatted(tenant, state.quota().measure(), state.quota().window(), state.windowStart());
    }
}
