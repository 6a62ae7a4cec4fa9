/** Strict reading of YAML against described shapes: the machinery, which knows nothing of what a catalogue holds. */
@NullMarked
package io.headgate.schemas.catalog.shape;

import org.jspecify.annotations.NullMarked;
