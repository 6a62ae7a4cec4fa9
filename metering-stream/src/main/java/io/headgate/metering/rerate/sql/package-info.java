/** Where attempts are read from the ledger, and corrections are posted. */
@NullMarked
package io.headgate.metering.rerate.sql;

import org.jspecify.annotations.NullMarked;
