/** Where the ledger is asked what a provider was used for. */
@NullMarked
package io.headgate.metering.reconcile.sql;

import org.jspecify.annotations.NullMarked;
