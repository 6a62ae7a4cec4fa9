package io.headgate.worker.redact;

import io.headgate.schemas.catalog.Detection.Detector;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds what patterns cannot, by asking a service. Thread-safe. */
public interface NameDetector extends AutoCloseable {
    /** Where there is no such service. */
    NameDetector NONE = (service, entities, texts) -> new Answer.Away("no detector");

    /** What it found, or why nobody knows. */
    sealed interface Answer {
        /** @param spans by text; a text without any may be missing, and spans may overlap */
        record Found(Map<String, List<Span>> spans) implements Answer {
            public Found {
                spans = Map.copyOf(spans);
            }

            /** Without the texts. */
            @Override
            public String toString() {
                return "Found[in %d texts]".formatted(spans.size());
            }
        }

        /** @param seen for people; nothing of the texts */
        record Away(String seen) implements Answer {}
    }

    /**
     * Looks through texts. Blocks for {@link Detector#timeout} at most; interrupting the thread ends it at once as away, and
     * leaves the interrupt status set.
     *
     * @param entities what is looked for, as the catalogue names them
     */
    Answer find(Detector service, Collection<String> entities, Collection<String> texts);

    /** Closes connections; calls under way end as away. */
    @Override
    default void close() {}
}
