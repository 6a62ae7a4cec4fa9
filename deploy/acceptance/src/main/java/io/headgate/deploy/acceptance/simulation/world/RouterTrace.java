package io.headgate.deploy.acceptance.simulation.world;

import io.headgate.deploy.acceptance.simulation.log.Entry;
import io.headgate.deploy.acceptance.simulation.task.TaskEvent;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.topic.TopicNames;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Tells what the router has committed. */
record RouterTrace(Codecs codecs, TopicNames topics, Trace trace) {
    void committed(List<TaskEvent> events) {
        for (TaskEvent event : events) {
            trace.tell(() -> "  the router " + told(event));
        }
    }

    private String told(TaskEvent event) {
        return switch (event) {
            case TaskEvent.Read(Entry entry) ->
                entry.topic().equals(topics.attempts())
                        ? "reads that " + shown(codecs.attempt().decode(entry.value()))
                        : "reads %s-%d@%d".formatted(entry.topic(), entry.partition(), entry.offset());
            case TaskEvent.Wrote(var record) -> "writes " + told(record);
        };
    }

    private String told(ProducerRecord<byte[], byte[]> record) {
        if (topics.providerOf(record.topic()).isPresent()) {
            return shown(codecs.dispatch().decode(record.value()));
        }
        if (record.topic().equals(topics.results())) {
            return shown(codecs.result().decode(record.value()));
        }
        if (record.topic().equals(topics.notices())) {
            return shown(codecs.notice().decode(record.value()));
        }
        return record.topic().equals(topics.quotas())
                ? shown(codecs.quotaState().decode(record.value()))
                : record.topic();
    }

    private static String shown(Decoded<?> decoded) {
        return switch (decoded) {
            case Decoded.Readable<?>(Attempt a) ->
                "%s of %s is %s, %s"
                        .formatted(
                                a.summary().id(),
                                a.key().tenant(),
                                a.summary().status(),
                                a.disposition().getClass().getSimpleName());
            case Decoded.Readable<?>(Dispatch d) ->
                "%s to %s".formatted(d.attempt(), d.target().provider());
            case Decoded.Readable<?>(InferenceResult r) -> "the end of %s: %s".formatted(r.key(), r.outcome());
            case Decoded.Readable<?>(Notice n) -> "to %s: %s".formatted(n.key(), n.message());
            case Decoded.Readable<?>(QuotaState q) ->
                "%s: %s spent, %s reserved".formatted(q.quota(), q.spent(), q.reserved());
            default -> decoded.toString();
        };
    }
}
