/** {@code headgate verify}: finds an installation as the other commands do, and has the checker judge it. */
@NullMarked
package io.headgate.deploy.acceptance.verify;

import org.jspecify.annotations.NullMarked;
