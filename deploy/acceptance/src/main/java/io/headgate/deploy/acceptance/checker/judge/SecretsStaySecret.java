package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Strays;

/**
 * I14. What was planted as a secret is in no record and no log; prompts, and what was planted in them, are in no log; no
 * failure quotes the prompt of its request.
 */
final class SecretsStaySecret implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Strays strays = evidence.strays();
        Offences offences = new Offences();
        offences.addAll(strays.secrets());
        String counted = "%,d records, %,d planted texts, %,d KB of logs"
                .formatted(strays.records(), strays.canaries(), strays.logBytes() / 1024);
        return strays.canaries() == 0 && strays.logBytes() == 0
                ? offences.judgementUnless(
                        Invariant.I14,
                        counted,
                        "no logs were named and nothing was planted; no failure quotes its prompt")
                : offences.judgement(Invariant.I14, counted);
    }
}
