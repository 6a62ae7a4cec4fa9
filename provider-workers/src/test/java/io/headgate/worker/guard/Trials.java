package io.headgate.worker.guard;

import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.ProviderLimits;
import io.headgate.schemas.id.EndpointName;
import io.headgate.schemas.id.ModelName;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.money.Meter;
import io.headgate.schemas.money.Usage;
import io.headgate.worker.Catalogues;
import io.headgate.worker.Samples;
import io.headgate.worker.call.CallOutcome;
import io.headgate.worker.call.Headroom;
import io.headgate.worker.call.UpstreamReply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Errands, and ends of calls, to test with. */
final class Trials {
    static final Target ONE = target("one");
    static final Target OTHER = target("other");
    static final CallOutcome COMPLETED =
            new CallOutcome.Completed("{}", Usage.none(), null, new UpstreamReply(200, null, null));
    static final CallOutcome DOWN = retryable(FailureCode.PROVIDER_UNAVAILABLE, 503, null);
    static final CallOutcome UNREACHABLE = retryable(FailureCode.PROVIDER_UNAVAILABLE, null, null);
    static final CallOutcome CROWDED = retryable(FailureCode.PROVIDER_RATE_LIMITED, 429, null);

    private Trials() {}

    static Target target(String model) {
        return new Target(Samples.PROVIDER, new EndpointName("main"), new ModelName(model), model);
    }

    static Provider provider(int maxInFlight) {
        return provider(new ProviderLimits(null, null, 1, maxInFlight));
    }

    /** With a total of 30 s, and a back-off that begins at 50 ms. */
    static Provider provider(ProviderLimits limits) {
        return Catalogues.provider(URI.create("http://localhost/v1"), limits);
    }

    /** For a minute from now, with nowhere else to go. */
    static Errand errand(Target target) {
        return errand(target, Duration.ofMinutes(1), false);
    }

    static Errand errand(Target target, Duration patience, boolean elsewhere) {
        return new Errand(target, false, Instant.now().plus(patience), Instant.now(), 0, elsewhere, 0);
    }

    static Errand critical(Target target) {
        return new Errand(target, true, Instant.now().plusSeconds(60), Instant.now(), 0, false, 0);
    }

    static Errand ofTokens(Target target, long tokens) {
        return new Errand(target, false, Instant.now().plusSeconds(60), Instant.now(), 0, false, tokens);
    }

    static Errand further(Target target, int earlierCalls) {
        return new Errand(target, false, Instant.now().plusSeconds(60), Instant.now(), earlierCalls, false, 0);
    }

    static CallOutcome completed(long tokens) {
        return completed(tokens, Headroom.NONE);
    }

    static CallOutcome completed(long tokens, Headroom headroom) {
        Usage usage = new Usage(Map.of(Meter.INPUT, tokens), Usage.Source.REPORTED);
        return new CallOutcome.Completed("{}", usage, null, new UpstreamReply(200, null, null, headroom));
    }

    static CallOutcome retryable(FailureCode code, @Nullable Integer status, @Nullable Duration retryAfter) {
        return new CallOutcome.Retryable(
                Failure.of(code, "not now"), retryAfter, new UpstreamReply(status, null, null));
    }

    static CallOutcome refused(FailureCode code) {
        return new CallOutcome.Refused(Failure.of(code, "refused"), true, new UpstreamReply(400, null, null));
    }

    static CallOutcome withheld(long tokens) {
        Usage usage = new Usage(Map.of(Meter.INPUT, tokens), Usage.Source.REPORTED);
        Failure filtered = Failure.of(FailureCode.CONTENT_FILTERED, "withheld");
        return new CallOutcome.Refused(filtered, false, usage, new UpstreamReply(200, null, null));
    }

    /** There was no time left to send it. */
    static CallOutcome untried(FailureCode code) {
        return new CallOutcome.Retryable(Failure.of(code, "not sent"), null, false, UpstreamReply.NONE);
    }

    /** One that took next to no time. */
    static TimedOutcome quick(CallOutcome outcome) {
        return new TimedOutcome(outcome, Duration.ofMillis(1));
    }

    static CallOutcome unknown(FailureCode code) {
        return new CallOutcome.Unknown(Failure.of(code, "lost"), null, UpstreamReply.NONE);
    }
}
