/**
 * Calls that a crash orphaned: an intent was written before each, and nobody ever wrote its outcome. A Streams job of its own,
 * so that it never holds up the books.
 */
@NullMarked
package io.headgate.metering.orphan;

import org.jspecify.annotations.NullMarked;
