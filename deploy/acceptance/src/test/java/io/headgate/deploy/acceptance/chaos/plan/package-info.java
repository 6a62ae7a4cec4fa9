@NullMarked
package io.headgate.deploy.acceptance.chaos.plan;

import org.jspecify.annotations.NullMarked;
