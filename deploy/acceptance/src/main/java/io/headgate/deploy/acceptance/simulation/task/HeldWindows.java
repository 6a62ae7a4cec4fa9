package io.headgate.deploy.acceptance.simulation.task;

import java.time.Instant;
import java.util.Comparator;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

/** A windowed store of which single entries are read: all that the router does with one. Nothing in it grows old. */
public final class HeldWindows implements WindowStore<String, byte[]>, Committed {
    private final HeldStore<String, byte[]> entries;

    public HeldWindows(String name) {
        this.entries = new HeldStore<>(name, Comparator.naturalOrder(), (store, key) -> false);
    }

    @Override
    public void put(String key, byte[] value, long windowStart) {
        entries.put(key + "@" + windowStart, value);
    }

    @Override
    public byte @Nullable [] fetch(String key, long time) {
        return entries.get(key + "@" + time);
    }

    @Override
    public WindowStoreIterator<byte[]> fetch(String key, long from, long to) {
        throw notRead();
    }

    @Override
    public WindowStoreIterator<byte[]> fetch(String key, Instant from, Instant to) {
        throw notRead();
    }

    @Override
    public KeyValueIterator<Windowed<String>, byte[]> fetch(String one, String other, long from, long to) {
        throw notRead();
    }

    @Override
    public KeyValueIterator<Windowed<String>, byte[]> fetch(String one, String other, Instant from, Instant to) {
        throw notRead();
    }

    @Override
    public KeyValueIterator<Windowed<String>, byte[]> fetchAll(long from, long to) {
        throw notRead();
    }

    @Override
    public KeyValueIterator<Windowed<String>, byte[]> fetchAll(Instant from, Instant to) {
        throw notRead();
    }

    @Override
    public KeyValueIterator<Windowed<String>, byte[]> all() {
        throw notRead();
    }

    private static UnsupportedOperationException notRead() {
        return new UnsupportedOperationException("single entries are all that can be read of this store");
    }

    @Override
    public StateStore store() {
        return this;
    }

    @Override
    public void commit() {
        entries.commit();
    }

    @Override
    public void rollBack() {
        entries.rollBack();
    }

    @Override
    public void lose() {
        entries.lose();
    }

    @Override
    public long approximateNumEntries() {
        return entries.approximateNumEntries();
    }

    @Override
    public String name() {
        return entries.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        // It is there from the beginning.
    }

    @Override
    public void close() {
        // It goes with its world.
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
