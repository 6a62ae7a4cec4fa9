package io.headgate.deploy.acceptance.checker;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.headgate.deploy.acceptance.checker.Finding.Broken;
import io.headgate.deploy.acceptance.checker.Finding.Holds;
import io.headgate.deploy.acceptance.checker.Finding.NotJudged;

/** A verdict as one JSON object, for other programs. */
final class VerdictJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private VerdictJson() {}

    static String of(Verdict verdict) {
        ObjectNode document = JSON.createObjectNode().put("holds", verdict.holds());
        var judgements = document.putArray("judgements");
        for (Judgement judgement : verdict.judgements()) {
            ObjectNode node = judgements
                    .addObject()
                    .put("invariant", judgement.invariant().name())
                    .put("promise", judgement.invariant().sentence())
                    .put("counted", judgement.counted());
            switch (judgement.finding()) {
                case Holds() -> node.put("finding", "holds");
                case Broken(long offences, var examples) -> {
                    node.put("finding", "broken").put("offences", offences);
                    examples.forEach(node.putArray("examples")::add);
                }
                case NotJudged(String why) -> node.put("finding", "not_judged").put("why", why);
            }
        }
        return document.toPrettyString();
    }
}
