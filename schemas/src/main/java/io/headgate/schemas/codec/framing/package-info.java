/** Which schema a value was written with: what stands in front of the Avro bytes, and reading them safely. */
@NullMarked
package io.headgate.schemas.codec.framing;

import org.jspecify.annotations.NullMarked;
