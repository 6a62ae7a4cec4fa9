package io.headgate.worker.call.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.headgate.schemas.message.Dispatch;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.OutcomeClassification;
import io.headgate.worker.call.OutcomeClassification.ErrorBody;
import io.headgate.worker.call.RetryAdvice;
import io.headgate.worker.call.UpstreamReply;
import io.headgate.worker.call.http.HttpReply;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From what came over the wire to how the call ended. Pure: bytes in, outcome out. */
final class OpenAiOutcomes {
    private OpenAiOutcomes() {}

    static CallOutcome of(HttpReply http, Dispatch dispatch, Instant now) {
        return switch (http) {
            case HttpReply.Answered answered -> answered(answered, dispatch, now);
            case HttpReply.Broken broken -> broken(broken, now);
        };
    }

    private static CallOutcome answered(HttpReply.Answered answered, Dispatch dispatch, Instant now) {
        UpstreamReply reply = answered.begun();
        Optional<ReplyJson> parsed = ReplyJson.of(answered.body());
        if (answered.status() < 200 || answered.status() > 299) {
            return OutcomeClassification.ofError(
                    answered.status(), error(parsed), RetryAdvice.read(answered.headers(), now), reply);
        }
        boolean json = isJson(answered.headers());
        if (parsed.isEmpty()) {
            return garbage("a reply that is not a whole JSON document", json ? "broken JSON" : "no JSON", null, reply);
        }
        JsonNode completion = parsed.get().tree();
        // Whatever else is wrong with a reply, the usage it reports has been billed.
        Optional<Usage> reported = OpenAiUsage.reported(completion);
        Optional<String> flaw = json ? ChatCompletion.flaw(completion) : Optional.of("another content type");
        if (flaw.isPresent()) {
            return garbage("a reply that is no chat completion", flaw.get(), reported.orElse(null), reply);
        }
        Usage usage = reported.orElseGet(() -> OpenAiUsage.estimated(completion, dispatch));
        return new CallOutcome.Completed(parsed.get().text(), usage, ChatCompletion.servedModel(completion), reply);
    }

    private static CallOutcome broken(HttpReply.Broken broken, Instant now) {
        Integer status = broken.begun().status();
        if (status != null && (status < 200 || status > 299)) {
            return OutcomeClassification.ofError(
                    status, ErrorBody.NONE, RetryAdvice.read(broken.headers(), now), broken.begun());
        }
        Failure failure = new Failure(code(broken.kind()), message(broken), broken.reason(), null);
        if (broken.sent()) {
            return new CallOutcome.Unknown(failure, null, broken.begun());
        }
        return broken.kind() == HttpReply.Kind.FORBIDDEN_ADDRESS
                ? new CallOutcome.Refused(failure, true, broken.begun())
                : new CallOutcome.Retryable(failure, null, broken.begun());
    }

    private static FailureCode code(HttpReply.Kind kind) {
        return switch (kind) {
            case TIMEOUT -> FailureCode.PROVIDER_TIMEOUT;
            case CONNECTION, FORBIDDEN_ADDRESS -> FailureCode.PROVIDER_UNAVAILABLE;
            case TOO_LARGE, PROTOCOL -> FailureCode.PROVIDER_GARBAGE;
            case INTERRUPTED -> FailureCode.CANCELLED;
        };
    }

    private static String message(HttpReply.Broken broken) {
        return switch (broken.kind()) {
            case TIMEOUT -> broken.sent() ? "the provider did not answer in time" : "no connection in time";
            case CONNECTION -> broken.sent() ? "the connection broke before the reply was whole" : "no connection";
            case TOO_LARGE -> "the provider's reply is too large";
            case PROTOCOL -> "the provider's reply is not HTTP that we read";
            case FORBIDDEN_ADDRESS -> "the endpoint's address may not be called";
            case INTERRUPTED -> "the call was given up";
        };
    }

    private static CallOutcome garbage(String message, String seen, @Nullable Usage usage, UpstreamReply reply) {
        Failure failure = new Failure(
                FailureCode.PROVIDER_GARBAGE, "the provider sent " + message, seen, "an OpenAI chat completion");
        return new CallOutcome.Unknown(failure, usage, reply);
    }

    private static boolean isJson(Map<String, String> headers) {
        String type = headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT);
        int semicolon = type.indexOf(';');
        String media = (semicolon < 0 ? type : type.substring(0, semicolon)).strip();
        return media.equals("application/json") || (media.startsWith("application/") && media.endsWith("+json"));
    }

    private static ErrorBody error(Optional<ReplyJson> body) {
        JsonNode error = body.map(json -> json.tree().path("error")).orElse(null);
        return error == null
                ? ErrorBody.NONE
                : new ErrorBody(text(error, "code"), text(error, "type"), text(error, "message"), text(error, "param"));
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : null;
    }
}
