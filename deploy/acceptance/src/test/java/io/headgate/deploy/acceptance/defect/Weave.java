package io.headgate.deploy.acceptance.defect;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * One place in the code, and what is woven around it.
 *
 * @param type full name of the class; a name, so that naming it does not load it before it can be rewritten
 * @param methods of that class
 * @param advice full name of the class whose advice is woven
 */
public record Weave(String type, ElementMatcher.Junction<? super MethodDescription> methods, String advice) {
    private static final String OURS = "io.headgate.";

    /** All methods of a name. */
    public static Weave at(String type, String method, Class<?> advice) {
        return new Weave(full(type), named(method), advice.getName());
    }

    /** The methods of a name whose only argument is of a type. */
    public static Weave atOneTaking(String type, String method, String argument, Class<?> advice) {
        return new Weave(
                full(type),
                named(method).and(takesArguments(1)).and(takesArgument(0, named(full(argument)))),
                advice.getName());
    }

    /** The constructors of a number of arguments whose first is of a type. */
    public static Weave atConstructor(String type, int arguments, Class<?> first, Class<?> advice) {
        return new Weave(
                full(type),
                isConstructor().and(takesArguments(arguments)).and(takesArgument(0, first)),
                advice.getName());
    }

    /** What does the weaving. Neither the place nor the advice is loaded by it. */
    AsmVisitorWrapper visitor() {
        return Advice.to(
                        TypePool.Default.ofSystemLoader().describe(advice).resolve(),
                        ClassFileLocator.ForClassLoader.ofSystemLoader())
                .on(methods);
    }

    private static String full(String type) {
        return type.startsWith("org.") ? type : OURS + type;
    }
}
