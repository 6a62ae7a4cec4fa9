package io.headgate.deploy.simulator.edge;

import io.headgate.deploy.simulator.ledger.LedgerEntry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The ledger on disk: a JSON line for each call when it has ended, as the ledger's page has it. A call that ended and then
 * lost its client has a second line, which stands. Appended to; handed to the operating system line by line. Thread-safe.
 */
public final class LedgerFile implements Consumer<LedgerEntry>, AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final BufferedWriter lines;

    private LedgerFile(BufferedWriter lines) {
        this.lines = lines;
    }

    /** Opens a file for appending; made when it is missing. */
    public static LedgerFile append(Path file) throws IOException {
        return new LedgerFile(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    @Override
    public void accept(LedgerEntry entry) {
        String line = LedgerJson.line(entry);
        lock.lock();
        try {
            lines.write(line);
            lines.newLine();
            lines.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger on disk cannot be written", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            lines.close();
        } finally {
            lock.unlock();
        }
    }
}
