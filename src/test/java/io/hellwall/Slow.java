package io.hellwall;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Tag;

/**
 * Takes long: starts processes, kills them, runs on several nodes, or waits. It is left
 * out of {@code ./mvnw verify}, and part of {@code ./mvnw verify -Pall}, which CI runs.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Tag("slow")
public @interface Slow {

}
