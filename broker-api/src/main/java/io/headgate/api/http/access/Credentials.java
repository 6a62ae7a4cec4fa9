package io.headgate.api.http.access;

import io.headgate.api.access.Presented;
import io.headgate.schemas.id.TenantId;
import io.headgate.schemas.message.Failure;
import io.headgate.schemas.message.FailureCode;
import io.headgate.schemas.topic.HeaderNames;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request says of who it is from. */
sealed interface Credentials {
    record Readable(Presented presented) implements Credentials {}

    record Unreadable(Failure failure, String param) implements Credentials {}

    Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+) *");
    String ALLOWED = "one, in the header headgate-tenant or the query's tenant";

    static Credentials of(HttpRequest<?> request) {
        Set<String> tenants = new TreeSet<>(request.getHeaders().getAll(HeaderNames.TENANT));
        try {
            tenants.addAll(request.getParameters().getAll("tenant"));
        } catch (IllegalArgumentException badEscape) {
            return unreadable(FailureCode.INVALID_FIELD, "The query cannot be read.", null);
        }
        if (tenants.size() > 1) {
            return unreadable(
                    FailureCode.TENANT_MISMATCH, "More than one tenant is named.", tenants.size() + " tenants");
        }
        Optional<TenantId> tenant;
        try {
            tenant = tenants.stream().findFirst().map(TenantId::new);
        } catch (IllegalArgumentException noTenant) {
            return unreadable(FailureCode.INVALID_FIELD, String.valueOf(noTenant.getMessage()), null);
        }
        // A header twice is refused by whoever reads it; where it says two things here, the second is heard as well.
        List<String> projects = request.getHeaders().getAll(HeaderNames.TAG_PREFIX + "project");
        Optional<String> project = projects.stream().distinct().reduce((first, second) -> first + ", " + second);
        return new Readable(new Presented(key(request.getHeaders()), tenant, project, Peer.of(request)));
    }

    /** The one text in the place of a key; two are none, for nobody knows which was meant. */
    private static Optional<String> key(HttpHeaders headers) {
        List<String> given = headers.getAll(HttpHeaders.AUTHORIZATION);
        Matcher bearer = BEARER.matcher(given.size() == 1 ? given.getFirst() : "");
        return bearer.matches() ? Optional.of(bearer.group(1)) : Optional.empty();
    }

    private static Unreadable unreadable(FailureCode code, String message, @Nullable String seen) {
        return new Unreadable(new Failure(code, message, seen, ALLOWED), HeaderNames.TENANT);
    }
}
