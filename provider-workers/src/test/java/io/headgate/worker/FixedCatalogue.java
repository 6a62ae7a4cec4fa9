package io.headgate.worker;

import io.headgate.schemas.catalog.CatalogSource;
import io.headgate.schemas.catalog.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A catalogue that a test swaps by hand. */
public final class FixedCatalogue implements CatalogSource {
    private final List<Consumer<Catalogue>> listeners = new ArrayList<>();
    private Catalogue current;

    public FixedCatalogue(Catalogue first) {
        current = first;
    }

    @Override
    public synchronized Catalogue current() {
        return current;
    }

    @Override
    public synchronized void subscribe(Consumer<Catalogue> listener) {
        listeners.add(listener);
        listener.accept(current);
    }

    public synchronized void swap(Catalogue next) {
        current = next;
        listeners.forEach(listener -> listener.accept(next));
    }
}
