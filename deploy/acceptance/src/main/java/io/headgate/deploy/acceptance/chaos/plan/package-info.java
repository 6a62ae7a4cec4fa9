/** What goes wrong, and when: drawn from a seed, printed, and read again. Nothing here does anything. */
@NullMarked
package io.headgate.deploy.acceptance.chaos.plan;

import org.jspecify.annotations.NullMarked;
