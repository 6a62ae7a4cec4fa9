package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Dialect;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.id.EndpointName;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server that is known by name.
 *
 * @param adapter the wire it speaks
 * @param baseUrl its one address; null where everybody has their own
 * @param dialect how it differs from OpenAI
 */
record Preset(String adapter, @Nullable URI baseUrl, Dialect dialect) {
    /** What its address is called, to be referred to. */
    static final String ENDPOINT = "main";

    /** Its endpoint, wherever the preset is named; empty when it has none. */
    Optional<Map<EndpointName, EndpointSection.Draft>> endpoints(Place named) {
        return Optional.ofNullable(baseUrl)
                .map(url -> Map.of(new EndpointName(ENDPOINT), new EndpointSection.Draft(url, null, named)));
    }
}
