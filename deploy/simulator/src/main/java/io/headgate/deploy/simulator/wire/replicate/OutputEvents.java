package io.headgate.deploy.simulator.wire.replicate;

import io.headgate.deploy.simulator.behaviour.Distortion;
import io.headgate.deploy.simulator.generation.TokenRule;
import io.headgate.deploy.simulator.wire.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A prediction's output as events: {@code output} with plain text in it, one a token, and {@code done}. */
final class OutputEvents {
    private OutputEvents() {}

    static List<byte[]> of(Answer answer) {
        List<byte[]> events = new ArrayList<>();
        boolean silent = answer.has(Distortion.EMPTY_CHOICES) || answer.has(Distortion.NULL_CONTENT);
        for (String piece : silent
                ? List.<String>of()
                : TokenRule.pieces(answer.generation().text())) {
            events.add(event("output", events.size(), piece));
        }
        boolean failed = PredictionJson.error(answer).isPresent();
        events.add(
                failed
                        ? event("error", events.size(), "{\"detail\":\"Prediction failed\"}")
                        : event("done", events.size(), "{}"));
        return events;
    }

    private static byte[] event(String name, int index, String data) {
        String lines = data.replace("\n", "\ndata: ");
        return ("event: " + name + "\nid: 1690212292:" + index + "\ndata: " + lines + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
