/** {@code headgate replay}: sends again what failed. */
@NullMarked
package io.headgate.deploy.cli.replay;

import org.jspecify.annotations.NullMarked;
