package io.headgate.router.admit;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.Redaction;
import io.headgate.schemas.catalog.Route;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.id.ProviderName;
import io.headgate.schemas.message.InferenceRequest;
import io.headgate.schemas.message.RedactionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What must not leave in a request: of each entity what the tenant says, or else the route, or else the provider that is
 * called; the route may be strict.
 */
final class RedactionRule {
    private RedactionRule() {}

    /** Null when all may leave. */
    static @Nullable RedactionPolicy of(InferenceRequest request, ProviderName called, Catalogue catalogue) {
        Tenant tenant = catalogue.tenants().get(request.key().tenant());
        Route route = catalogue.routes().get(request.alias());
        Provider provider = catalogue.providers().get(called);
        Redaction ofTenant = tenant == null || tenant.redaction() == null ? Redaction.NONE : tenant.redaction();
        Redaction ofRoute = route == null ? Redaction.NONE : route.redaction();
        Redaction ofProvider = provider == null ? Redaction.NONE : provider.redaction();
        Redaction redaction = ofTenant.over(ofRoute).over(ofProvider).inForce();
        boolean strict = route != null && route.strictRedaction();
        return redaction.entities().isEmpty() ? null : new RedactionPolicy(redaction, strict);
    }
}
