package io.headgate.deploy.simulator.edge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One provider's predictions, the latest few thousand of them: older ones go on, and are not to be found. Thread-safe. */
public final class Predictions {
    private static final int MOST = 4096;

    private final Map<String, Prediction> byId = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Prediction> eldest) {
            return size() > MOST;
        }
    });

    void add(Prediction prediction) {
        byId.put(prediction.id(), prediction);
    }

    Optional<Prediction> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
