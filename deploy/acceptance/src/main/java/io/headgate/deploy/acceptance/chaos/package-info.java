/** {@code headgate chaos}: a load, faults from a seed, and a verdict. */
@NullMarked
package io.headgate.deploy.acceptance.chaos;

import org.jspecify.annotations.NullMarked;
