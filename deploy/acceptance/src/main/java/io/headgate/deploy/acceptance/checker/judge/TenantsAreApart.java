package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.Invariant;
import io.headgate.deploy.acceptance.checker.Judgement;
import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Evidence;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import io.headgate.deploy.acceptance.checker.evidence.Published;
import java.util.HashMap;
import java.util.Map;

/**
 * I9. Topic, key, headers and value of a record name one tenant; what was admitted is the tenant's, and has the id, that
 * the client's record names; what was planted in one tenant's prompts is in no record of another.
 */
final class TenantsAreApart implements Judge {
    @Override
    public Judgement judge(Evidence evidence) {
        Offences offences = new Offences();
        offences.addAll(evidence.strays().ofOthers());
        Map<Place, Published> published = new HashMap<>();
        evidence.log().published().forEach(record -> published.put(record.place(), record));
        int compared = 0;
        for (Admitted admitted : evidence.log().admissions()) {
            Published record = admitted.origin() == null ? null : published.get(admitted.origin());
            // What is invalid may name two tenants or ids, or none that the checker can read.
            if (record != null && admitted.valid()) {
                compared++;
                compare(admitted, record, offences);
            }
        }
        int canaries = evidence.strays().canaries();
        return offences.judgement(
                Invariant.I9,
                "%,d records, %,d admissions beside what was published, %s"
                        .formatted(
                                evidence.strays().records(),
                                compared,
                                canaries == 0 ? "nothing was planted" : canaries + " planted texts"));
    }

    private static void compare(Admitted admitted, Published record, Offences offences) {
        if (!record.tenants().contains(admitted.key().tenant())) {
            offences.add(admitted.key(), "%s names the tenants %s".formatted(record.place(), record.tenants()));
        }
        boolean asNamed = record.ids().isEmpty()
                ? admitted.key().id().equals(record.placeId())
                : record.ids().contains(admitted.key().id());
        if (!asNamed) {
            offences.add(
                    admitted.key(),
                    "%s names the ids %s, and would be %s without one"
                            .formatted(record.place(), record.ids(), record.placeId()));
        }
    }
}
