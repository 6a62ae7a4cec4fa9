/** {@code catalog.yml} read strictly: one file for each section of it. */
@NullMarked
package io.headgate.schemas.catalog.read;

import org.jspecify.annotations.NullMarked;
