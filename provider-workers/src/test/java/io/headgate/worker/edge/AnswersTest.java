package io.headgate.worker.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Defaults;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Route.OnLength;
import io.headgate.schemas.catalog.Route.OnViolation;
import io.headgate.schemas.catalog.Route.ResponseSchema;
import io.headgate.schemas.catalog.Selection;
import io.headgate.schemas.codec.AvroCodecs;
import io.headgate.schemas.codec.Decoded;
import io.headgate.schemas.id.CatalogRevision;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Disposition;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.topic.RecordHeading;
import io.headgate.schemas.topic.TopicNames;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.edge.Attempting.Attempted;
import io.headgate.worker.guard.GuardedOutcome;
import io.headgate.worker.settle.Flaw;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final AvroCodecs CODECS = AvroCodecs.singleObject();
    private static final TopicNames TOPICS = new TopicNames("t.");
    private static final GuardedOutcome NUMBER = answered("7");
    private static final GuardedOutcome TEXT = answered("\\\"seven\\\"");

    private final CurrentCatalogue catalogue = new CurrentCatalogue();
    private final Answers answers = new Answers(catalogue);
    private final List<Attempt> noted = new ArrayList<>();

    @Test
    void answersAreHeldAgainstTheSchemaThatTheRouteHasNow() {
        follow(1, schema("integer", OnViolation.RETRY));
        assertThat(judged(NUMBER)).isNull();
        assertThat(judged(TEXT))
                .isEqualTo(new Flaw(
                        new Failure(
                                FailureCode.CONTRACT_VIOLATION,
                                "the answer breaks response_schema s version 1",
                                "choice 0: breaks /type",
                                "what s version 1 allows"),
                        Flaw.Remedy.RETRY_OR_FAIL));

        follow(2, schema("string", OnViolation.DELIVER));
        assertThat(judged(TEXT)).isNull();
        assertThat(judged(NUMBER)).isNotNull();
    }

    @Test
    void whatHasNoContract_orNoAnswer_isNotJudged() {
        assertThat(judged(TEXT)).as("no catalogue yet").isNull();
        follow(1, null);
        assertThat(judged(TEXT)).as("no contract").isNull();
        follow(2, schema("integer", OnViolation.RETRY));
        Failure down = Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "down");
        assertThat(judged(new GuardedOutcome.Called(new CallOutcome.Retryable(down, null, UpstreamReply.NONE))))
                .isNull();
    }

    @Test
    void callOfATool_isNoAnswerYet_unlessNoneWasOffered() {
        follow(1, schema("integer", OnViolation.RETRY));
        GuardedOutcome calling = new GuardedOutcome.Called(new CallOutcome.Completed(
                "{\"choices\": [{\"message\": {\"content\": \"Wait.\", \"tool_calls\": [{\"id\": \"c\"}]}}]}",
                new Usage(Map.of(), Usage.Source.REPORTED),
                null,
                UpstreamReply.NONE));
        Dispatch offering = Samples.dispatch("r1").withBody("{\"tools\": [{\"type\": \"function\"}]}");

        assertThat(answers.judge(offering, calling)).isEmpty();
        assertThat(judged(calling))
                .extracting(flaw -> flaw.failure().seen())
                .isEqualTo("choice 0: calls a tool, and none was offered");
    }

    @Test
    void answerThatWasCut_isJudgedAsTheRouteSays() {
        GuardedOutcome cut = new GuardedOutcome.Called(new CallOutcome.Completed(
                "{\"choices\": [{\"finish_reason\": \"length\", \"message\": {\"content\": \"x\"}}]}",
                new Usage(Map.of(), Usage.Source.REPORTED),
                null,
                UpstreamReply.NONE));
        follow(1, null, OnLength.ACCEPT, 4_000L);
        assertThat(judged(cut)).isNull();
        follow(2, null, OnLength.FAIL, 4_000L);
        assertThat(judged(cut)).extracting(Flaw::remedy).isEqualTo(Flaw.Remedy.FAIL);
        follow(3, null, OnLength.RETRY, 4_000L);
        assertThat(judged(cut)).extracting(Flaw::remedy).isEqualTo(Flaw.Remedy.RETRY_OR_DELIVER);
        follow(4, null, OnLength.RETRY, 64L);
        assertThat(judged(cut))
                .as("the model can say no more")
                .extracting(Flaw::remedy)
                .isEqualTo(Flaw.Remedy.DELIVER);
        follow(5, null, OnLength.RETRY, 4_000L);
        assertThat(judged(NUMBER)).as("not cut").isNull();
    }

    @Test
    void answerThatWasCutBeforeItSaidAnything_isAskedForAgain_onlyWhereTheRouteSaysSoAndThereIsRoom() {
        assertThat(elsewhere(silent())).as("no catalogue yet").isFalse();
        follow(1, null, OnLength.ACCEPT, 4_000L);
        assertThat(elsewhere(silent())).isFalse();
        follow(2, null, OnLength.FAIL, 4_000L);
        assertThat(elsewhere(silent())).isFalse();
        follow(3, null, OnLength.RETRY, 64L);
        assertThat(elsewhere(silent())).as("the model can say no more").isFalse();
        follow(4, null, OnLength.RETRY, 4_000L);
        assertThat(elsewhere(silent())).isTrue();
        Dispatch capped = Samples.dispatch("r1").withBody("{\"max_tokens\": 64}");
        assertThat(answers.withRoom(capped, silent()))
                .as("the client's own cap")
                .isEqualTo(silent());
        assertThat(answers.withRoom(Samples.dispatch("r1"), NUMBER)).isSameAs(NUMBER);
    }

    @Test
    void answerThatWasCutBeforeItSaidAnything_isNoSuccess_andIsBilled() throws InterruptedException {
        follow(1, null, OnLength.ACCEPT, 4_000L);

        List<ProducerRecord<byte[], byte[]>> records = written(silent());

        assertThat(records)
                .extracting(ProducerRecord::topic)
                .containsExactlyInAnyOrder("t.attempts", "t.results", "t.failures");
        assertThat(noted).singleElement().satisfies(attempt -> {
            assertThat(attempt.summary().status()).isEqualTo(AttemptStatus.REFUSED);
            assertThat(attempt.summary().failure()).extracting(Failure::code).isEqualTo(FailureCode.OUTPUT_TRUNCATED);
            assertThat(attempt.usage()).isNotNull();
        });
    }

    @Test
    void answerThatWasCutBeforeItSaidAnything_goesBackToTheRouter_whichGivesItMoreRoom() throws InterruptedException {
        follow(1, null, OnLength.RETRY, 4_000L);

        assertThat(written(silent())).extracting(ProducerRecord::topic).containsExactly("t.attempts");

        assertThat(noted).singleElement().satisfies(attempt -> {
            assertThat(attempt.disposition()).isInstanceOf(Disposition.Continue.class);
            assertThat(attempt.summary().failure()).extracting(Failure::code).isEqualTo(FailureCode.OUTPUT_TRUNCATED);
        });
    }

    private boolean elsewhere(GuardedOutcome outcome) {
        GuardedOutcome.Called called = (GuardedOutcome.Called) answers.withRoom(Samples.dispatch("r1"), outcome);
        return ((CallOutcome.Refused) called.outcome()).elsewhereMayHelp();
    }

    /** All of its tokens went into thinking. */
    private static GuardedOutcome silent() {
        Usage usage = new Usage(Map.of(Meter.INPUT, 100L, Meter.REASONING, 64L), Usage.Source.REPORTED);
        return new GuardedOutcome.Called(new CallOutcome.Refused(
                Failure.of(FailureCode.OUTPUT_TRUNCATED, "cut"), false, usage, UpstreamReply.NONE));
    }

    @Test
    void whoSaysHowMuchItWants_getsThat() {
        Model model = model(4_000L);
        assertThat(OutputRoom.isThereMore("{}", 64, model)).isTrue();
        assertThat(OutputRoom.isThereMore("{\"max_tokens\": 64}", 64, model)).isFalse();
        assertThat(OutputRoom.isThereMore("{\"max_completion_tokens\": 64}", 64, model))
                .isFalse();
        assertThat(OutputRoom.isThereMore("{\"n\": 2}", 8_000, model)).isFalse();
        assertThat(OutputRoom.isThereMore("{\"n\": 2}", 7_998, model)).isTrue();
    }

    @Test
    void brokenAnswer_goesBackToTheRouter_withItsUsage() throws InterruptedException {
        follow(1, schema("integer", OnViolation.ELSEWHERE));

        List<ProducerRecord<byte[], byte[]>> records = written(TEXT);

        assertThat(records).extracting(ProducerRecord::topic).containsExactly("t.attempts");
        assertThat(noted).singleElement().satisfies(attempt -> {
            assertThat(attempt.disposition()).isInstanceOf(Disposition.Continue.class);
            assertThat(attempt.usage()).isNotNull();
            assertThat(attempt.summary().failure()).extracting(Failure::code).isEqualTo(FailureCode.CONTRACT_VIOLATION);
        });
    }

    @Test
    void brokenAnswer_isDelivered_andTheResultSaysSo() throws InterruptedException {
        follow(1, schema("integer", OnViolation.DELIVER));

        byte[] value = written(TEXT).stream()
                .filter(record -> record.topic().equals("t.results"))
                .findFirst()
                .orElseThrow()
                .value();

        InferenceResult result =
                ((Decoded.Readable<InferenceResult>) CODECS.result().decode(value)).value();
        assertThat(result.outcome()).isInstanceOf(InferenceResult.Completed.class);
        assertThat(result.flaw()).map(Failure::seen).contains("choice 0: breaks /type");
        assertThat(new String(value, StandardCharsets.UTF_8))
                .contains("\"flaw\":{\"code\":\"contract_violation\"", "\"error\":null");
    }

    private @Nullable Flaw judged(GuardedOutcome outcome) {
        return answers.judge(Samples.dispatch("r1"), outcome).orElse(null);
    }

    private List<ProducerRecord<byte[], byte[]>> written(GuardedOutcome outcome) throws InterruptedException {
        WrittenDown written = new WrittenDown(
                catalogue, new OutgoingRecords(CODECS, TOPICS, 1_000_000), noted::add, Clock.systemUTC());
        RecordHeading heading = new RecordHeading(
                Samples.dispatch("r1").request().key(),
                Samples.dispatch("r1").request().correlationId(),
                TraceContext.start());
        return written.of(Samples.dispatch("r1"), new Attempted(outcome, Instant.now()), heading);
    }

    private static ResponseSchema schema(String type, OnViolation then) {
        return new ResponseSchema("s", 1, "{\"type\": \"%s\"}".formatted(type), then);
    }

    private void follow(long revision, @Nullable ResponseSchema schema) {
        follow(revision, schema, OnLength.ACCEPT, null);
    }

    private void follow(
            long revision, @Nullable ResponseSchema schema, OnLength onLength, @Nullable Long maxOutputTokens) {
        Route route = new Route(
                Samples.dispatch("r1").request().alias(),
                Route.Strategy.ORDERED,
                List.of(),
                null,
                false,
                schema,
                Selection.PLAIN,
                onLength,
                Redaction.NONE);
        Model model = model(maxOutputTokens);
        catalogue.set(new Catalogue(
                new CatalogRevision(revision),
                new Defaults(null, List.of(), null, Duration.ofMinutes(1), 100, 1 << 20),
                Map.of(),
                Map.of(model.name(), model),
                Map.of(route.alias(), route),
                Map.of(),
                Map.of(),
                List.of()));
    }

    private static Model model(@Nullable Long maxOutputTokens) {
        return new Model(
                Samples.TARGET.model(), Samples.PROVIDER, "m", Set.of(), 8_000, maxOutputTokens, List.of(), null);
    }

    private static GuardedOutcome answered(String content) {
        Usage usage = new Usage(Map.of(Meter.INPUT, 100L, Meter.OUTPUT, 10L), Usage.Source.REPORTED);
        return new GuardedOutcome.Called(new CallOutcome.Completed(
                "{\"choices\": [{\"message\": {\"content\": \"%s\"}}]}".formatted(content),
                usage,
                "served",
                UpstreamReply.NONE));
    }
}
