/** The {@code tenants} topic: read by every process that decides about tenants, written by who administers them. */
@NullMarked
package io.headgate.schemas.tenant.feed;

import org.jspecify.annotations.NullMarked;
