/** How providers bill, from the catalogue into the tables that finance's views join. */
@NullMarked
package io.headgate.metering.billing;

import org.jspecify.annotations.NullMarked;
