/** What would become of a request, without sending it. */
@NullMarked
package io.headgate.router.explain;

import org.jspecify.annotations.NullMarked;
