package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.ProxyChoice;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a provider is reached: {@code insecure} and {@code proxy}. */
final class EgressSection {
    private static final Pattern PROXY =
            Pattern.compile("http://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([0-9]{1,5})/?");

    static final Field<Boolean> INSECURE = Field.defaulted(
            "insecure",
            Scalars.flag(),
            false,
            "false",
            "Whether an endpoint that is not on your own machines may be called without TLS.");
    static final Field<ProxyChoice> PROXY_CHOICE = Field.defaulted(
            "proxy",
            new ScalarShape<>(
                    "http://host:port, or none",
                    Scalars.schema("string", "pattern", "^(none|http://[^@/]+:[0-9]{1,5}/?)$"),
                    EgressSection::parse),
            ProxyChoice.ENVIRONMENT,
            "HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the worker's environment",
            "Through whom its endpoints are called.");

    private EgressSection() {}

    /** What was written is not shown: passwords have been seen in proxies' URLs. */
    private static Optional<ProxyChoice> parse(Place place) {
        if (place.text().equals("none")) {
            return Optional.of(ProxyChoice.DIRECT);
        }
        Matcher proxy = PROXY.matcher(place.text());
        if (!proxy.matches() || !isPort(Integer.parseInt(proxy.group(2)))) {
            return place.refuse(
                    "seen something else (not shown, it may hold a password), allowed http://host:port or none");
        }
        return switch (Reach.of(proxy.group(1))) {
            case FORBIDDEN, NOT_AN_ADDRESS ->
                place.refuse("seen a link-local, metadata, multicast or unspecified address, allowed others");
            case PRIVATE, PUBLIC ->
                Optional.of(new ProxyChoice.Through(proxy.group(1), Integer.parseInt(proxy.group(2))));
        };
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65_535;
    }
}
