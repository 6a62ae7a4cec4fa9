/** Keys and the audit log in Postgres. */
@NullMarked
package io.headgate.api.access.store;

import org.jspecify.annotations.NullMarked;
