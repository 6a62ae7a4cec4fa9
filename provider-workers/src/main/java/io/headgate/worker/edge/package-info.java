/** Kafka: one loop per provider that takes dispatches and commits what they led to. */
@NullMarked
package io.headgate.worker.edge;

import org.jspecify.annotations.NullMarked;
