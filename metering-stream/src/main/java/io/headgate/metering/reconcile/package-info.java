/** What a provider says it billed, beside what the ledger says. {@code sql} reads the ledger; the rest is arithmetic. */
@NullMarked
package io.headgate.metering.reconcile;

import org.jspecify.annotations.NullMarked;
