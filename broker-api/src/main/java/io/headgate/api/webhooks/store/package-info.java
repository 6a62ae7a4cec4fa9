/** Webhooks and what is to be told to them, in Postgres. */
@NullMarked
package io.headgate.api.webhooks.store;

import org.jspecify.annotations.NullMarked;
