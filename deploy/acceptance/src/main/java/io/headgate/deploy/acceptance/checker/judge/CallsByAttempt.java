package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.UpstreamCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A provider's calls by the attempt that they were made for. Providers are told an attempt's id and not its tenant, so
 * two tenants with the same ids share an entry.
 *
 * @param foreign calls that named no attempt: not Headgate's
 */
record CallsByAttempt(Map<String, List<UpstreamCall>> calls, int foreign) {
    static CallsByAttempt of(List<UpstreamCall> all) {
        Map<String, List<UpstreamCall>> calls = new HashMap<>();
        int foreign = 0;
        for (UpstreamCall call : all) {
            if (call.attemptId() == null) {
                foreign++;
            } else {
                calls.computeIfAbsent(call.attemptId(), _ -> new ArrayList<>(1)).add(call);
            }
        }
        return new CallsByAttempt(calls, foreign);
    }

    List<UpstreamCall> of(String attemptId) {
        return calls.getOrDefault(attemptId, List.of());
    }
}
