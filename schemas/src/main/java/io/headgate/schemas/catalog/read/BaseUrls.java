package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Base URLs. Their text is never shown: keys have been seen in user-info and in queries. */
final class BaseUrls {
    private BaseUrls() {}

    static ScalarShape<URI> shape() {
        return new ScalarShape<>(
                "an http or https URL", Scalars.schema("string", "pattern", "^https?://[^@?#]+$"), BaseUrls::parse);
    }

    private static Optional<URI> parse(Place place) {
        URI url;
        try {
            url = new URI(place.text());
        } catch (URISyntaxException notAUrl) {
            return place.refuse("seen text that is no URL, allowed one such as https://api.example.com/v1");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme)) {
            return place.refuse("seen a URL that begins neither with http:// nor with https://, allowed these");
        }
        if (url.getRawUserInfo() != null
                || (url.getRawAuthority() != null && url.getRawAuthority().contains("@"))) {
            return place.refuse("seen a user or password in the URL, allowed none: use api_key");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return place.refuse("seen a query or fragment in the URL, allowed a scheme, host, port and path");
        }
        if (url.getHost() == null || url.getPort() > 65_535 || url.getPort() == 0) {
            return place.refuse(
                    "seen a URL without a valid host and port, allowed one such as https://api.example.com/v1");
        }
        return Optional.of(withoutTrailingSlash(url, scheme));
    }

    private static URI withoutTrailingSlash(URI url, String scheme) {
        String path = url.getRawPath().replaceAll("/+$", "");
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create(scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + path);
    }
}
