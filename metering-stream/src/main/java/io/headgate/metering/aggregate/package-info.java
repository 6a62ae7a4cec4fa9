/** From attempts to lines of the rollups: pure arithmetic, exact, in any order and any grouping. */
@NullMarked
package io.headgate.metering.aggregate;

import org.jspecify.annotations.NullMarked;
