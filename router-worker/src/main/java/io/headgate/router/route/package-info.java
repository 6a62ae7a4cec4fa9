/** The routing decision, a pure function of request, catalogue, health and time. */
@NullMarked
package io.headgate.router.route;

import org.jspecify.annotations.NullMarked;
