package io.headgate.schemas.intake;

import io.headgate.schemas.catalog.Catalogue;
import io.headgate.schemas.id.Alias;
import io.headgate.schemas.id.Nearest;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.util.List;

/** Checks a request against the catalogue in force: its tenant and its alias. */
final class PolicyCheck {
    /** More aliases than that are counted instead. */
    private static final int MAX_SHOWN = 20;

    private PolicyCheck() {}

    /** A tenant must be enabled, and one that the catalogue does not name needs a default tier. */
    static void tenant(TenantId tenant, Catalogue catalogue, Problems problems) {
        if (!catalogue.tenants().containsKey(tenant) && catalogue.defaults().tier() == null) {
            problems.add(
                    "tenant",
                    new Failure(
                            FailureCode.UNKNOWN_TENANT,
                            "tenant '%s' is not in catalogue revision %s, and there is no default tier"
                                    .formatted(tenant, catalogue.revision()),
                            tenant.value(),
                            "a tenant of the catalogue"));
        }
        if (!catalogue.isEnabled(tenant)) {
            problems.add("tenant", disabled(tenant));
        }
    }

    private static Failure disabled(TenantId tenant) {
        return new Failure(
                FailureCode.TENANT_DISABLED,
                "tenant '%s' is disabled: none of its requests is served".formatted(tenant),
                tenant.value(),
                "a tenant that is enabled");
    }

    /** An alias must be a route, and one the tenant may use; where not, the nearest that would do is named. */
    static void alias(TenantId tenant, Alias alias, Catalogue catalogue, Problems problems) {
        boolean known = catalogue.routes().containsKey(alias);
        if (known && catalogue.mayUse(tenant, alias)) {
            return;
        }
        List<String> usable = catalogue.routes().keySet().stream()
                .filter(route -> catalogue.mayUse(tenant, route))
                .map(Alias::value)
                .sorted()
                .toList();
        String what = known
                ? "tenant '%s' may not use alias '%s'".formatted(tenant, alias)
                : "alias '%s' is not in catalogue revision %s".formatted(alias, catalogue.revision());
        String hint = Nearest.to(alias.value(), usable)
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("");
        problems.add("model", new Failure(FailureCode.UNKNOWN_ALIAS, what + hint, alias.value(), allowed(usable)));
    }

    private static String allowed(List<String> aliases) {
        return aliases.size() <= MAX_SHOWN ? String.join(", ", aliases) : aliases.size() + " aliases";
    }
}
