/** The rollups held against the ledger, and what they lack added. */
@NullMarked
package io.headgate.metering.repair;

import org.jspecify.annotations.NullMarked;
