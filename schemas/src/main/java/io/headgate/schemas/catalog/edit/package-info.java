/** Changes to the text of a catalogue that leave everything else in it as its author wrote it. */
@NullMarked
package io.headgate.schemas.catalog.edit;

import org.jspecify.annotations.NullMarked;
