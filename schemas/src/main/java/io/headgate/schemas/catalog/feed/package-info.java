/** The catalogue in force in a process: fed from the {@code catalog} topic, or set. */
@NullMarked
package io.headgate.schemas.catalog.feed;

import org.jspecify.annotations.NullMarked;
