package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Provider;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.MapShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Place;
import io.headgate.schemas.catalog.shape.ScalarShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.id.EndpointName;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code providers.<provider>.endpoints.<endpoint>}. */
final class EndpointSection {
    private static final Field<URI> BASE_URL = Field.required(
            "base_url",
            BaseUrls.shape(),
            "Where its interface begins: what comes before /chat/completions (openai), /messages (anthropic), /models"
                    + " (gemini), /api (ollama) or /predictions (replicate).");
    private static final Field<String> REGION =
            Field.optional("region", regionName(), "unknown", "Where it stands, for rules of residency: eu-central.");

    private EndpointSection() {}

    static ScalarShape<String> regionName() {
        return Scalars.text("up to 64 letters, digits, dots, dashes", "[A-Za-z0-9._-]{1,64}");
    }

    static MapShape<EndpointName, Draft, Draft> map() {
        ObjectShape<Draft> shape = ObjectShape.of(
                "One address of a provider.",
                List.of(BASE_URL, REGION),
                values -> new Draft(values.get(BASE_URL), values.find(REGION).orElse(null), values.at(BASE_URL)));
        return new MapShape<>("<endpoint>", Names.endpoint(), shape, (name, draft) -> draft, 1);
    }

    /**
     * What its owner says of how it may be called.
     *
     * @param withoutTls whether plain HTTP may be spoken to an address that is not private
     * @param hasKey whether a key is sent
     */
    record Allowed(boolean privately, boolean withoutTls, boolean hasKey) {}

    /** An endpoint before it is known how it may be called. */
    record Draft(URI baseUrl, @Nullable String region, Place place) {
        void check(Allowed allowed) {
            switch (Reach.of(baseUrl.getHost())) {
                case FORBIDDEN ->
                    place.problem("seen a link-local, metadata, multicast or unspecified address, allowed others");
                case PRIVATE -> {
                    if (!allowed.privately()) {
                        place.problem("seen a loopback or private address, allowed only with allow_private: true");
                    }
                }
                case PUBLIC -> checkTls(allowed);
                case NOT_AN_ADDRESS -> place.problem("seen a host that is no name and no address, allowed either");
            }
        }

        /** A name may lead to a private address: where those may be called, TLS is theirs to decide. */
        private void checkTls(Allowed allowed) {
            if (!baseUrl.getScheme().equals("http")) {
                return;
            }
            if (!allowed.privately() && !allowed.withoutTls()) {
                place.problem("seen http, allowed https, or http with insecure: true or allow_private: true");
            } else if (allowed.hasKey()) {
                place.warning("the key goes over the network unencrypted: use https");
            }
        }

        Provider.Endpoint named(EndpointName name) {
            return new Provider.Endpoint(name, baseUrl, region);
        }
    }
}
