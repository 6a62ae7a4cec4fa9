package io.headgate.deploy.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory one set of servers lives in, held by one JVM at a time: kept for the next start, or temporary and
 * deleted on close.
 */
public final class ServerDirectory implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServerDirectory.class);
    private static final String PREFIX = "headgate-servers-";

    private final Path path;
    private final boolean temporary;
    private final @Nullable DirectoryLock lock;

    private ServerDirectory(Path path, boolean temporary, @Nullable DirectoryLock lock) {
        this.path = path;
        this.temporary = temporary;
        this.lock = lock;
    }

    /**
     * A directory that stays, created when missing.
     *
     * @throws ServerException when another JVM, or another set of servers of this one, has it
     */
    public static ServerDirectory keptIn(Path path) {
        try {
            Path directory = Files.createDirectories(path).toRealPath();
            DirectoryLock lock = DirectoryLock.tryLock(directory)
                    .orElseThrow(() -> new ServerException(
                            "data directory " + directory + " is in use by servers that are still running"));
            return new ServerDirectory(directory, false, lock);
        } catch (IOException e) {
            throw new ServerException("could not use data directory " + path, e);
        }
    }

    /** A new directory for this use alone; deletes such directories of JVMs that died without closing theirs. */
    public static ServerDirectory temporary() {
        try {
            Path parent = Path.of(System.getProperty("java.io.tmpdir"));
            deleteAbandoned(parent);
            Path directory = Files.createTempDirectory(parent, PREFIX).toRealPath();
            Optional<DirectoryLock> lock = DirectoryLock.tryLock(directory);
            return new ServerDirectory(directory, true, lock.orElseThrow());
        } catch (IOException e) {
            throw new ServerException("could not make a temporary directory", e);
        }
    }

    public Path path() {
        return path;
    }

    /** Whether the data need not outlive the servers, so that nothing need be forced to disk. */
    public boolean isTemporary() {
        return temporary;
    }

    /** A part of this directory, for one server; closing it does nothing. */
    ServerDirectory within(String name) {
        try {
            return new ServerDirectory(Files.createDirectories(path.resolve(name)), temporary, null);
        } catch (IOException e) {
            throw new ServerException("could not make " + name + " in " + path, e);
        }
    }

    @Override
    public void close() {
        if (lock == null) {
            return;
        }
        try (lock) {
            if (temporary) {
                delete(path);
            }
        } catch (IOException | UncheckedIOException e) {
            log.atWarn().addKeyValue("directory", path).setCause(e).log("could not clear a server directory");
        }
    }

    private static void deleteAbandoned(Path parent) throws IOException {
        List<Path> candidates;
        try (Stream<Path> entries = Files.list(parent)) {
            candidates = entries.filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
                    .filter(DirectoryLock::wasLocked)
                    .toList();
        }
        for (Path candidate : candidates) {
            try {
                Optional<DirectoryLock> abandoned = DirectoryLock.tryLock(candidate);
                if (abandoned.isPresent()) {
                    try (DirectoryLock held = abandoned.get()) {
                        delete(candidate);
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                // Another user's, or being deleted by another JVM at this moment: no concern of this start.
                log.atDebug().addKeyValue("directory", candidate).setCause(e).log("left an abandoned directory");
            }
        }
    }

    static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : deepestFirst) {
            Files.deleteIfExists(entry);
        }
    }
}
