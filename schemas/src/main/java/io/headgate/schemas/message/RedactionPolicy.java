package io.headgate.schemas.message;

import io.headgate.schemas.catalog.Redaction;

/**
 * What must not leave in one attempt's request: the tenant's redaction, or the provider's where the tenant has none.
 *
 * @param strict whether the request is refused when it cannot be looked into whole
 */
public record RedactionPolicy(Redaction redaction, boolean strict) {}
