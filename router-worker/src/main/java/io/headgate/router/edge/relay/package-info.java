/** Tenants' results, to topics of their own. */
@NullMarked
package io.headgate.router.edge.relay;

import org.jspecify.annotations.NullMarked;
