package io.headgate.router.route;

import io.headgate.schemas.catalog.Canary;
import io.headgate.schemas.catalog.Capability;
import io.headgate.schemas.catalog.Model;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.Target;
import java.time.Instant;
import java.util.Set;

/** What is known of providers at this moment, beyond the catalogue. */
@FunctionalInterface
public interface Health {
    /** Whether the provider's dispatch topics exist: work can be handed to it. */
    boolean dispatchable(ProviderName provider);

    /** How a target fares; {@link TargetHealth#UNKNOWN} when nothing was heard of it lately. Never blocks. */
    default TargetHealth of(Target target, Instant now) {
        return TargetHealth.UNKNOWN;
    }

    /** How a route's replacement stands; {@link CanaryStanding#UNKNOWN} when nothing was seen of it. Never blocks. */
    default CanaryStanding canary(Alias alias, Canary canary) {
        return CanaryStanding.UNKNOWN;
    }

    /** What is thought of a model's answers on a route; {@link Opinion#NONE} when nobody said anything. Never blocks. */
    default Opinion opinion(Alias alias, ModelName model) {
        return Opinion.NONE;
    }

    /** What an alias' requests take of a model; {@link Consumption#UNKNOWN} before there were any. Never blocks. */
    default Consumption consumption(Alias alias, ModelName model) {
        return Consumption.UNKNOWN;
    }

    /** What a model refused, though its lines say that it can; empty when nothing. Never blocks. */
    default Set<Capability> refused(Model model) {
        return Set.of();
    }
}
