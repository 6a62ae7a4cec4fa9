/** Finance's views as CSV, row by row. */
@NullMarked
package io.headgate.metering.export;

import org.jspecify.annotations.NullMarked;
