package io.headgate.schemas.catalog;

import java.util.Set;

/**
 * What must not leave, and what is done about it.
 *
 * @param entities for example {@code email, phone, iban, card}; empty means no redaction
 */
public record Redaction(Set<String> entities, Action action) {
    /** The entities that can be looked for. */
    public static final Set<String> ENTITIES = Set.of("email", "phone", "iban", "card");

    public static final Redaction NONE = new Redaction(Set.of(), Action.MASK);

    public Redaction {
        entities = Set.copyOf(entities);
    }

    /** What happens to a prompt in which an entity was found. */
    public enum Action {
        /** It is masked, and restored in the answer. */
        MASK,
        /** It is masked for good. */
        REMOVE,
        /** The request is refused. */
        BLOCK
    }
}
