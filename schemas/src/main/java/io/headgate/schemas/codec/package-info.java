/** Messages to bytes and back: Avro in two framings, and JSON where clients speak it. */
@NullMarked
package io.headgate.schemas.codec;

import org.jspecify.annotations.NullMarked;
