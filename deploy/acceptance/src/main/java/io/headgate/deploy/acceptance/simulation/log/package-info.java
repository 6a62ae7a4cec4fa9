/** A log as the services see one: topics, transactions, a consumer group, and what can go wrong with them. In memory. */
@NullMarked
package io.headgate.deploy.acceptance.simulation.log;

import org.jspecify.annotations.NullMarked;
