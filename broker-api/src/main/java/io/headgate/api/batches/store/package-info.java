/** Batches in Postgres. */
@NullMarked
package io.headgate.api.batches.store;

import org.jspecify.annotations.NullMarked;
