package io.headgate.worker.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilityRefusalTest {
    /** As providers say it: code, parameter, message. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "unsupported_parameter | tools | Unsupported parameter: 'tools' is not supported with this model. | TOOLS",
                "unsupported_parameter | parallel_tool_calls | Unsupported parameter. | PARALLEL_TOOLS",
                "unsupported_parameter | top_logprobs | Unsupported parameter. | LOGPROBS",
                "unsupported_parameter | n | Unsupported parameter. | N",
                "- | response_format | Invalid parameter: 'response_format' of type json_schema is not supported with this model. | JSON_SCHEMA",
                "- | messages[0].content[1] | This model does not support image inputs. | VISION",
                "- | - | registry.ollama.ai/library/gemma:latest does not support tools | TOOLS",
                "- | - | Developer instruction is not enabled: system role is not supported for models/gemma | SYSTEM",
                "- | - | `reasoning_effort` is unsupported: this model does not support thinking | REASONING",
            })
    void refusalIsFound(@Nullable String code, @Nullable String parameter, String message, Capability refused) {
        assertThat(CapabilityRefusal.of(code, null, message, parameter)).contains(refused);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "-",
            value = {
                "unsupported_value | reasoning_effort | Unsupported value: 'xhigh' is not supported with this model.",
                "invalid_function_parameters | tools[0].function.parameters | Invalid schema for function 'f'.",
                "- | - | Invalid value: 'this model does not support tools'.",
                "- | temperature | temperature is not supported with this model.",
                "- | seed | Invalid type for 'seed': expected an integer, but got a string instead.",
                "- | - | -",
            })
    void whatIsWrongInOneRequestOnly_isNone(
            @Nullable String code, @Nullable String parameter, @Nullable String message) {
        assertThat(CapabilityRefusal.of(code, null, message, parameter)).isEmpty();
    }

    @Test
    void anotherModelMayTakeIt_andTheFailureNamesNothingButTheCapability() {
        ErrorBody body =
                new ErrorBody(null, "unsupported_parameter", null, "tools: Mrs Smith is not supported", "tools");

        CallOutcome outcome =
                OutcomeClassification.ofError(400, body, RetryAdvice.NONE, new UpstreamReply(400, null, null));

        assertThat(outcome).isInstanceOfSatisfying(CallOutcome.Refused.class, refused -> {
            assertThat(refused.elsewhereMayHelp()).isTrue();
            assertThat(refused.failure())
                    .isEqualTo(new Failure(
                            FailureCode.CAPABILITY_REFUSED,
                            "the model cannot do what the request asks of it",
                            "tools",
                            null));
        });
    }
}
