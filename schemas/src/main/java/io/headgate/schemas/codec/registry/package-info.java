/** The schema registry that installations may share with their clients. */
@NullMarked
package io.headgate.schemas.codec.registry;

import org.jspecify.annotations.NullMarked;
