/** What every Headgate process has at its edge: options, its connection to Kafka, the catalogue in force. */
@NullMarked
package io.headgate.schemas.process;

import org.jspecify.annotations.NullMarked;
