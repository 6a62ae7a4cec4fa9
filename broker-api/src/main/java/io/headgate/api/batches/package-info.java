/** Batches: what they are, how they are asked for, and what is kept of them. */
@NullMarked
package io.headgate.api.batches;

import org.jspecify.annotations.NullMarked;
