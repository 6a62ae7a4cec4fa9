/** From an HTTP body to an acknowledged record of admissions. */
@NullMarked
package io.headgate.api.submit;

import org.jspecify.annotations.NullMarked;
