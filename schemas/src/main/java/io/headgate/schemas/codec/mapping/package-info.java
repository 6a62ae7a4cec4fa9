/** Between the domain's records and the generated Avro types, which no other package touches. */
@NullMarked
package io.headgate.schemas.codec.mapping;

import org.jspecify.annotations.NullMarked;
