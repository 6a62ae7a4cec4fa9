package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Detection.Detector;
import io.headgate.schemas.catalog.Detection.OnFailure;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code redaction.detector}. */
final class DetectorSection {
    private static final Field<URI> URL =
            Field.required("url", BaseUrls.shape(), "Where it is: what comes before /analyze.");
    private static final Field<List<String>> ENTITIES = Field.required(
            "entities",
            ListShape.ofDistinct(Scalars.text(
                    "a type as the service calls it: up to 32 capitals, digits, underscores", "[A-Z][A-Z0-9_]{0,31}")),
            "What it is asked for, as it calls them; elsewhere in the catalogue in lower case: PERSON here is person there.");
    private static final Field<String> LANGUAGE = Field.defaulted(
            "language", Scalars.text("two lower-case letters", "[a-z]{2}"), "en", "en", "Of the texts, ISO 639.");
    private static final Field<Duration> TIMEOUT = Field.defaulted(
            "timeout",
            Scalars.duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
            Duration.ofSeconds(2),
            "2s",
            "For one request's call, the wait for its turn included.");
    private static final Field<OnFailure> ON_FAILURE = Field.defaulted(
            "on_failure",
            Scalars.choice("way", OnFailure.class),
            OnFailure.BLOCK,
            "block",
            "When it does not answer in time or at all. block: the request is refused; pass: what else was found is masked,"
                    + " but a strict route refuses.");
    private static final Field<Boolean> ALLOW_PRIVATE = Field.defaulted(
            "allow_private",
            Scalars.flag(),
            false,
            "false",
            "Whether it may be at a loopback or private address, and be called without TLS.");

    private DetectorSection() {}

    static ObjectShape<Detector> shape() {
        return new ObjectShape<>(
                "A service that finds what patterns cannot: names, places.",
                List.of(URL, ENTITIES, LANGUAGE, TIMEOUT, ON_FAILURE, ALLOW_PRIVATE),
                DetectorSection::check,
                values -> new Detector(
                        values.get(URL),
                        Set.copyOf(values.get(ENTITIES)),
                        values.get(LANGUAGE),
                        values.get(TIMEOUT),
                        values.get(ON_FAILURE),
                        values.get(ALLOW_PRIVATE)));
    }

    private static void check(Values values) {
        values.find(URL)
                .ifPresent(url -> new EndpointSection.Draft(url, null, values.at(URL))
                        .check(new EndpointSection.Allowed(
                                values.find(ALLOW_PRIVATE).orElse(false), false, false)));
    }
}
