/** The topics and messages as an AsyncAPI document, for people and tools outside. */
@NullMarked
package io.headgate.schemas.asyncapi;

import org.jspecify.annotations.NullMarked;
