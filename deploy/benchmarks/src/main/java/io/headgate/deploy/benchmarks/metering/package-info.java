/** Metering beside what else could be done: a bare Kafka Streams aggregation, and Postgres. */
@NullMarked
package io.headgate.deploy.benchmarks.metering;

import org.jspecify.annotations.NullMarked;
