/** What is left of tenants' limits, as far as it is known here: the router keeps the books. */
@NullMarked
package io.headgate.api.limits;

import org.jspecify.annotations.NullMarked;
