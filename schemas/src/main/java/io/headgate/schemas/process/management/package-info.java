/** The listener that only those who run a process reach: health, metrics, log levels. */
@NullMarked
package io.headgate.schemas.process.management;

import org.jspecify.annotations.NullMarked;
