/** Kafka Streams, RocksDB and Jackson: everything of the router that is not plain Java. */
@NullMarked
package io.headgate.router.edge;

import org.jspecify.annotations.NullMarked;
