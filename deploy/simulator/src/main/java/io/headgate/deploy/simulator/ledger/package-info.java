/** What each provider would bill, call by call. */
@NullMarked
package io.headgate.deploy.simulator.ledger;

import org.jspecify.annotations.NullMarked;
