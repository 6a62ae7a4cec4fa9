/** What Postgres keeps of tenants and persons, and what was erased of it. */
@NullMarked
package io.headgate.api.erasure.store;

import org.jspecify.annotations.NullMarked;
