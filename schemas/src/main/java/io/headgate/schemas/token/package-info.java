/** How many tokens a text is: estimated the same way wherever it is asked. */
@NullMarked
package io.headgate.schemas.token;

import org.jspecify.annotations.NullMarked;
