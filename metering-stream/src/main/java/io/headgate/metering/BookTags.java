package io.headgate.metering;

import io.headgate.schemas.catalog.CatalogSource;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tags that split the lines of the books, as the catalogue in force says. What was counted under another catalogue
 * stays on the lines it was counted on. Thread-safe.
 */
public final class BookTags implements Supplier<List<String>> {
    private volatile @Nullable List<String> known;

    private BookTags() {}

    /** The tags of whatever catalogue is in force. */
    public static BookTags of(CatalogSource catalogues) {
        BookTags tags = new BookTags();
        catalogues.subscribe(catalogue -> tags.known = catalogue.metering().tags());
        return tags;
    }

    /** The same tags for ever. */
    public static BookTags fixed(List<String> names) {
        BookTags tags = new BookTags();
        tags.known = List.copyOf(names);
        return tags;
    }

    /** Whether a catalogue has come. */
    public boolean isKnown() {
        return known != null;
    }

    /** None until a catalogue has come. */
    @Override
    public List<String> get() {
        List<String> now = known;
        return now == null ? List.of() : now;
    }
}
