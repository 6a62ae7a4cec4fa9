/** The Kafka Streams job: attempts in, one increment per line and second out, exactly once. */
@NullMarked
package io.headgate.metering.stream;

import org.jspecify.annotations.NullMarked;
