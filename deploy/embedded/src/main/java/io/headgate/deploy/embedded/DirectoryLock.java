package io.headgate.deploy.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The claim of one JVM on a directory; the operating system gives it back when the JVM dies, however it dies. */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "headgate.lock";

    /**
     * What this JVM holds. Asked before the file, because closing any channel of a file, even one that failed to
     * lock, takes away the lock this JVM already has on it.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(Path directory, FileChannel channel, FileLock lock) {
        this.directory = directory;
        this.channel = channel;
        this.lock = lock;
    }

    /** The lock, or empty when this or another JVM has it. */
    static Optional<DirectoryLock> tryLock(Path existing) throws IOException {
        Path directory = existing.toRealPath();
        if (!HELD.add(directory)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
            return lock == null ? Optional.empty() : Optional.of(new DirectoryLock(directory, channel, lock));
        } finally {
            if (lock == null) {
                HELD.remove(directory);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    /** Whether a directory was ever locked: one without the file is still being made. */
    static boolean wasLocked(Path directory) {
        return Files.exists(directory.resolve(FILE));
    }

    @Override
    public void close() throws IOException {
        if (lock.isValid()) {
            lock.release();
        }
        channel.close();
        HELD.remove(directory);
    }
}
