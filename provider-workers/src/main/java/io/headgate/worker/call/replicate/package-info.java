/**
 * Replicate's predictions: one text in, with images where a model sees them, one text out, made in its own time and asked
 * for until it is there.
 */
@NullMarked
package io.headgate.worker.call.replicate;

import org.jspecify.annotations.NullMarked;
