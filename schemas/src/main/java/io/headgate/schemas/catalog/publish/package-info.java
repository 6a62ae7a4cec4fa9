/** A new catalogue on its way to the {@code catalog} topic: validated, its topics created, compared and set. */
@NullMarked
package io.headgate.schemas.catalog.publish;

import org.jspecify.annotations.NullMarked;
