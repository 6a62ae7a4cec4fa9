/** Files that others wrote, read exactly. */
@NullMarked
package io.headgate.metering.input;

import org.jspecify.annotations.NullMarked;
