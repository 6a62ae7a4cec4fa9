package io.headgate.deploy.simulator.wire.anthropic;

import com.fasterxml.jackson.core.JsonGenerator;
import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.Refusal;
import java.io.IOException;

/** Anthropic's error object. */
final class ErrorJson {
    private ErrorJson() {}

    /** An empty account is a bad request to Anthropic. */
    static int status(Refusal refusal) {
        return refusal.status() == 429 && refusal.isFor(Refusal.OUT_OF_MONEY) ? 400 : refusal.status();
    }

    static byte[] body(Refusal refusal) {
        return JsonBody.object(json -> write(json, refusal));
    }

    /** As an event of a stream that fails on its way. */
    static byte[] event(Refusal refusal) {
        return JsonBody.framed("event: error\ndata: ", json -> write(json, refusal), "\n\n");
    }

    private static void write(JsonGenerator json, Refusal refusal) throws IOException {
        json.writeStringField("type", "error");
        json.writeObjectFieldStart("error");
        json.writeStringField("type", type(status(refusal)));
        json.writeStringField("message", message(refusal));
        json.writeEndObject();
        json.writeNullField("request_id");
    }

    private static String type(int status) {
        return switch (status) {
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 504 -> "timeout_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
    }

    private static String message(Refusal refusal) {
        String code = refusal.code();
        return switch (code == null ? "" : code) {
            case Refusal.NO_KEY -> "x-api-key header is required";
            case Refusal.WRONG_KEY -> "invalid x-api-key";
            case Refusal.OUT_OF_MONEY ->
                "Your credit balance is too low to access the Anthropic API. "
                        + "Please go to Plans & Billing to upgrade or purchase credits.";
            case Refusal.CONTEXT_TOO_LONG -> "prompt is too long: 210431 tokens > 200000 maximum";
            case Refusal.UNKNOWN_MODEL -> "model: the model that was asked for does not exist";
            default -> refusal.message();
        };
    }
}
