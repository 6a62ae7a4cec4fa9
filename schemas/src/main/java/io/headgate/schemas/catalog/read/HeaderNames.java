package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Names of HTTP headers that a catalogue may give. */
final class HeaderNames {
    /** HTTP's own: whoever sets one breaks the request, or sends it elsewhere. */
    private static final Set<String> OF_HTTP = Set.of(
            "accept",
            "accept-encoding",
            "connection",
            "content-encoding",
            "content-length",
            "content-type",
            "expect",
            "host",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    /** Words in the names of headers that hold secrets. */
    private static final Set<String> OF_SECRETS = Set.of("auth", "cookie", "key", "secret", "token");

    private HeaderNames() {}

    /** One that holds the key. */
    static ScalarShape<String> ofKey() {
        return name("seen a header of HTTP itself, allowed another such as api-key", OF_HTTP::contains);
    }

    /** One that holds no secret. */
    static ScalarShape<String> plain() {
        return name(
                "seen a header of HTTP itself or one that holds a secret, allowed another: a key belongs in api_key",
                name -> OF_HTTP.contains(name) || OF_SECRETS.stream().anyMatch(name::contains));
    }

    private static ScalarShape<String> name(String refusal, Predicate<String> refused) {
        ScalarShape<String> any = Scalars.text("up to 64 letters, digits, dashes", "[A-Za-z][A-Za-z0-9-]{0,63}");
        return new ScalarShape<>(
                any.type(),
                any.schema(),
                place -> any.parser()
                        .apply(place)
                        .flatMap(name -> refused.test(name.toLowerCase(Locale.ROOT))
                                ? place.refuse(refusal)
                                : Optional.of(name)));
    }
}
