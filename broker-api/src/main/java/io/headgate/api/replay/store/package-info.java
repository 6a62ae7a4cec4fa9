/** Replays and the index of failures in Postgres. Every question names the tenant. */
@NullMarked
package io.headgate.api.replay.store;

import org.jspecify.annotations.NullMarked;
