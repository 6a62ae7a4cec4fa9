/** The ledger's costs at other prices, and the corrections that follow. {@code sql} reads and posts; the rest is arithmetic. */
@NullMarked
package io.headgate.metering.rerate;

import org.jspecify.annotations.NullMarked;
