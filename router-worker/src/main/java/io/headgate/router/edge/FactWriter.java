package io.headgate.router.edge;

import io.headgate.router.admit.Closing;
import io.headgate.router.admit.Fact;
import io.headgate.router.admit.Remainder;
import io.headgate.router.budget.BudgetCounts;
import io.headgate.router.budget.OrphanedCall;
import io.headgate.router.budget.Overshoot;
import io.headgate.router.budget.Posting;
import io.headgate.schemas.codec.Codecs;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.Priority;
import io.headgate.schemas.telemetry.LogKeys;
import io.headgate.schemas.topic.HeaderNames;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Applies facts: puts them into the store and onto topics, in the transaction of the record they follow from. */
final class FactWriter {
    private static final Logger log = LoggerFactory.getLogger(FactWriter.class);

    private final RecordWriter writer;
    private final Codecs codecs;
    private final TopicNames topics;
    private final LedgerStore ledger;
    private final BudgetCounts counts;
    private final QuotaBoard quotas;

    FactWriter(
            RecordWriter writer,
            LedgerStore ledger,
            Codecs codecs,
            TopicNames topics,
            BudgetCounts counts,
            QuotaBoard quotas) {
        this.writer = writer;
        this.ledger = ledger;
        this.codecs = codecs;
        this.topics = topics;
        this.counts = counts;
        this.quotas = quotas;
    }

    void apply(Fact fact, RecordHeading heading, SeenStore memory) {
        switch (fact) {
            case Fact.Remembered remembered -> memory.remember(remembered.name(), remembered.seen());
            case Fact.Booked booked -> book(booked.posting(), heading);
            case Fact.Dispatched(Dispatch dispatch) -> dispatch(dispatch, heading, memory);
            case Fact.Ended ended -> end(ended, heading);
            case Fact.Held held ->
                throw new IllegalStateException("request %s is to wait: that is for the waiting room"
                        .formatted(held.request().key()));
            case Fact.Noticed noticed -> notice(noticed.notice(), heading);
        }
    }

    /** Whether it went: the request of one that is too large for a record ends instead. */
    boolean dispatch(Dispatch dispatch, RecordHeading heading, SeenStore memory) {
        ProviderName provider = dispatch.target().provider();
        boolean critical = dispatch.request().context().priority() == Priority.CRITICAL;
        String topic = critical ? topics.dispatchCritical(provider) : topics.dispatch(provider);
        byte[] value = codecs.dispatch().encode(dispatch);
        if (!writer.write(topic, request(heading), value, headers(heading))) {
            Closing.undispatchable(dispatch, value.length, writer.maxRecordBytes(), ledger)
                    .forEach(fact -> apply(fact, heading, memory));
            return false;
        }
        about(log.atDebug(), heading)
                .addKeyValue(LogKeys.PROVIDER, provider)
                .addKeyValue(LogKeys.MODEL, dispatch.target().model())
                .addKeyValue(LogKeys.ATTEMPT, dispatch.attempt())
                .addKeyValue(LogKeys.REVISION, dispatch.decision().revision())
                .log("dispatched");
        return true;
    }

    private void end(Fact.Ended ended, RecordHeading heading) {
        InferenceResult result = ended.result();
        Headers headers = headers(heading);
        String format = result.replyFormat().name().toLowerCase(Locale.ROOT);
        headers.add(HeaderNames.FORMAT, format.getBytes(StandardCharsets.UTF_8));
        write(topics.results(), heading, codecs.result().encode(result), headers);
        byte[] whole = codecs.failedRequest().encode(new FailedRequest(ended.admission(), result));
        if (!writer.write(topics.failures(), request(heading), whole, headers(heading))) {
            FailedRequest remainder = new FailedRequest(Remainder.of(ended.admission(), failureOf(result)), result);
            write(topics.failures(), heading, codecs.failedRequest().encode(remainder), headers(heading));
        }
        FailureCode code = failureOf(result).code();
        if (code == FailureCode.BUDGET_EXCEEDED || code == FailureCode.RATE_LIMITED) {
            counts.refused(code);
        }
        about(log.atInfo(), heading).addKeyValue("code", code.wireName()).log("ended");
    }

    private void notice(Notice notice, RecordHeading heading) {
        write(topics.notices(), heading, codecs.notice().encode(notice), headers(heading));
        about(log.atInfo(), heading).addKeyValue("notice", notice.kind()).log("noticed");
    }

    private void book(Posting posting, RecordHeading heading) {
        ledger.apply(posting);
        quotas.booked(posting);
        for (OrphanedCall call : posting.charged()) {
            counts.charged();
            about(log.atInfo(), heading)
                    .addKeyValue(LogKeys.ATTEMPT, call.attempt())
                    .log("a call that a crash cut off is charged the most that it can have used");
        }
        for (Overshoot overshoot : posting.overshoots()) {
            counts.overshot(overshoot.key().measure());
            about(log.atInfo(), heading)
                    .addKeyValue(LogKeys.ATTEMPT, overshoot.attempt())
                    .addKeyValue(
                            "limit",
                            "%s per %s"
                                    .formatted(
                                            overshoot.key().measure(),
                                            overshoot.key().window()))
                    .addKeyValue("held", overshoot.held().toPlainString())
                    .addKeyValue("used", overshoot.used().toPlainString())
                    .log("more is spent than was held");
        }
    }

    private static Failure failureOf(InferenceResult result) {
        return switch (result.outcome()) {
            case InferenceResult.Failed failed -> failed.failure();
            case InferenceResult.Completed _ ->
                throw new IllegalStateException("request %s: the router completes nothing".formatted(result.key()));
        };
    }

    private void write(String topic, RecordHeading heading, byte[] value, Headers headers) {
        if (!writer.write(topic, request(heading), value, headers)) {
            throw new IllegalStateException("%s for request %s: seen %d bytes, allowed %d in all"
                    .formatted(topic, heading.key(), value.length, writer.maxRecordBytes()));
        }
    }

    private static Headers headers(RecordHeading heading) {
        RecordHeaders headers = new RecordHeaders();
        heading.writeTo(headers);
        return headers;
    }

    private static String request(RecordHeading heading) {
        return heading.key().request().value();
    }

    private static LoggingEventBuilder about(LoggingEventBuilder event, RecordHeading heading) {
        return event.addKeyValue(LogKeys.REQUEST_ID, heading.key().request())
                .addKeyValue(LogKeys.TENANT, heading.key().tenant())
                .addKeyValue(LogKeys.TRACE_ID, heading.trace().traceId());
    }
}
