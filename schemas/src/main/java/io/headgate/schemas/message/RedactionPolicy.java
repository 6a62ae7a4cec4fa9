package io.headgate.schemas.message;

import io.headgate.schemas.catalog.Redaction;

/**
 * What must not leave in one attempt's request: of each entity what the tenant says, or else the route, or else the provider.
 *
 * @param redaction of what is looked for; nothing of it is {@link Redaction.Action#OFF}
 * @param strict whether the request is refused when it cannot be looked into whole
 */
public record RedactionPolicy(Redaction redaction, boolean strict) {
    public RedactionPolicy {
        redaction = redaction.inForce();
    }
}
