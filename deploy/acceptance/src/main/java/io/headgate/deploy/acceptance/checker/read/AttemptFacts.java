package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.evidence.Dispatched;
import io.headgate.deploy.acceptance.checker.evidence.Held;
import io.headgate.deploy.acceptance.checker.evidence.Intended;
import io.headgate.deploy.acceptance.checker.evidence.Metered;
import io.headgate.deploy.acceptance.checker.evidence.Place;
import io.headgate.deploy.acceptance.checker.evidence.Price;
import io.headgate.deploy.acceptance.checker.evidence.Usage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Facts of attempts: dispatched, about to be called, and over. */
final class AttemptFacts {
    private final Names names;
    private final Map<Price, Price> prices = new ConcurrentHashMap<>();

    AttemptFacts(Names names) {
        this.names = names;
    }

    Dispatched dispatched(Place place, Fields dispatch) {
        Fields request = dispatch.neededRecord("request");
        Fields target = dispatch.neededRecord("target");
        String provider = names.of(target.needed("provider"));
        return new Dispatched(
                place,
                names.key(request.needed("tenant"), dispatch.needed("attemptId")),
                names.of(request.needed("requestId")),
                provider,
                names.of(target.needed("model")),
                project(request),
                dispatch.number("dispatchedAt"),
                request.number("deadline"),
                held(dispatch.neededRecord("reservation")),
                price(dispatch.record("price")),
                earlierCalls(dispatch, provider),
                redacted(dispatch.record("redaction")),
                dispatch.neededRecord("decision").number("catalogRevision"));
    }

    Intended intended(Fields intent) {
        return new Intended(
                names.key(intent.needed("tenant"), intent.needed("attemptId")),
                names.of(intent.neededRecord("target").needed("provider")),
                names.of(intent.needed("worker")),
                (int) intent.number("call"),
                intent.number("startedAt"),
                intent.numberOrNull("dispatchedAt"));
    }

    Metered metered(Place place, Fields attempt) {
        Fields summary = attempt.neededRecord("summary");
        Fields target = summary.neededRecord("target");
        Fields amount = attempt.neededRecord("cost").record("amount");
        return new Metered(
                place,
                names.key(attempt.needed("tenant"), summary.needed("attemptId")),
                names.of(attempt.needed("requestId")),
                names.of(target.needed("provider")),
                names.of(target.needed("model")),
                project(attempt),
                status(summary.needed("status")),
                usage(attempt.record("usage")),
                amount == null ? null : amount.decimal("amount"),
                amount == null ? null : names.of(amount.needed("currency")),
                summary.number("startedAt"),
                attempt.text("upstreamRequestId"),
                attempt.numberOrNull("dispatchedAt"));
    }

    private String project(Fields of) {
        String project = of.entry("tags", "project");
        return project == null ? "" : names.of(project);
    }

    private static boolean redacted(@Nullable Fields policy) {
        return policy != null && policy.size("entities") > 0;
    }

    private static int earlierCalls(Fields dispatch, String provider) {
        return (int) dispatch.records("history").stream()
                .filter(earlier ->
                        provider.equals(earlier.neededRecord("target").text("provider")))
                .filter(earlier -> status(earlier.needed("status")) != Metered.Status.NOT_CALLED)
                .count();
    }

    private static Metered.Status status(String word) {
        for (Metered.Status status : Metered.Status.values()) {
            if (status.name().equals(word)) {
                return status;
            }
        }
        return Metered.Status.UNKNOWN;
    }

    private Held held(Fields reservation) {
        Fields amount = reservation.record("amount");
        return new Held(
                reservation.number("inputTokens") + reservation.number("outputTokens"),
                amount == null ? null : amount.decimal("amount"),
                amount == null ? null : names.of(amount.needed("currency")));
    }

    private @Nullable Usage usage(@Nullable Fields usage) {
        return usage == null
                ? null
                : new Usage(
                        usage.numbers("quantities"),
                        usage.flag("estimated"),
                        names.ofNullable(usage.text("serviceTier")));
    }

    /** One object for each price, not for each attempt. */
    private @Nullable Price price(@Nullable Fields price) {
        if (price == null) {
            return null;
        }
        Price read = new Price(
                names.of(price.needed("id")),
                names.of(price.needed("currency")),
                price.decimals("rates"),
                price.decimals("batch"),
                price.records("above").stream()
                        .map(tier -> new Price.Tier(
                                tier.number("inputTokens"), tier.decimals("rates"), tier.decimals("batch")))
                        .toList());
        Price kept = prices.putIfAbsent(read, read);
        return kept == null ? read : kept;
    }
}
