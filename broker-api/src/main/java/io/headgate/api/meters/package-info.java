/** What is counted of this process; the names are a contract. */
@NullMarked
package io.headgate.api.meters;

import org.jspecify.annotations.NullMarked;
