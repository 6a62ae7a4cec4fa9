package io.headgate.schemas.catalog.read;

import io.headgate.schemas.catalog.Metering;
import io.headgate.schemas.catalog.shape.Field;
import io.headgate.schemas.catalog.shape.ListShape;
import io.headgate.schemas.catalog.shape.ObjectShape;
import io.headgate.schemas.catalog.shape.Scalars;
import io.headgate.schemas.catalog.shape.Values;
import java.util.List;

/** {@code metering}. */
final class MeteringSection {
    private static final String PROJECT = "project";
    private static final Field<List<String>> TAGS = Field.defaulted(
            "tags",
            ListShape.ofDistinct(Scalars.text("the name of a tag: 1 to 64 of [A-Za-z0-9._-]", "[A-Za-z0-9._-]{1,64}")),
            List.of(),
            "none",
            "The tags that reports can tell apart, besides `project`: at most %d. Each multiplies the lines of the books by the values it has."
                    .formatted(Metering.MAX_TAGS));

    private MeteringSection() {}

    static ObjectShape<Metering> shape() {
        return new ObjectShape<>(
                "How the books are kept.",
                List.of(TAGS),
                MeteringSection::check,
                values -> new Metering(values.get(TAGS)));
    }

    private static void check(Values values) {
        values.find(TAGS).ifPresent(tags -> {
            if (tags.size() > Metering.MAX_TAGS) {
                values.at(TAGS).problem("seen %d tags, allowed at most %d".formatted(tags.size(), Metering.MAX_TAGS));
            }
            if (tags.contains(PROJECT)) {
                values.at(TAGS).problem("seen '%s', which splits the books anyway: leave it out".formatted(PROJECT));
            }
        });
    }
}
