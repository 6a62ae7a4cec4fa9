/** The mistakes, a class each: where it is made, what it breaks, and under which kill it shows. */
@NullMarked
package io.headgate.deploy.acceptance.defect.plant;

import org.jspecify.annotations.NullMarked;
