package io.headgate.schemas.codec;

import static io.headgate.schemas.codec.RequestSamples.FULL_REQUEST;
import static io.headgate.schemas.codec.RequestSamples.INVALID;
import static io.headgate.schemas.codec.SampleParts.AT;
import static io.headgate.schemas.codec.SampleParts.BARE_ATTEMPT;
import static io.headgate.schemas.codec.SampleParts.COST;
import static io.headgate.schemas.codec.SampleParts.DECISION;
import static io.headgate.schemas.codec.SampleParts.FAILURE;
import static io.headgate.schemas.codec.SampleParts.FULL_ATTEMPT;
import static io.headgate.schemas.codec.SampleParts.KEY;
import static io.headgate.schemas.codec.SampleParts.RESPONSE;
import static io.headgate.schemas.codec.SampleParts.TARGET;
import static io.headgate.schemas.codec.SampleParts.USAGE;

import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Delta;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.Notice;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Usage;
import java.util.List;
import java.util.Map;

/** What clients get. */
final class ResultSamples {
    private ResultSamples() {}

    static List<Sample<?>> all() {
        return List.of(
                new Sample<>("InferenceResult", "maximal", completed(ReplyFormat.AVRO), Codecs::result),
                new Sample<>("InferenceResult", "minimal", failed(ReplyFormat.AVRO), Codecs::result),
                new Sample<>("FailedRequest", "maximal", failedRequest(), Codecs::failedRequest),
                new Sample<>(
                        "FailedRequest",
                        "minimal",
                        new FailedRequest(INVALID, failed(ReplyFormat.JSON)),
                        Codecs::failedRequest),
                new Sample<>(
                        "Notice",
                        "maximal",
                        new Notice(KEY, Notice.Kind.WAITING, "over its rate", AT.plusSeconds(9), AT),
                        Codecs::notice),
                new Sample<>(
                        "Notice",
                        "repeat",
                        new Notice(KEY, Notice.Kind.DUPLICATE_ABSORBED, "again", null, AT, new RequestId("r-0")),
                        Codecs::notice),
                new Sample<>("Notice", "minimal", new Notice(KEY, Notice.Kind.OTHER, "", null, AT), Codecs::notice),
                new Sample<>("Delta", "maximal", fullDelta(), Codecs::delta),
                new Sample<>("Delta", "cut", cutDelta(), Codecs::delta),
                new Sample<>(
                        "Delta",
                        "minimal",
                        new Delta(KEY, new AttemptId("r-1/1"), 1, AT, 0, "{}", false, AT),
                        Codecs::delta));
    }

    static List<Sample<InferenceResult>> jsonResults() {
        return List.of(
                new Sample<>("InferenceResult", "JSON, maximal", completed(ReplyFormat.JSON), Codecs::result),
                new Sample<>("InferenceResult", "JSON, unpriced", unpriced(), Codecs::result),
                new Sample<>("InferenceResult", "JSON, failed", failed(ReplyFormat.JSON), Codecs::result));
    }

    static InferenceResult completed(ReplyFormat format) {
        return new InferenceResult(
                KEY,
                new CorrelationId("c-1"),
                new UserId("u-1"),
                "task-9",
                new Alias("fast-text"),
                Map.of("project", "search"),
                new InferenceResult.Completed(RESPONSE, TARGET, "gpt-4.1-mini", USAGE, new Cost.Priced(COST)),
                List.of(FULL_ATTEMPT, BARE_ATTEMPT),
                DECISION,
                AT,
                AT.plusMillis(812),
                format);
    }

    static InferenceResult unpriced() {
        return new InferenceResult(
                KEY,
                new CorrelationId("c-1"),
                null,
                null,
                new Alias("a"),
                Map.of(),
                new InferenceResult.Completed("{}", TARGET, null, Usage.none(), new Cost.Unpriced("no price in force")),
                List.of(),
                null,
                AT,
                AT,
                ReplyFormat.JSON);
    }

    static InferenceResult failed(ReplyFormat format) {
        return new InferenceResult(
                KEY,
                new CorrelationId("r-1"),
                null,
                null,
                null,
                Map.of(),
                new InferenceResult.Failed(Failure.of(FailureCode.EMPTY_RECORD, "the record's value is empty")),
                List.of(),
                null,
                AT,
                AT,
                format);
    }

    static FailedRequest failedRequest() {
        return new FailedRequest(
                FULL_REQUEST,
                new InferenceResult(
                        KEY,
                        new CorrelationId("c-1"),
                        new UserId("u-1"),
                        "task-9",
                        new Alias("fast-text"),
                        Map.of("project", "search"),
                        new InferenceResult.Failed(FAILURE),
                        List.of(FULL_ATTEMPT, BARE_ATTEMPT),
                        DECISION,
                        AT,
                        AT.plusSeconds(60),
                        ReplyFormat.JSON));
    }

    static Delta fullDelta() {
        return new Delta(
                KEY,
                new AttemptId("r-1/3"),
                3,
                AT,
                41,
                "{\"choices\":[{\"delta\":{\"content\":\"grüß \uD83D\uDE00\"}}]}",
                true,
                AT.plusMillis(900),
                true,
                7,
                Delta.End.COMPLETED);
    }

    static Delta cutDelta() {
        AttemptId attempt = new AttemptId("r-1/2");
        return new Delta(KEY, attempt, 2, AT, 3, "{\"choices\":[]}", false, AT, false, 0, Delta.End.FAILED);
    }
}
