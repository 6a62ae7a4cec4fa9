package io.headgate.router.route;

import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.catalog.Route.Share;
import io.headgate.schemas.id.Target;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint and model that could serve an alias: all of it that a catalogue fixes.
 *
 * @param region where the endpoint stands; null when unknown
 * @param capabilities all that the model can, see {@link #bits}
 * @param barred needs, see {@link #bits}; a request that has all of one of them is not for this candidate
 * @param retiredAt from then on the model is not there; null when no such day is known
 * @param limits of its provider's account
 * @param tariffs by effective date, ascending
 */
record Candidate(
        Target target,
        Model model,
        @Nullable String region,
        int capabilities,
        List<Integer> barred,
        @Nullable Instant retiredAt,
        ProviderLimits limits,
        List<Tariff> tariffs,
        @Nullable Share share) {
    Candidate {
        barred = List.copyOf(barred);
        tariffs = List.copyOf(tariffs);
    }

    /** A set of capabilities, each as one bit. */
    static int bits(Set<Capability> capabilities) {
        int bits = 0;
        for (Capability capability : capabilities) {
            bits |= 1 << capability.ordinal();
        }
        return bits;
    }

    /** The one in force at a moment; null when there is none. */
    @Nullable
    Tariff tariffAt(Instant moment) {
        for (int i = tariffs.size() - 1; i >= 0; i--) {
            if (!tariffs.get(i).price().effectiveFrom().isAfter(moment)) {
                return tariffs.get(i);
            }
        }
        return null;
    }

    boolean barredFor(int needs) {
        for (int i = 0; i < barred.size(); i++) {
            if ((needs & barred.get(i)) == barred.get(i)) {
                return true;
            }
        }
        return false;
    }

    /** What the model can give of a cap on output. */
    long cap(long wanted) {
        return model.maxOutputTokens() == null ? wanted : Math.min(wanted, model.maxOutputTokens());
    }
}
