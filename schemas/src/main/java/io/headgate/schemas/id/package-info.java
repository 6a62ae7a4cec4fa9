/** Typed identifiers: what is a tenant can never be passed as a request. */
@NullMarked
package io.headgate.schemas.id;

import org.jspecify.annotations.NullMarked;
