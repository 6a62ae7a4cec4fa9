package io.headgate.worker.call.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.catalog.Unsupported;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.ServiceTier;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.wire.ChatCall;
import io.headgate.worker.call.wire.StreamEvent;
import io.headgate.worker.call.wire.StreamReader;
import io.headgate.worker.call.wire.StreamStep;
import io.headgate.worker.call.wire.WireError;
import io.headgate.worker.call.wire.WireReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReplyQuirksTest {
    private static final ChatCall CALL =
            new ChatCall("{}", "m-1", 64, true, Unsupported.STRICT, URI.create("https://p.test/v1"), null, null);

    @Test
    void finishReasonsOfItsOwn_areOpenAis() {
        JsonNode choice = completion("mistral", """
                {"choices": [{"index": 0, "message": {"content": "Hi"}, "finish_reason": "model_length"}]}""").path("choices").path(0);

        assertThat(choice.path("finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void answerInParts_isText_andReasoning() {
        JsonNode message = completion("mistral", """
                {"choices": [{"message": {"content": [
                  {"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]},
                  {"type": "text", "text": "Hi"}]}, "finish_reason": "stop"}]}""").path("choices").path(0).path("message");

        assertThat(message.path("content").asText()).isEqualTo("Hi");
        assertThat(message.path("reasoning_content").asText()).isEqualTo("Hm.");
    }

    @Test
    void reasoningByAnotherName_isReasoningContent() {
        JsonNode message = completion("openrouter", """
                {"choices": [{"message": {"content": "Hi", "reasoning": "Hm."}, "finish_reason": "stop"}]}""").path("choices").path(0).path("message");

        assertThat(message.path("reasoning_content").asText()).isEqualTo("Hm.");
        assertThat(message.has("reasoning")).isFalse();
    }

    @Test
    void finishReasonThatMeansAFailure_isOne_withWhatWasUsed() {
        WireReply.Failed failed = (WireReply.Failed) read("deepseek", """
                {"choices": [{"message": {"content": "H"}, "finish_reason": "insufficient_system_resource"}],
                 "usage": {"prompt_tokens": 3, "completion_tokens": 1}}""");

        assertThat(failed.error().status()).isEqualTo(503);
        assertThat(failed.error().code()).isEqualTo("insufficient_system_resource");
        assertThat(Objects.requireNonNull(failed.usage()).of(Meter.INPUT)).isEqualTo(3);
    }

    @Test
    void errorOfTheProviderBehind_isAFailure() {
        WireReply.Failed failed = (WireReply.Failed) read("openrouter", """
                {"choices": [{"message": {"content": ""}, "finish_reason": "error",
                 "error": {"code": 429, "message": "slow down"}}]}""");

        assertThat(failed.error().status()).isEqualTo(429);
    }

    @Test
    void tiersOfItsOwn_areThoseOfOpenAisThatAreBilledAlike() {
        for (String tier : new String[] {"on_demand", "flex", "performance"}) {
            WireReply reply = read("groq", """
                    {"service_tier": "%s", "choices": [{"message": {"content": "Hi"}, "finish_reason": "stop"}],
                     "usage": {"prompt_tokens": 3, "completion_tokens": 1}}""".formatted(tier));

            ServiceTier billed =
                    tier.equals("performance") ? new ServiceTier.Unquoted(tier) : new ServiceTier.Standard();
            assertThat(Objects.requireNonNull(reply.usage()).tier()).isEqualTo(billed);
        }
    }

    @Test
    void streams_haveTheSameQuirks() {
        StreamReader groq = new OpenAiWire(Dialects.ofPreset("groq")).streamed(CALL);
        StreamStep last = groq.read(StreamEvent.of("""
                {"id": "c", "choices": [{"index": 0, "delta": {"reasoning": "Hm."}, "finish_reason": "stop"}],
                 "x_groq": {"usage": {"prompt_tokens": 3, "completion_tokens": 0}}}"""));

        assertThat(last.chunks()
                        .getFirst()
                        .at("/choices/0/delta/reasoning_content")
                        .asText())
                .isEqualTo("Hm.");
        Usage usage = Objects.requireNonNull(last.usage());
        assertThat(usage.of(Meter.INPUT)).isEqualTo(3);

        StreamReader mistral = new OpenAiWire(Dialects.ofPreset("mistral")).streamed(CALL);
        WireError error = mistral.read(StreamEvent.of("""
                {"choices": [{"index": 0, "delta": {}, "finish_reason": "error"}]}""")).error();
        assertThat(Objects.requireNonNull(error).status()).isEqualTo(502);
    }

    private static JsonNode completion(String preset, String body) {
        return ((WireReply.Completion) read(preset, body)).completion();
    }

    private static WireReply read(String preset, String body) {
        return new OpenAiWire(Dialects.ofPreset(preset)).read(body.getBytes(StandardCharsets.UTF_8), CALL);
    }
}
