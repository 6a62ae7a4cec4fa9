/** Whether this process can do its work, and what is wrong when it cannot. */
@NullMarked
package io.headgate.api.health;

import org.jspecify.annotations.NullMarked;
