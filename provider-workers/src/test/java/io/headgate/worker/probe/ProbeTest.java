package io.headgate.worker.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Money;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.UpstreamReply;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;

class ProbeTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final Usage USAGE = new Usage(Map.of(Meter.INPUT, 100L, Meter.OUTPUT, 10L), Usage.Source.REPORTED);
    private static final String SAYS_OK = answer("\"content\": \"OK.\"");
    private static final Sighting SHOWN = new Sighting.Shown();

    @Test
    void whatIsSeenStandsBesideWhatIsDeclared() throws InterruptedException {
        ProbeReport report = probe(
                Set.of(Capability.TOOLS, Capability.JSON_MODE, Capability.JSON_SCHEMA, Capability.AUDIO),
                EnumSet.allOf(Capability.class),
                body -> {
                    if (body.contains("get_time")) {
                        return answer("\"content\": null, \"tool_calls\": [{}, {}]");
                    }
                    return body.contains("json_schema") ? answer("\"content\": \"{\\\"ok\\\": true}\"") : SAYS_OK;
                });

        assertThat(seen(report, Capability.TOOLS)).isEqualTo(new ProbeReport.Line(Capability.TOOLS, true, SHOWN));
        assertThat(seen(report, Capability.PARALLEL_TOOLS).seen()).isEqualTo(SHOWN);
        assertThat(seen(report, Capability.JSON_SCHEMA).seen()).isEqualTo(SHOWN);
        assertThat(seen(report, Capability.JSON_MODE)).satisfies(line -> {
            assertThat(line.seen()).isEqualTo(new Sighting.Ignored());
            assertThat(line.differs()).isTrue();
        });
        assertThat(seen(report, Capability.VISION)).satisfies(line -> {
            assertThat(line.declared()).isFalse();
            assertThat(line.differs()).as("it can, and nobody says so").isTrue();
        });
        assertThat(seen(report, Capability.N).seen()).isEqualTo(new Sighting.Ignored());
        assertThat(seen(report, Capability.AUDIO).seen()).isEqualTo(SHOWN);
        assertThat(seen(report, Capability.IMAGE_URL).seen()).isEqualTo(new Sighting.NotAsked());
        assertThat(seen(report, Capability.IMAGE_URL).differs()).isFalse();
        assertThat(report.isAsDeclared()).isFalse();
    }

    @Test
    void whatIsRefused_differsFromWhatIsDeclared_whatCouldNotBeAskedDoesNot() throws InterruptedException {
        ProbeReport report =
                ask(Set.of(Capability.TOOLS), EnumSet.of(Capability.TOOLS, Capability.SEED), (body, streamed) -> {
                    if (body.contains("get_time")) {
                        return new CallOutcome.Refused(
                                Failure.of(FailureCode.PROVIDER_BAD_REQUEST, "no tools"), false, UpstreamReply.NONE);
                    }
                    return body.contains("seed")
                            ? new CallOutcome.Retryable(
                                    Failure.of(FailureCode.PROVIDER_RATE_LIMITED, "slow down"),
                                    null,
                                    UpstreamReply.NONE)
                            : completed(SAYS_OK);
                });

        assertThat(seen(report, Capability.TOOLS).differs()).isTrue();
        assertThat(seen(report, Capability.SEED)).satisfies(line -> {
            assertThat(line.seen()).isEqualTo(new Sighting.Unclear("provider_rate_limited: slow down"));
            assertThat(line.differs()).isFalse();
        });
    }

    @Test
    void aModelThatHears_isGivenASound() throws Exception {
        List<String> asked = new ArrayList<>();

        probe(Set.of(Capability.AUDIO), EnumSet.of(Capability.AUDIO), body -> {
            asked.add(body);
            return SAYS_OK;
        });

        JsonNode sound = new ObjectMapper().readTree(asked.getLast()).at("/messages/0/content/1/input_audio");
        assertThat(sound.path("format").asText()).isEqualTo("wav");
        try (AudioInputStream wav = AudioSystem.getAudioInputStream(new ByteArrayInputStream(
                Base64.getDecoder().decode(sound.path("data").asText())))) {
            assertThat(wav.getFrameLength() / wav.getFormat().getFrameRate()).isEqualTo(0.5f);
        }
    }

    @Test
    void aStreamIsAskedFor_whereStreamsAre() throws InterruptedException {
        List<Boolean> asked = new ArrayList<>();

        ProbeReport report = ask(Set.of(), EnumSet.of(Capability.STREAMING), (body, streamed) -> {
            asked.add(streamed);
            return completed(SAYS_OK);
        });

        assertThat(asked).containsExactly(false, true);
        assertThat(seen(report, Capability.STREAMING).seen()).isEqualTo(SHOWN);
    }

    @Test
    void aModelThatAnswersNothing_isAskedForNothing() throws InterruptedException {
        Failure down = Failure.of(FailureCode.PROVIDER_UNAVAILABLE, "down");

        ProbeReport report = ask(
                Set.of(),
                EnumSet.allOf(Capability.class),
                (body, streamed) -> new CallOutcome.Retryable(down, null, UpstreamReply.NONE));

        assertThat(report.unreachable()).isEqualTo(down);
        assertThat(report.lines()).isEmpty();
        assertThat(report.calls()).isEqualTo(1);
        assertThat(report.isAsDeclared()).isFalse();
        assertThat(report.cost()).isEqualTo(new Cost.Priced(Money.of("0", "USD")));
    }

    @Test
    void aModelThatMakesEmbeddings_isAskedForOneAndNothingElse() throws InterruptedException {
        List<String> asked = new ArrayList<>();

        ProbeReport report = ask(Set.of(Capability.EMBEDDINGS), EnumSet.allOf(Capability.class), (body, streamed) -> {
            asked.add(body);
            return completed("{\"data\": [{\"embedding\": [0.5]}]}");
        });

        assertThat(asked).singleElement().asString().contains("\"input\"").doesNotContain("messages");
        assertThat(report.lines()).containsExactly(new ProbeReport.Line(Capability.EMBEDDINGS, true, SHOWN));
        assertThat(report.isAsDeclared()).isTrue();
    }

    @Test
    void aModelThatTalksInsteadOfEmbedding_differsFromWhatIsDeclared() throws InterruptedException {
        ProbeReport report = probe(Set.of(Capability.EMBEDDINGS), EnumSet.of(Capability.EMBEDDINGS), body -> SAYS_OK);

        assertThat(seen(report, Capability.EMBEDDINGS).seen()).isEqualTo(new Sighting.Ignored());
        assertThat(report.isAsDeclared()).isFalse();
    }

    @Test
    void itTellsWhatItCost_exactly_andThatItMayHaveCostMore() throws InterruptedException {
        ProbeReport two = probe(Set.of(), EnumSet.of(Capability.SEED), body -> SAYS_OK);
        assertThat(two.calls()).isEqualTo(2);
        assertThat(two.cost()).isEqualTo(new Cost.Priced(Money.of("0.0007", "USD")));

        ProbeReport untold = ask(
                Set.of(),
                EnumSet.of(Capability.SEED),
                (body, streamed) -> body.contains("seed")
                        ? new CallOutcome.Unknown(
                                Failure.of(FailureCode.PROVIDER_TIMEOUT, "late"), null, UpstreamReply.NONE)
                        : completed(SAYS_OK));
        assertThat(untold.cost()).isInstanceOf(Cost.Unpriced.class);
    }

    private static ProbeReport probe(Set<Capability> declared, Set<Capability> wanted, UnaryOperator<String> model)
            throws InterruptedException {
        return ask(declared, wanted, (body, streamed) -> completed(model.apply(body)));
    }

    private static ProbeReport ask(Set<Capability> declared, Set<Capability> wanted, Probe.Caller caller)
            throws InterruptedException {
        Model model = new Model(
                Samples.TARGET.model(),
                Samples.PROVIDER,
                Samples.TARGET.providerModel(),
                declared,
                8_000,
                null,
                List.of(Samples.PRICE),
                null);
        return Probe.of(model, Samples.TARGET, wanted, caller, NOW);
    }

    private static CallOutcome completed(String completion) {
        return new CallOutcome.Completed(completion, USAGE, null, UpstreamReply.NONE);
    }

    private static String answer(String message) {
        return "{\"choices\": [{\"message\": {%s}}]}".formatted(message);
    }

    private static ProbeReport.Line seen(ProbeReport report, Capability capability) {
        return report.lines().stream()
                .filter(line -> line.capability() == capability)
                .findFirst()
                .orElseThrow();
    }
}
