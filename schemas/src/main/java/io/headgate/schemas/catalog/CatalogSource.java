package io.headgate.schemas.catalog;

import java.util.function.Consumer;

/** The catalogue in force. */
public interface CatalogSource {
    /**
     * The catalogue in force, the last good one. Never blocks.
     *
     * @throws IllegalStateException before the first has come; a process waits for it before it takes work
     */
    Catalogue current();

    /** Calls {@code listener} with the present catalogue, if there is one, and with each later one, one at a time. */
    void subscribe(Consumer<Catalogue> listener);

    /** One catalogue for ever: for tests, and for tools that read one file. */
    static CatalogSource fixed(Catalogue catalogue) {
        CurrentCatalog source = new CurrentCatalog();
        source.swap(catalogue);
        return source;
    }
}
