package io.headgate.api.http.manage;

import io.headgate.api.erasure.Subject;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.id.UserId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.micronaut.http.HttpParameters;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose data a client wants erased. Somebody has to be named, the person or the tenant: an order that names nobody is a
 * mistake, and nothing brings back what a mistake erased.
 */
sealed interface ErasureOrder {
    String TENANT = "tenant";
    String USER = "user";
    String DRY_RUN = "dry_run";

    record Right(Subject subject, boolean dryRun) implements ErasureOrder {}

    record Wrong(Failure failure, String param) implements ErasureOrder {}

    /** @param caller for whom the caller may act */
    static ErasureOrder of(Optional<TenantId> caller, HttpParameters parameters) {
        for (String name : List.of(TENANT, USER, DRY_RUN)) {
            int values = parameters.getAll(name).size();
            if (values > 1) {
                return wrong(name, "It is said more than once.", values + " values", "one value");
            }
        }
        for (String name : parameters.names()) {
            if (!List.of(TENANT, USER, DRY_RUN).contains(name)) {
                String shown = name.substring(0, Math.min(80, name.length()));
                return wrong(shown, "Nothing is known of this: nothing was erased.", shown, "tenant, user, dry_run");
            }
        }
        if (caller.isEmpty()) {
            return new Wrong(
                    new Failure(FailureCode.MISSING_TENANT, "Whose data it is must be said.", null, "one tenant"),
                    TENANT);
        }
        String tenant = parameters.get(TENANT);
        String user = parameters.get(USER);
        if (tenant != null && !tenant.equals(caller.get().value())) {
            return new Wrong(
                    new Failure(
                            FailureCode.TENANT_MISMATCH,
                            "The caller acts for another tenant.",
                            null,
                            caller.get().value()),
                    TENANT);
        }
        if (tenant == null && user == null) {
            return wrong(
                    USER,
                    "Whose data is to be erased must be said.",
                    null,
                    "a user, or the tenant itself for all it has");
        }
        String dryRun = parameters.get(DRY_RUN);
        if (dryRun != null && !dryRun.equals("true") && !dryRun.equals("false")) {
            return wrong(DRY_RUN, "Whether it is a dry run cannot be read.", null, "true, false");
        }
        try {
            UserId person = user == null ? null : new UserId(user);
            return new Right(new Subject(caller.get(), person), "true".equals(dryRun));
        } catch (IllegalArgumentException e) {
            return wrong(USER, String.valueOf(e.getMessage()), null, "1 to 256 visible characters");
        }
    }

    private static Wrong wrong(String param, String message, @Nullable String seen, String allowed) {
        return new Wrong(new Failure(FailureCode.INVALID_FIELD, message, seen, allowed), param);
    }
}
