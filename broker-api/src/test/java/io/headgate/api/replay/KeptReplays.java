package io.headgate.api.replay;

import io.headgate.api.access.audit.Actor;
import io.headgate.api.replay.FailedRow.Place;
import io.headgate.schemas.id.RequestKey;
import io.headgate.schemas.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One replay in memory: what its run needs. */
final class KeptReplays implements Replays {
    static final ReplayId ID = new ReplayId("replay_" + "01".repeat(12));

    final List<Item> items = new ArrayList<>();
    boolean completed;
    boolean loseWhatIsKept;

    void add(RequestKey parent, Place place) {
        items.add(new Item(items.size() + 1, parent, place, Item.State.WAITING, null, null));
    }

    Replay replay(int perSecond) {
        return new Replay(
                ID, Market.ACME, Market.NOW, "ada", "{}", Overrides.NONE, perSecond, Replay.State.RUNNING, null);
    }

    @Override
    public List<Item> waiting(ReplayId id, int most) {
        return items.stream()
                .filter(item -> item.state() == Item.State.WAITING)
                .limit(most)
                .toList();
    }

    @Override
    public void keep(ReplayId id, List<Item> done) {
        if (!loseWhatIsKept) {
            done.forEach(item -> items.set(item.sequence() - 1, item));
        }
    }

    @Override
    public void complete(ReplayId id, Instant now) {
        completed = true;
    }

    @Override
    public Optional<Replay> create(ReplayId id, ReplayOrder order, Actor orderedBy, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Replay> find(TenantId tenant, ReplayId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Replay> list(TenantId tenant, int limit, @Nullable ReplayId after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Progress progress(TenantId tenant, ReplayId id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Item> items(TenantId tenant, ReplayId id, int limit, int after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void cancel(TenantId tenant, ReplayId id, Actor by, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Replay> lease(String holder, Duration lease) {
        throw new UnsupportedOperationException();
    }
}
