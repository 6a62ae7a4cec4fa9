package io.headgate.deploy.acceptance.simulation.task;

import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Walks over a store as it was when the walk began. */
final class EntryIterator<K, V> implements KeyValueIterator<K, V> {
    private final Iterator<Map.Entry<K, V>> entries;

    EntryIterator(NavigableMap<K, V> walked) {
        this.entries = new TreeMap<>(walked).entrySet().iterator();
    }

    @Override
    public boolean hasNext() {
        return entries.hasNext();
    }

    @Override
    public KeyValue<K, V> next() {
        Map.Entry<K, V> next = entries.next();
        return new KeyValue<>(next.getKey(), next.getValue());
    }

    @Override
    public K peekNextKey() {
        throw new UnsupportedOperationException("nobody looks ahead");
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
