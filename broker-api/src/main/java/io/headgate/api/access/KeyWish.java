package io.headgate.api.access;

import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A key that somebody wants to have made.
 *
 * @param label 1 to 100 characters, none of them a control character
 * @param scopes fewer than the role's; empty for all of the role's
 * @param tenant empty for the whole installation
 * @param project 1 to 128 of letters, digits, dot, underscore, hyphen; only with a tenant
 * @param expiresAt empty for never
 */
public record KeyWish(
        String label,
        KeyRole role,
        Optional<Set<Scope>> scopes,
        Optional<TenantId> tenant,
        Optional<String> project,
        Optional<Instant> expiresAt) {
    private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}]{1,100}");
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    /** What is wrong with it, and with which field. */
    record Problem(Failure failure, String field) {}

    Set<Scope> scopesOrRole() {
        return scopes.orElse(role.scopes());
    }

    Optional<Problem> problem(Instant now) {
        if (!LABEL.matcher(label).matches()) {
            return problem("label", label.length() + " characters", "1 to 100, none of them a control character");
        }
        if (scopesOrRole().isEmpty() || !role.scopes().containsAll(scopesOrRole())) {
            return problem("scopes", names(scopesOrRole()), "some of " + names(role.scopes()));
        }
        if (tenant.isPresent() && scopesOrRole().contains(Scope.ADMIN)) {
            return problem(
                    "tenant",
                    tenant.get().value(),
                    "none: who administers does so for the whole installation; or scopes without admin");
        }
        if (project.isPresent() && tenant.isEmpty()) {
            return problem("project", "a project without a tenant", "a tenant, and a project of it");
        }
        if (project.isPresent() && !PROJECT.matcher(project.get()).matches()) {
            return problem(
                    "project",
                    project.get().length() + " characters",
                    "1 to 128 of letters, digits, dot, underscore, hyphen");
        }
        if (expiresAt.isPresent() && !expiresAt.get().isAfter(now)) {
            return problem("expires_at", expiresAt.get().toString(), "after " + now);
        }
        return Optional.empty();
    }

    private static Optional<Problem> problem(String field, String seen, String allowed) {
        return Optional.of(new Problem(
                new Failure(FailureCode.INVALID_FIELD, "The key cannot be made so: " + field + ".", seen, allowed),
                field));
    }

    private static String names(Set<Scope> scopes) {
        return String.join(", ", scopes.stream().sorted().map(Scope::wireName).toList());
    }
}
