package io.headgate.schemas.catalog;

import java.util.List;

/**
 * How the books are kept.
 *
 * @param tags the tags that split the lines of the rollups, besides {@code project}, which always does; at most
 *     {@value #MAX_TAGS}, since each multiplies the lines by the values it has
 */
public record Metering(List<String> tags) {
    public static final int MAX_TAGS = 8;
    public static final Metering NONE = new Metering(List.of());

    public Metering {
        tags = List.copyOf(tags);
    }
}
