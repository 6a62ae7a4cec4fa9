package io.headgate.deploy.acceptance.checker.read;

import io.headgate.deploy.acceptance.checker.evidence.Key;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Looks through the files that processes log to. */
final class LogFiles {
    private static final int PIECE = 1 << 20;

    /** A text that lies across two pieces is found in the second, which begins with so much of the first. */
    private static final int OVERLAP = 1 << 12;

    private final Scan scan;
    private final Needles<Key> prompts;
    private final Set<String> offences = new LinkedHashSet<>();
    private long bytes;

    LogFiles(Scan scan, Needles<Key> prompts) {
        this.scan = scan;
        this.prompts = prompts;
    }

    /** Looks through files, and through all files below directories. */
    void read(List<Path> logs) {
        for (Path log : logs) {
            try (Stream<Path> files = Files.walk(log)) {
                files.filter(Files::isRegularFile).forEach(this::file);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read logs in " + log, e);
            }
        }
    }

    long bytes() {
        return bytes;
    }

    /** A sentence for each prompt in each file. */
    List<String> offences() {
        return new ArrayList<>(offences);
    }

    private void file(Path file) {
        byte[] piece = new byte[PIECE];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            int kept = 0;
            for (int read = in.readNBytes(piece, 0, PIECE); read > 0; read = in.readNBytes(piece, kept, PIECE - kept)) {
                int length = kept + read;
                bytes += read;
                scan.logged(file.toString(), piece, length);
                prompts.find(
                        piece,
                        length,
                        request -> offences.add("%s: the prompt of %s is in it".formatted(file, request)));
                kept = Math.min(OVERLAP, length);
                System.arraycopy(piece, length - kept, piece, 0, kept);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read log " + file, e);
        }
    }
}
