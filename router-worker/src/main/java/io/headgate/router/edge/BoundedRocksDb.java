package io.headgate.router.edge;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds what all stores of this process take together, off the heap; Streams' defaults are 50 MB of cache and 48 MB of
 * write buffers for each store segment.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final long TOTAL_BYTES = 32L * 1024 * 1024;
    private static final long WRITE_BUFFER_BYTES = 12L * 1024 * 1024;
    private static final long ONE_WRITE_BUFFER_BYTES = 2L * 1024 * 1024;
    private static final double BLOOM_BITS_PER_KEY = 10;
    /** Of a write buffer: for entries of some 150 bytes, ten bits each. */
    private static final double MEMTABLE_BLOOM = 0.01;

    static {
        RocksDB.loadLibrary();
    }

    /** One for the process: a store that closes must not close them. */
    private static final Cache CACHE = new LRUCache(TOTAL_BYTES, -1, false, 0.2);

    private static final WriteBufferManager WRITE_BUFFERS = new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);
    private static final BloomFilter FILTER = new BloomFilter(BLOOM_BITS_PER_KEY);

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        // Each look-up asks the filters of the newest files, all of them: found in place, not by way of the cache.
        table.setPinL0FilterAndIndexBlocksInCache(true);
        // Nearly every look-up is of an id that is new: the filter answers it without touching a block.
        table.setFilterPolicy(FILTER);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(WRITE_BUFFERS);
        options.setWriteBufferSize(ONE_WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        // And of what is not written out yet: else each look-up is a walk through a skip list of tens of thousands.
        options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM);
        options.setMemtableWholeKeyFiltering(true);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache, buffers and filter belong to the process.
    }
}
