package io.headgate.deploy.simulator.wire.replicate;

import io.headgate.deploy.simulator.wire.JsonBody;
import io.headgate.deploy.simulator.wire.Refusal;

/** Replicate's error object. */
final class ProblemJson {
    private ProblemJson() {}

    /** An empty account is 402 to Replicate, and a bad request 422. */
    static int status(Refusal refusal) {
        if (refusal.isFor(Refusal.OUT_OF_MONEY)) {
            return 402;
        }
        return refusal.status() == 400 ? 422 : refusal.status();
    }

    static byte[] body(Refusal refusal) {
        int status = status(refusal);
        return JsonBody.object(json -> {
            json.writeStringField("title", title(status));
            json.writeStringField("detail", detail(refusal, status));
            json.writeNumberField("status", status);
        });
    }

    private static String title(int status) {
        return switch (status) {
            case 401 -> "Unauthenticated";
            case 402 -> "Insufficient credit";
            case 403 -> "Permission denied";
            case 404 -> "Not found";
            case 422 -> "Input validation failed";
            case 429 -> "Too many requests";
            default -> status < 500 ? "Bad request" : "Internal server error";
        };
    }

    private static String detail(Refusal refusal, int status) {
        return switch (status) {
            case 401 ->
                refusal.isFor(Refusal.NO_KEY)
                        ? "You did not pass an authentication token"
                        : "You did not pass a valid authentication token";
            case 402 -> "You have insufficient credit to run this model. Go to billing to purchase credit.";
            case 404 -> "The requested resource could not be found.";
            case 429 -> "Request was throttled. Expected available in 1 second.";
            default -> "- " + refusal.message();
        };
    }
}
