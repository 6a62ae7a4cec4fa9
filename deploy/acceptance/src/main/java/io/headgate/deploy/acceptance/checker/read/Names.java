package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.evidence.Key;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps each name once: a request's stands in eight topics, and a hundred thousand are to fit. Thread-safe. */
final class Names {
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private final Map<Key, Key> keys = new ConcurrentHashMap<>();

    String of(String text) {
        String kept = texts.putIfAbsent(text, text);
        return kept == null ? text : kept;
    }

    @Nullable
    String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }

    Key key(String tenant, String id) {
        Key key = new Key(of(tenant), of(id));
        Key kept = keys.putIfAbsent(key, key);
        return kept == null ? key : kept;
    }
}
