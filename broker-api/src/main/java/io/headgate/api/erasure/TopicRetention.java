package io.headgate.api.erasure;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/** How long the cluster keeps records. Thread-safe; blocks for some seconds at most. */
@FunctionalInterface
public interface TopicRetention {
    /** By topic; one that is not there, is compacted or kept for ever, or that the cluster says nothing of, is left out. */
    Map<String, Duration> of(Collection<String> topics);
}
