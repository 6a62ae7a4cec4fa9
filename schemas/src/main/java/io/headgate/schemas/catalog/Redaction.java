package io.headgate.schemas.catalog;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What must not leave, and what is done about it, entity by entity. Two that say the same are equal.
 *
 * @param entities of which something is said: of {@link #ENTITIES}, and names that the catalogue's {@link Detection}
 *     defines; empty means no redaction
 * @param action the strictest of them all, {@link Action#MASK} or more
 * @param exceptions by entity, what holds in place of it
 */
public record Redaction(Set<String> entities, Action action, Map<String, Action> exceptions) {
    /** The entities that can be looked for in every catalogue. */
    public static final Set<String> ENTITIES = Set.of("email", "phone", "iban", "card", "us_ssn", "ip", "api_key");

    public static final Redaction NONE = new Redaction(Map.of());

    public Redaction {
        Map<String, Action> all = new HashMap<>(exceptions);
        for (String entity : entities) {
            all.putIfAbsent(entity, action);
        }
        Action strictest = all.values().stream().reduce(Action.MASK, Redaction::stricter);
        entities = Set.copyOf(all.keySet());
        action = strictest;
        exceptions = all.entrySet().stream()
                .filter(entry -> entry.getValue() != strictest)
                .collect(Collectors.toUnmodifiableMap(Entry::getKey, Entry::getValue));
    }

    /** The same for each entity. */
    public Redaction(Set<String> entities, Action action) {
        this(entities, action, Map.of());
    }

    /** @param actions by entity */
    public Redaction(Map<String, Action> actions) {
        this(Set.of(), Action.MASK, actions);
    }

    private static Action stricter(Action one, Action other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** By entity, what is done about it. */
    public Map<String, Action> actions() {
        return entities.stream()
                .collect(Collectors.toUnmodifiableMap(
                        Function.identity(), entity -> exceptions.getOrDefault(entity, action)));
    }

    /** What this says of an entity, or else what the other says. */
    public Redaction over(Redaction other) {
        if (entities.isEmpty()) {
            return other;
        }
        if (other.entities.isEmpty()) {
            return this;
        }
        Map<String, Action> merged = new HashMap<>(other.actions());
        merged.putAll(actions());
        return new Redaction(merged);
    }

    /** Without what is {@link Action#OFF}. */
    public Redaction inForce() {
        if (!exceptions.containsValue(Action.OFF)) {
            return this;
        }
        return new Redaction(actions().entrySet().stream()
                .filter(entry -> entry.getValue() != Action.OFF)
                .collect(Collectors.toMap(Entry::getKey, Entry::getValue)));
    }

    /** What happens to a prompt in which an entity was found; the later, the stricter. */
    public enum Action {
        /** Nothing, whatever is said elsewhere: it is not looked for. */
        OFF,
        /** It is masked, and restored in the answer. */
        MASK,
        /** It is masked for good. */
        REMOVE,
        /** The request is refused. */
        BLOCK
    }
}
