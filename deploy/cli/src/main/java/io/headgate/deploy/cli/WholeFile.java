package io.headgate.deploy.cli;

import io.headgate.schemas.process.OptionError;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/** A file that is there whole or not at all: it is written beside its place and moved there when it is done. */
final class WholeFile {
    private WholeFile() {}

    /** Writes what is in the file. */
    interface Content {
        /** Returns how many rows it wrote. */
        long writeTo(Writer out) throws IOException, SQLException;
    }

    /**
     * Writes a file in UTF-8, in place of one of the same name.
     *
     * @return how many rows were written
     * @throws OptionError when there is no such directory, or the name is a directory's
     */
    static long write(Path file, Content content) throws IOException, SQLException {
        Path place = file.toAbsolutePath();
        Path directory = place.getParent();
        if (directory == null || !Files.isDirectory(directory) || Files.isDirectory(place)) {
            throw new OptionError("--out: seen %s, allowed a file in a directory that is there".formatted(file));
        }
        Path unfinished = Files.createTempFile(directory, place.getFileName().toString(), ".part");
        try {
            long rows;
            try (Writer out = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
                rows = content.writeTo(out);
            }
            Files.move(unfinished, place, StandardCopyOption.ATOMIC_MOVE);
            return rows;
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
