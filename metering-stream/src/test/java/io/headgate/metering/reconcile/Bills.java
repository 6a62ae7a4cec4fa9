package io.headgate.metering.reconcile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Bills in the shapes that the providers document. */
final class Bills {
    private Bills() {}

    static Bill read(String name) {
        BillReader reader = new BillReader(null);
        reader.add(name, text(name));
        return reader.bill();
    }

    static String text(String name) {
        try (InputStream in = Bills.class.getResourceAsStream("/bills/" + name + ".json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
