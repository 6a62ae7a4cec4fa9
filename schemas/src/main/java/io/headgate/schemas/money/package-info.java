/** Exact money, meters, prices and rating. */
@NullMarked
package io.headgate.schemas.money;

import org.jspecify.annotations.NullMarked;
