/** How a batch is taken from its input to its end, one step after the other, by whoever is at hand. */
@NullMarked
package io.headgate.api.batches.run;

import org.jspecify.annotations.NullMarked;
