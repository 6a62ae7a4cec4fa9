package io.headgate.api;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A catalogue source that a test sets. */
final class Settable implements CatalogSource {
    private volatile @Nullable Catalogue catalogue;

    Settable(@Nullable Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    void set(@Nullable Catalogue next) {
        catalogue = next;
    }

    @Override
    public Catalogue current() {
        Catalogue present = catalogue;
        if (present == null) {
            throw new IllegalStateException("no catalogue yet");
        }
        return present;
    }

    @Override
    public void subscribe(Consumer<Catalogue> listener) {
        listener.accept(current());
    }
}
