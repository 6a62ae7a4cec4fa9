@NullMarked
package io.headgate.deploy.acceptance.chaos.load;

import org.jspecify.annotations.NullMarked;
