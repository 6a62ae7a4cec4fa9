package io.headgate.deploy.acceptance.simulation.judge;

import io.headgate.deploy.acceptance.simulation.log.Entry;
import io.headgate.deploy.acceptance.simulation.log.EventLog;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.codec.MessageCodec;
import io.headgate.schemas.message.Admission;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.QuotaState;
import io.headgate.schemas.topic.TopicNames;
import java.util.List;

/** What anybody may read on the log when all is quiet, in order of each partition. */
public record Evidence(
        List<Admission> admissions,
        List<InferenceResult> results,
        List<Attempt> attempts,
        List<Notice> notices,
        List<QuotaState> quotas,
        int deadLetters,
        Catalogue catalogue) {
    public static Evidence of(EventLog log, Codecs codecs, TopicNames topics, Catalogue catalogue) {
        return new Evidence(
                read(log, topics.admissions(), codecs.admission()),
                read(log, topics.results(), codecs.result()),
                read(log, topics.attempts(), codecs.attempt()),
                read(log, topics.notices(), codecs.notice()),
                read(log, topics.quotas(), codecs.quotaState()),
                log.committed(topics.deadletters()).size(),
                catalogue);
    }

    private static <M> List<M> read(EventLog log, String topic, MessageCodec<M> codec) {
        return log.committed(topic).stream().map(entry -> read(entry, codec)).toList();
    }

    /** A record that must be readable, since it was written here. */
    static <M> M read(Entry entry, MessageCodec<M> codec) {
        return switch (codec.decode(entry.value())) {
            case Decoded.Readable<M>(M message) -> message;
            case Decoded.Unreadable<M>(var failure) ->
                throw new IllegalStateException("%s at %d: %s".formatted(entry.topic(), entry.offset(), failure));
        };
    }
}
