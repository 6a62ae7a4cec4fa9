/**
 * Kafka and Postgres, started and stopped from Java.
 *
 * <p>Start reading at {@link io.headgate.deploy.embedded.Servers}.
 */
@NullMarked
package io.headgate.deploy.embedded;

import org.jspecify.annotations.NullMarked;
