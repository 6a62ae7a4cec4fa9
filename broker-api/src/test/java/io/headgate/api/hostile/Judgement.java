package io.headgate.api.hostile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is wrong with how a hostile request was answered. */
final class Judgement {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Judgement() {}

    static List<String> of(Hostile request, Wire.Reply reply) {
        List<String> faults = new ArrayList<>();
        int status = reply.status();
        if (status >= 500) {
            faults.add("answered with " + status);
        }
        if (reply.text().contains(Hostile.CANARY)) {
            faults.add("the canary came back");
        }
        if (reply.text().contains("Exception") || reply.text().contains("\tat ")) {
            faults.add("it shows its insides");
        }
        if (reply.text().toLowerCase(Locale.ROOT).contains("\r\nserver:")) {
            faults.add("it says what it is built of");
        }
        if (status >= 400 && !isTyped(reply.body())) {
            faults.add("no error of ours");
        }
        if (status > 0 && !reply.head().contains("nosniff")) {
            faults.add("no nosniff");
        }
        if (status > 0 && !reply.head().contains("x-request-id")) {
            faults.add("no x-request-id");
        }
        switch (request.expected()) {
            case REFUSED -> expect(status >= 400, "not refused", faults);
            case NOT_A_FAILURE -> expect(status >= 200, "no answer", faults);
            case NO_HTTP -> {
                expect(!reply.open(), "the connection is left open", faults);
                expect(status == 0 || status >= 400, "taken for HTTP", faults);
                expect(reply.answers() <= 1, "what was left over is answered", faults);
            }
            case UNFINISHED -> expect(status == 0 || status >= 400, "answered before it was whole", faults);
        }
        if (!faults.isEmpty()) {
            faults.addFirst(request.name());
            faults.add(
                    reply.hung() ? "(hung)" : reply.text().lines().findFirst().orElse("(closed)"));
        }
        return faults;
    }

    private static void expect(boolean holds, String otherwise, List<String> faults) {
        if (!holds) {
            faults.add(otherwise);
        }
    }

    private static boolean isTyped(String body) {
        try {
            JsonNode error = JSON.readTree(body).path("error");
            return error.path("message").isTextual()
                    && error.path("type").isTextual()
                    && error.path("code").isTextual();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
