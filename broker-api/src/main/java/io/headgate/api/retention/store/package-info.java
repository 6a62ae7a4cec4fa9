/** What ages in Postgres. */
@NullMarked
package io.headgate.api.retention.store;

import org.jspecify.annotations.NullMarked;
