package io.headgate.deploy.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory that a standalone lives in: one that is kept, or a temporary one that goes with it. */
record Home(Path path, boolean kept) implements AutoCloseable {
    /** @param kept null for a temporary directory */
    static Home open(@Nullable Path kept) {
        try {
            return kept == null
                    ? new Home(Files.createTempDirectory("headgate-"), false)
                    : new Home(Files.createDirectories(kept.toAbsolutePath()), true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a directory to live in: " + kept, e);
        }
    }

    Path servers() {
        return path.resolve("servers");
    }

    Path state() {
        return path.resolve("state");
    }

    @Override
    public void close() {
        if (kept) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        }
    }
}
