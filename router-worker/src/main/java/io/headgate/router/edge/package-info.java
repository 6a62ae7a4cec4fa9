/** Kafka Streams, RocksDB, Jackson and jtokkit: everything of the router that is not plain Java. */
@NullMarked
package io.headgate.router.edge;

import org.jspecify.annotations.NullMarked;
