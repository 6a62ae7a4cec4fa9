package io.headgate.api.replay;

import io.headgate.api.replay.Renewal.Renewed;
import io.headgate.api.replay.body.Bodies;
import io.headgate.api.submit.AdmissionLog;
import io.headgate.api.submit.AdmissionLog.Appended;
import io.headgate.schemas.message.FailedRequest;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.InvalidRequest;
import io.headgate.schemas.telemetry.TraceContext;
import io.headgate.schemas.tenant.TenantCatalogs;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Sends the requests of replays again, a second's worth at a time. What it was doing when it was killed it does once more:
 * the new ids are the same, so nothing is served twice. One thread at a time; blocks.
 */
public final class ReplayRun {
    private final FailureLog failures;
    private final Replays replays;
    private final AdmissionLog admissions;
    private final TenantCatalogs catalogs;
    private final Bodies bodies;
    private final InstantSource clock;

    public ReplayRun(
            FailureLog failures,
            Replays replays,
            AdmissionLog admissions,
            TenantCatalogs catalogs,
            Bodies bodies,
            InstantSource clock) {
        this.failures = failures;
        this.replays = replays;
        this.admissions = admissions;
        this.catalogs = catalogs;
        this.bodies = bodies;
        this.clock = clock;
    }

    /**
     * Sends what may be sent of a replay in a second, and ends it when nothing is left. What Kafka does not take stays for the
     * next time.
     *
     * @throws FailureLog.UnavailableException when what failed cannot be read at present; what was read before is sent
     */
    public void step(Replay replay) {
        List<Item> items = replays.waiting(replay.id(), replay.perSecond());
        if (items.isEmpty()) {
            replays.complete(replay.id(), clock.instant());
            return;
        }
        List<CompletableFuture<Optional<Item>>> sending = new ArrayList<>();
        try {
            for (Item item : items) {
                sending.add(send(replay, item));
            }
        } finally {
            List<Item> done = sending.stream()
                    .map(CompletableFuture::join)
                    .flatMap(Optional::stream)
                    .toList();
            replays.keep(replay.id(), done);
        }
    }

    /** What became of it; empty where that must wait. */
    private CompletableFuture<Optional<Item>> send(Replay replay, Item item) {
        Optional<FailedRequest> read = failures.read(item.place())
                .filter(failed -> failed.admission().key().equals(item.parent()));
        if (read.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.of(item.gone()));
        }
        return switch (read.get().admission()) {
            case InvalidRequest invalid -> refused(item, invalid.failure());
            case InferenceRequest parent -> send(replay, item, parent);
        };
    }

    private CompletableFuture<Optional<Item>> send(Replay replay, Item item, InferenceRequest parent) {
        Renewal renewal = new Renewal(replay.id(), replay.overrides(), bodies);
        return switch (renewal.of(parent, catalogs.of(replay.tenant()), clock.instant())) {
            case Renewed.Refused(Failure failure) -> refused(item, failure);
            case Renewed.Request(InferenceRequest request) ->
                admissions
                        .append(request, TraceContext.start())
                        .thenApply(appended -> outcome(item, request, appended))
                        .toCompletableFuture();
        };
    }

    private static Optional<Item> outcome(Item item, InferenceRequest request, Appended appended) {
        return switch (appended) {
            case Appended.Acknowledged() -> Optional.of(item.sent(request.key().request()));
            case Appended.TooLarge _ -> Optional.of(item.refused(FailureCode.BODY_TOO_LARGE.wireName()));
            case Appended.Unavailable _ -> Optional.empty();
        };
    }

    private static CompletableFuture<Optional<Item>> refused(Item item, Failure failure) {
        return CompletableFuture.completedFuture(
                Optional.of(item.refused(failure.code().wireName())));
    }
}
