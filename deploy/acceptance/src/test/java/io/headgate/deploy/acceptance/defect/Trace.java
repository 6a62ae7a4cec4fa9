package io.headgate.deploy.acceptance.defect;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the probes of a child JVM have told so far. */
record Trace(Path file) {
    long hits() {
        return lines().stream().filter(Probe.HIT::equals).count();
    }

    long moments() {
        return lines().stream().filter(Probe.MOMENT::equals).count();
    }

    /** Full names of the classes that were rewritten. */
    List<String> woven() {
        return after(Probe.WOVEN);
    }

    /** What could not be rewritten, and why. */
    List<String> failed() {
        return after(Probe.FAILED);
    }

    private List<String> after(String word) {
        return lines().stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .distinct()
                .toList();
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
