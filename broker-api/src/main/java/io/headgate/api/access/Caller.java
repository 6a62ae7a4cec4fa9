package io.headgate.api.access;

import io.headgate.schemas.id.TenantId;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes an HTTP request, and for whom.
 *
 * @param name for the history: the id of a key, never its secret
 * @param tenant for whom: the key's own, or the one that a caller named who may act for any; empty where none was named
 * @param scopes what the caller may do
 * @param project the key's own: the tag {@code project} of all that it submits; empty where it is not bound to one
 */
public record Caller(String name, Optional<TenantId> tenant, Set<Scope> scopes, Optional<String> project) {
    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** One that is bound to no project. */
    public Caller(String name, Optional<TenantId> tenant, Set<Scope> scopes) {
        this(name, tenant, scopes, Optional.empty());
    }

    public boolean may(Scope scope) {
        return scopes.contains(scope);
    }
}
