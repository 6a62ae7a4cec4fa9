@NullMarked
package io.headgate.deploy.acceptance.chaos.run;

import org.jspecify.annotations.NullMarked;
