/** Replicate's predictions: one text in, one text out, made in its own time and asked for until it is there. */
@NullMarked
package io.headgate.worker.call.replicate;

import org.jspecify.annotations.NullMarked;
