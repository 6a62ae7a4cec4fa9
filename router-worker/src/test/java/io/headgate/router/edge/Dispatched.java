package io.headgate.router.edge;

import static io.headgate.router.edge.DrivenTopology.CODECS;
import static io.headgate.router.edge.DrivenTopology.TOPICS;

import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.Dispatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** All that a topology has dispatched so far, to providers alpha and beta. */
final class Dispatched {
    private static final ProviderName ALPHA = new ProviderName("alpha");
    private static final ProviderName BETA = new ProviderName("beta");

    private final DrivenTopology topology;
    private final Map<String, Dispatch> newest = new HashMap<>();
    private final List<Dispatch> all = new ArrayList<>();
    private final Map<String, List<Dispatch>> byTopic = new HashMap<>();

    Dispatched(DrivenTopology topology) {
        this.topology = topology;
    }

    /** All of them, each topic's in order. */
    List<Dispatch> all() {
        take();
        return List.copyOf(all);
    }

    /** To alpha, in order, those of critical requests aside. */
    List<Dispatch> toAlpha() {
        take();
        return List.copyOf(byTopic.getOrDefault(TOPICS.dispatch(ALPHA), List.of()));
    }

    /** Those of critical requests to alpha, in order. */
    List<Dispatch> criticalToAlpha() {
        take();
        return List.copyOf(byTopic.getOrDefault(TOPICS.dispatchCritical(ALPHA), List.of()));
    }

    /** The newest of a request. */
    Dispatch of(String id) {
        take();
        return Objects.requireNonNull(newest.get(id), () -> "a dispatch of " + id);
    }

    private void take() {
        for (ProviderName provider : List.of(ALPHA, BETA)) {
            take(TOPICS.dispatch(provider));
            take(TOPICS.dispatchCritical(provider));
        }
    }

    private void take(String topic) {
        while (!topology.out(topic).isEmpty()) {
            Dispatch dispatch = topology.read(CODECS.dispatch(), topic);
            newest.put(dispatch.request().key().request().value(), dispatch);
            byTopic.computeIfAbsent(topic, _ -> new ArrayList<>()).add(dispatch);
            all.add(dispatch);
        }
    }
}
