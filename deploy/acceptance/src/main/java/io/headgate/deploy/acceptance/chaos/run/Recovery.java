package io.headgate.deploy.acceptance.chaos.run;

import io.headgate.deploy.acceptance.chaos.load.Load;
import io.headgate.deploy.acceptance.chaos.plan.Fault;
import java.time.Duration;
import java.util.Optional;

/**
 * How long after a kill the service that was hit did its work again, as seen from outside.
 *
 * <ul>
 *   <li>router, worker, broker: until all that clients sent in the second after the kill had its result;
 *   <li>metering, Postgres: until the books had every attempt that was committed at the kill or a moment after it;
 *   <li>API: until the next submission over HTTP was accepted, by whichever API.
 * </ul>
 */
final class Recovery {
    private static final Duration SECOND_AFTER = Duration.ofSeconds(1);

    private Recovery() {}

    /** Empty where it did not come, or nothing was sent by which to see it. */
    static Optional<Duration> of(Deed deed, Load load) {
        if (!(deed.outcome() instanceof Deed.Outcome.Struck(var caughtUp))) {
            return Optional.empty();
        }
        if (caughtUp.isPresent()) {
            return caughtUp;
        }
        return switch (deed.fault()) {
            case Fault.Kill(var process, var _) when process.startsWith("api") -> load.nextAccepted(deed.struckNanos());
            case Fault.Kill(var process, var _) when process.startsWith("metering") -> Optional.empty();
            case Fault.Postgres _ -> Optional.empty();
            default -> load.journal().answered(deed.struckNanos(), SECOND_AFTER);
        };
    }

    /** What is recovered from, in the words of the report; empty for what kills nobody. */
    static Optional<String> kind(Fault fault) {
        return switch (fault) {
            case Fault.Kill(var process, var _) -> Optional.of(process.replaceFirst("-\\d+$", ""));
            case Fault.KillAt _ -> Optional.of("worker");
            case Fault.Postgres _ -> Optional.of("postgres");
            default -> Optional.empty();
        };
    }

    /** Within what time a kind is meant to recover, on a machine that is not overloaded; empty where nothing was set. */
    static Optional<Duration> aim(String kind) {
        return switch (kind) {
            case "router", "worker" -> Optional.of(Duration.ofSeconds(10));
            case "postgres" -> Optional.of(Duration.ofSeconds(15));
            case "broker" -> Optional.of(Duration.ofSeconds(20));
            default -> Optional.empty();
        };
    }
}
