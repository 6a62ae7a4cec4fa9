/** Admission: absorbs repeats, routes what is new, ends what cannot be served. Decides; the edge applies. */
@NullMarked
package io.headgate.router.admit;

import org.jspecify.annotations.NullMarked;
