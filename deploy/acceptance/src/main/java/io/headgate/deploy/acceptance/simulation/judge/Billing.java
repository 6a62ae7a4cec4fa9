package io.headgate.deploy.acceptance.simulation.judge;

import io.headgate.deploy.acceptance.simulation.world.Upstream;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Attempt;
import io.headgate.schemas.message.AttemptStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** I5: what was metered is what the providers have billed, call by call; what a crash left untold is set apart. */
final class Billing {
    private Billing() {}

    static List<Violation> found(Evidence evidence, List<Upstream.Call> calls) {
        List<Violation> found = new ArrayList<>();
        Map<String, Upstream.Call> byId = new HashMap<>();
        calls.forEach(call -> byId.put(call.id(), call));
        Set<String> told = new HashSet<>();
        Set<String> attempts = new HashSet<>();
        for (Attempt attempt : evidence.attempts()) {
            TenantId tenant = attempt.key().tenant();
            if (!attempts.add(tenant + "/" + attempt.summary().id())) {
                found.add(new Violation("I5", attempt.summary().id() + " was metered twice"));
            }
            if (attempt.upstreamRequestId() != null) {
                String id = attempt.upstreamRequestId();
                if (!told.add(id)) {
                    found.add(new Violation("I5", id + " was metered twice"));
                }
                Upstream.Call call = byId.get(id);
                if (call == null) {
                    found.add(new Violation("I5", id + " was metered and never made"));
                } else {
                    compare(attempt, call, found);
                }
            }
        }
        for (Upstream.Call call : calls) {
            if (!told.contains(call.id()) && !call.withdrawn().getAsBoolean()) {
                found.add(
                        new Violation("I5", "%s of %s was made and not metered".formatted(call.id(), call.attempt())));
            }
        }
        return found;
    }

    private static void compare(Attempt attempt, Upstream.Call call, List<Violation> found) {
        boolean unsaid = attempt.usage() == null && attempt.summary().status() == AttemptStatus.UNKNOWN;
        long input = attempt.usage() == null ? 0 : attempt.usage().inputTokens();
        long output = attempt.usage() == null ? 0 : attempt.usage().outputTokens();
        boolean same = call.attempt().equals(attempt.summary().id())
                && call.tenant().equals(attempt.key().tenant())
                && (unsaid || (input == call.inputTokens() && output == call.outputTokens()))
                && (attempt.usage() == null || attempt.usage().tier().equals(call.tier()));
        if (!same) {
            found.add(new Violation(
                    "I5",
                    "%s: metered %d and %d tokens for %s, billed %d and %d for %s, served at %s"
                            .formatted(
                                    call.id(),
                                    input,
                                    output,
                                    attempt.summary().id(),
                                    call.inputTokens(),
                                    call.outputTokens(),
                                    call.attempt(),
                                    call.tier())));
        }
    }
}
