/** Asks a service that speaks Presidio's {@code POST /analyze} for names, places and the like. */
@NullMarked
package io.headgate.worker.redact.presidio;

import org.jspecify.annotations.NullMarked;
