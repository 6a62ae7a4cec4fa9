package io.headgate.api.http.access;

import io.headgate.api.access.Caller;
import io.headgate.api.access.Scope;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Optional;
import java.util.Set;

/** Lets everybody in as who they say they are: for one machine, where nobody else reaches the port. */
@ServerFilter("/**")
final class OpenDoor {
    @RequestFilter
    void admit(HttpRequest<?> request) {
        request.setAttribute(CallerBinder.ATTRIBUTE, new Caller("anybody", named(request), Set.of(Scope.values())));
    }

    private static Optional<TenantId> named(HttpRequest<?> request) {
        try {
            return request.getHeaders()
                    .findFirst(HeaderNames.TENANT)
                    .or(() -> request.getParameters().getFirst("tenant"))
                    .map(TenantId::new);
        } catch (IllegalArgumentException noTenant) {
            return Optional.empty();
        }
    }
}
