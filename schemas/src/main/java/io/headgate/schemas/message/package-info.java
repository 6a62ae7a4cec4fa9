/** What crosses a topic, as plain records. Only the codec knows the Avro form. */
@NullMarked
package io.headgate.schemas.message;

import org.jspecify.annotations.NullMarked;
