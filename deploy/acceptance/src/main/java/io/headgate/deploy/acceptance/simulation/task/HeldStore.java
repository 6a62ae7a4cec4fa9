package io.headgate.deploy.acceptance.simulation.task;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store in memory that can go back to what it was at the last commit, as a store is made again of its changelog. */
public final class HeldStore<K, V> implements KeyValueStore<K, V>, Committed {
    private final String name;
    private final NavigableMap<K, V> entries;
    private final Map<K, Optional<V>> before = new HashMap<>();
    private final BiPredicate<String, Object> loses;

    /** @param loses a mistake where it is ever so: whether a write of that key to the store of that name is lost */
    public HeldStore(String name, Comparator<? super K> order, BiPredicate<String, Object> loses) {
        this.name = name;
        this.entries = new TreeMap<>(order);
        this.loses = loses;
    }

    @Override
    public @Nullable V get(K key) {
        return entries.get(key);
    }

    @Override
    public void put(K key, @Nullable V value) {
        if (value == null) {
            delete(key);
        } else if (!loses.test(name, key)) {
            before.putIfAbsent(key, Optional.ofNullable(entries.put(key, value)));
        }
    }

    @Override
    public @Nullable V delete(K key) {
        V gone = entries.remove(key);
        before.putIfAbsent(key, Optional.ofNullable(gone));
        return gone;
    }

    @Override
    public @Nullable V putIfAbsent(K key, V value) {
        V there = entries.get(key);
        if (there == null) {
            put(key, value);
        }
        return there;
    }

    @Override
    public void putAll(List<KeyValue<K, V>> all) {
        all.forEach(entry -> put(entry.key, entry.value));
    }

    @Override
    public KeyValueIterator<K, V> range(@Nullable K from, @Nullable K to) {
        NavigableMap<K, V> part = from == null ? entries : entries.tailMap(from, true);
        return new EntryIterator<>(to == null ? part : part.headMap(to, true));
    }

    @Override
    public KeyValueIterator<K, V> all() {
        return new EntryIterator<>(entries);
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(P prefix, S serializer) {
        NavigableMap<K, V> found = new TreeMap<>(entries.comparator());
        entries.forEach((key, value) -> {
            if (key.toString().startsWith(prefix.toString())) {
                found.put(key, value);
            }
        });
        return new EntryIterator<>(found);
    }

    @Override
    public StateStore store() {
        return this;
    }

    @Override
    public void commit() {
        before.clear();
    }

    @Override
    public void rollBack() {
        before.forEach((key, value) -> value.ifPresentOrElse(was -> entries.put(key, was), () -> entries.remove(key)));
        before.clear();
    }

    @Override
    public void lose() {
        entries.clear();
        before.clear();
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return name;
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
