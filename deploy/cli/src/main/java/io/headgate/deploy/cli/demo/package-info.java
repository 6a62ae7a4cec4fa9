/** {@code headgate demo}: the main job from end to end, and the proof that it was done exactly. */
@NullMarked
package io.headgate.deploy.cli.demo;

import org.jspecify.annotations.NullMarked;
