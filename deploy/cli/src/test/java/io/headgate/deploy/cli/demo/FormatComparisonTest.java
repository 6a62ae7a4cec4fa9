package io.headgate.deploy.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.headgate.deploy.standalone.SimulatedProviders;
import io.headgate.schemas.id.CorrelationId;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestId;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceResult;
import io.headgate.schemas.message.ReplyFormat;
import io.headgate.schemas.money.Cost;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every way in which the demo must find that two formats gave different results. */
class FormatComparisonTest {
    private static final Instant AT = Instant.parse("2026-11-20T15:00:00Z");
    private static final List<String> FORMATS = List.of("a", "b", "c");
    private static final FormatPrompt PROMPT =
            new FormatPrompt("question", JsonNodeFactory.instance.objectNode(), Set.of("c"));
    private static final String TEXT = """
            {"id":"%s","choices":[{"message":{"content":"%s"},"finish_reason":"%s"}]}""";
    private static final String CALL = """
            {"choices":[{"message":{"content":null,"tool_calls":[{"id":"%s","function":{"name":"f","arguments":%s}}]},
            "finish_reason":"tool_calls"}]}""";

    @Test
    void equal_whenOnlyIdsDiffer_andWhatCannotBeSaidIsNotMissed() {
        assertThat(holds(text("1", "Yes.", "stop"), text("2", "Yes.", "stop"))).isTrue();
    }

    @Test
    void equal_whenArgumentsAreOnlySpacedOtherwise() {
        assertThat(holds(CALL.formatted("1", "\"{\\\"n\\\":1}\""), CALL.formatted("2", "\"{ \\\"n\\\": 1 }\"")))
                .isTrue();
    }

    @Test
    void differs_whenTextOrFinishReasonOrArgumentsDo() {
        assertThat(holds(text("1", "Yes.", "stop"), text("1", "No.", "stop"))).isFalse();
        assertThat(holds(text("1", "Yes.", "stop"), text("1", "Yes.", "length")))
                .isFalse();
        assertThat(holds(CALL.formatted("1", "\"{\\\"n\\\":1}\""), CALL.formatted("1", "\"{\\\"n\\\":2}\"")))
                .isFalse();
    }

    @Test
    void differs_whenTokensDo_orOneOfThemIsAnEstimate() {
        String text = text("1", "Yes.", "stop");
        Usage counted = usage(5, Usage.Source.REPORTED);
        for (Usage other : List.of(usage(6, Usage.Source.REPORTED), usage(5, Usage.Source.ESTIMATED))) {
            assertThat(compare(List.of(completed("a", text, counted), completed("b", text, other)))
                            .verdict()
                            .holds())
                    .isFalse();
        }
    }

    @Test
    void differs_whenOneIsMissing_orAllFailAlike() {
        InferenceResult answered = completed("a", text("1", "Yes.", "stop"), usage(5, Usage.Source.REPORTED));
        assertThat(compare(List.of(answered)).verdict().holds()).isFalse();
        InferenceResult.Failed failed = new InferenceResult.Failed(Failure.of(FailureCode.NO_CANDIDATE, "none"));
        assertThat(compare(List.of(result("a", failed), result("b", failed)))
                        .verdict()
                        .holds())
                .isFalse();
    }

    @Test
    void everyPromptOfTheDemoIsSaidByTwoFormatsOrMore_andEveryFormatSaysTwoOrMore() throws IOException {
        List<FormatPrompt> prompts = FormatPrompt.all();
        assertThat(prompts).hasSizeGreaterThan(3);
        for (FormatPrompt prompt : prompts) {
            assertThat(SimulatedProviders.FORMATS.stream().filter(prompt::saidBy))
                    .hasSizeGreaterThan(1);
            assertThat(SimulatedProviders.FORMATS).containsAll(prompt.unsaid());
        }
        for (String format : SimulatedProviders.FORMATS) {
            assertThat(prompts.stream().filter(prompt -> prompt.saidBy(format))).hasSizeGreaterThan(1);
        }
    }

    private static boolean holds(String one, String other) {
        Usage usage = usage(5, Usage.Source.REPORTED);
        return compare(List.of(completed("a", one, usage), completed("b", other, usage)))
                .verdict()
                .holds();
    }

    private static FormatComparison compare(List<InferenceResult> results) {
        return FormatComparison.of(FORMATS, List.of(PROMPT), new ArrayList<>(results));
    }

    private static String text(String id, String content, String finish) {
        return TEXT.formatted(id, content, finish);
    }

    private static Usage usage(long output, Usage.Source source) {
        return new Usage(Map.of(Meter.INPUT, 9L, Meter.OUTPUT, output), source);
    }

    private static InferenceResult completed(String format, String response, Usage usage) {
        Target target =
                new Target(new ProviderName(format), new EndpointName("here"), new ModelName(format + "-1"), "m-1");
        return result(format, new InferenceResult.Completed(response, target, null, usage, new Cost.Unpriced("none")));
    }

    private static InferenceResult result(String format, InferenceResult.Outcome outcome) {
        return new InferenceResult(
                new RequestKey(new TenantId("acme"), new RequestId(PROMPT.id(format))),
                new CorrelationId(format),
                null,
                null,
                null,
                Map.of(),
                outcome,
                List.of(),
                null,
                AT,
                AT,
                ReplyFormat.JSON);
    }
}
