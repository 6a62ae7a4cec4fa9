/** The judges, one for each invariant: pure functions from evidence to a judgement. */
@NullMarked
package io.headgate.deploy.acceptance.checker.judge;

import org.jspecify.annotations.NullMarked;
