package io.headgate.deploy.acceptance.checker.judge;

import io.headgate.deploy.acceptance.checker.evidence.Admitted;
import io.headgate.deploy.acceptance.checker.evidence.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which admissions were accepted: the first of each id and of each idempotency key. What comes again within a day is
 * absorbed or in conflict, and has no end of its own. What is remembered for a day may be so for two: in between it is
 * either.
 */
final class Acceptances {
    private static final long SURELY_KNOWN = Duration.ofDays(1).toMillis();
    private static final long SURELY_FORGOTTEN = Duration.ofDays(2).toMillis();

    private final Map<Name, Seen> memory = new HashMap<>();
    private final Map<Key, Accepted> byKey = new LinkedHashMap<>();
    private int absorbed;

    /**
     * How often one id was accepted: once, but for ids that are used again after days.
     *
     * @param last of its admissions that was accepted
     */
    record Accepted(Admitted last, int least, int most) {}

    /** A request's id, or its idempotency key. */
    private record Name(String tenant, boolean isId, String text) {}

    private record Seen(String hash, long at) {}

    private enum Sighting {
        NEW,
        KNOWN,
        EITHER
    }

    private Acceptances() {}

    /** @param admissions those of a tenant in the order of its partition */
    static Acceptances of(List<Admitted> admissions) {
        Acceptances acceptances = new Acceptances();
        admissions.forEach(acceptances::take);
        return acceptances;
    }

    Map<Key, Accepted> byKey() {
        return byKey;
    }

    /** How many admissions were repeats, or in conflict with what came before. */
    int absorbed() {
        return absorbed;
    }

    private void take(Admitted admitted) {
        List<Name> names = names(admitted);
        Sighting sighting = sighting(names, admitted.at());
        boolean conflict = sighting == Sighting.KNOWN
                && names.stream().map(memory::get).anyMatch(seen -> seen != null && !seen.hash.equals(admitted.hash()));
        if (!conflict) {
            names.forEach(name -> remember(name, admitted, sighting));
        }
        switch (sighting) {
            case NEW -> accept(admitted, 1);
            case EITHER -> accept(admitted, 0);
            case KNOWN -> absorbed++;
        }
    }

    private void accept(Admitted admitted, int surely) {
        Accepted before = byKey.get(admitted.key());
        byKey.put(
                admitted.key(),
                before == null
                        ? new Accepted(admitted, surely, 1)
                        : new Accepted(admitted, before.least + surely, before.most + 1));
    }

    private Sighting sighting(List<Name> names, long now) {
        Sighting sighting = Sighting.NEW;
        for (Name name : names) {
            Seen seen = memory.get(name);
            if (seen != null && now - seen.at <= SURELY_KNOWN) {
                return Sighting.KNOWN;
            }
            if (seen != null && now - seen.at <= SURELY_FORGOTTEN) {
                sighting = Sighting.EITHER;
            }
        }
        return sighting;
    }

    /** A repeat makes only its new names known. */
    private void remember(Name name, Admitted admitted, Sighting sighting) {
        @Nullable Seen seen = memory.get(name);
        if (seen == null || sighting != Sighting.KNOWN) {
            memory.put(name, new Seen(admitted.hash(), admitted.at()));
        }
    }

    private static List<Name> names(Admitted admitted) {
        List<Name> names = new ArrayList<>(2);
        names.add(new Name(admitted.key().tenant(), true, admitted.key().id()));
        if (admitted.idempotencyKey() != null) {
            names.add(new Name(admitted.key().tenant(), false, admitted.idempotencyKey()));
        }
        return names;
    }
}
