/** Trace context and the words that logs use. */
@NullMarked
package io.headgate.schemas.telemetry;

import org.jspecify.annotations.NullMarked;
