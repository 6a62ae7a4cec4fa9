package io.headgate.router.route;

import io.headgate.router.budget.Place;
import io.headgate.router.waiting.DispatchedWork;
import io.headgate.router.waiting.Gate;
import io.headgate.router.waiting.Lane;
import io.headgate.router.waiting.ProviderQueues;
import io.headgate.router.waiting.ProviderTenants;
import io.headgate.router.waiting.QueueOutlook;
import io.headgate.router.waiting.Reason;
import io.headgate.router.waiting.RoomGate;
import io.headgate.router.waiting.RoomLimits;
import io.headgate.router.waiting.TenantWeights;
import io.headgate.router.waiting.Waiting;
import io.headgate.router.waiting.WaitingRoom;
import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.AttemptId;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.Target;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The router's waiting room and gate before a market's providers, as one task of it keeps them. */
final class MarketRoom {
    private static final int MOST = 500;

    private final Catalogue catalogue;
    private final Health health;
    private final BiConsumer<RouteQuery, Target> sent;
    private final WaitingRoom room = new WaitingRoom(RoomLimits.DEFAULT, TenantWeights.EQUAL);
    private final DispatchedWork work = new DispatchedWork(new ProviderTenants());
    private final ProviderQueues queues;
    private final RoomGate gate;
    private final Map<RequestKey, RouteQuery> queries = new HashMap<>();

    /** @param sent is told who goes where */
    MarketRoom(Catalogue catalogue, Health health, BiConsumer<RouteQuery, Target> sent) {
        this.catalogue = catalogue;
        this.health = health;
        this.sent = sent;
        this.queues = new ProviderQueues(work, QueueOutlook.UNKNOWN, () -> catalogue);
        this.gate = new RoomGate(room, queues);
    }

    boolean isEmpty() {
        return room.isEmpty();
    }

    void arrive(RouteQuery query, Instant now) {
        place(query, room.nextArrival(), gate, null, now);
    }

    void settled(RouteQuery query, Target target, Duration call, Instant now) {
        RequestKey key = query.request().key();
        queues.settled(key.tenant(), attempt(key), target.provider(), call, now);
    }

    /** Who is due goes; what is due to be decided anew is. Returns those whose deadline has passed: they are here no longer. */
    List<Waiting> tick(Instant now) {
        List<Waiting> overdue = room.overdue(now, Integer.MAX_VALUE);
        overdue.forEach(entry -> room.leave(entry.key()));
        for (Lane lane : room.lanes()) {
            boolean goesOn = true;
            for (int i = 0; goesOn && i < MOST; i++) {
                Waiting next = room.next(lane, now, queues.of(lane, now)).orElse(null);
                goesOn = next != null && again(next, gate.onItsTurn(lane), now);
            }
        }
        room.againDue(now, MOST).forEach(entry -> again(entry, gate, now));
        return overdue;
    }

    /** Whether it has left its lane. */
    private boolean again(Waiting entry, Gate through, Instant now) {
        return place(Objects.requireNonNull(queries.get(entry.key())), entry.arrival(), through, entry, now);
    }

    private boolean place(RouteQuery query, long arrival, Gate through, @Nullable Waiting before, Instant now) {
        InferenceRequest request = query.request();
        RequestKey key = request.key();
        RoutingContext context = request.context();
        Doors doors = provider -> shut(through.before(key, provider, context.priority(), now), now);
        return switch (Binder.judge(query, catalogue, health, Headroom.BOUNDLESS, doors, now)) {
            case Binding.Now(RouteDecision.Chosen to) -> {
                go(before, to.target().provider(), now);
                queries.remove(key);
                Place place = new Place(to.target().provider(), context.priority(), now, context.deadline());
                work.dispatched(key.tenant(), attempt(key), place, now);
                sent.accept(query, to.target());
                yield true;
            }
            case Binding.Wait wait -> {
                Lane lane = new Lane.ForProvider(wait.target().provider());
                Reason reason = new Reason(lane, "a test", now, null, wait.until());
                queries.put(key, query);
                room.enter(
                        new Waiting(key, context.priority(), context.deadline(), arrival, now, 1, 100, reason, true));
                yield before == null || !before.reason().lane().equals(lane);
            }
            case Binding.Nowhere none -> throw new AssertionError(none.why().failure());
        };
    }

    private void go(@Nullable Waiting entry, ProviderName provider, Instant now) {
        if (entry != null && entry.reason().lane().equals(new Lane.ForProvider(provider))) {
            room.go(entry, now);
        } else if (entry != null) {
            room.leave(entry.key());
        }
    }

    private static Doors.@Nullable Shut shut(@Nullable Reason reason, Instant now) {
        if (reason == null) {
            return null;
        }
        Instant until = reason.until();
        return new Doors.Shut(
                until == null ? null : Duration.between(now, until),
                Duration.between(now, Objects.requireNonNull(reason.again())));
    }

    private static AttemptId attempt(RequestKey key) {
        return new AttemptId(key.request() + "/1");
    }
}
