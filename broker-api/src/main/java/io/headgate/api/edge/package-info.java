/** Kafka, behind the ports of {@link io.headgate.api.submit}. */
@NullMarked
package io.headgate.api.edge;

import org.jspecify.annotations.NullMarked;
