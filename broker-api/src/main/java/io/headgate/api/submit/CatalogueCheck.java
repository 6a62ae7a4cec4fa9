package io.headgate.api.submit;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.catalog.Tenant;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.message.InferenceRequest;
import java.util.Collection;
import java.util.Optional;

/** What admission would refuse in any case is refused at once: a tenant or an alias that the catalogue does not know. */
final class CatalogueCheck {
    private CatalogueCheck() {}

    static Optional<Submitted.Refused> refusal(InferenceRequest request, Catalogue catalogue) {
        TenantId id = request.key().tenant();
        Tenant tenant = catalogue.tenants().get(id);
        if (tenant == null && catalogue.defaults().tier() == null) {
            return refused(
                    FailureCode.UNKNOWN_TENANT,
                    "The tenant is not known.",
                    id.value(),
                    "a tenant of the catalogue",
                    "tenant");
        }
        Collection<Alias> allowed = tenant == null || tenant.aliases().isEmpty()
                ? catalogue.routes().keySet()
                : tenant.aliases();
        Alias alias = request.alias();
        if (catalogue.routes().containsKey(alias) && allowed.contains(alias)) {
            return Optional.empty();
        }
        String nearest = NearestName.of(alias, allowed)
                .map(name -> "; the nearest known one is '" + name + "'")
                .orElse("");
        return refused(
                FailureCode.UNKNOWN_ALIAS,
                "The model '%s' is not an alias that the tenant may use%s.".formatted(alias, nearest),
                alias.value(),
                allowed.size() <= 20
                        ? String.join(
                                ", ",
                                allowed.stream().map(Alias::value).sorted().toList())
                        : allowed.size() + " aliases",
                "model");
    }

    private static Optional<Submitted.Refused> refused(
            FailureCode code, String message, String seen, String allowed, String param) {
        return Optional.of(new Submitted.Refused(new Failure(code, message, seen, allowed), param));
    }
}
