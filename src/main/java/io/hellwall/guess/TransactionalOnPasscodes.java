package io.hellwall.guess;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.transaction.annotation.Transactional;

/**
 * Runs a method in a transaction of the passcodes store. A plain {@code @Transactional}
 * in a service would silently use the creds store.
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Transactional("passcodesTransactionManager")
public @interface TransactionalOnPasscodes {

	@AliasFor(annotation = Transactional.class)
	boolean readOnly() default false;

}
