/** Prices from a public list: found, compared with the catalogue's, and made into new ones. */
@NullMarked
package io.headgate.metering.prices;

import org.jspecify.annotations.NullMarked;
