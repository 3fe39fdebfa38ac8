package io.hellwall;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import jakarta.persistence.Entity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Component;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A start takes components from a list that the build writes. What is missing there does
 * not exist for it.
 */
@AnalyzeClasses(packages = "io.hellwall", importOptions = ImportOption.DoNotIncludeTests.class)
class ComponentIndexTest {

	@ArchTest
	void listWhenBuiltThenHasAllComponents(JavaClasses hellwall) throws IOException {
		Set<String> listed = listed();
		assertThat(hellwall.stream().filter(ComponentIndexTest::isFoundByScan).map(JavaClass::getName)).isNotEmpty()
			.isSubsetOf(listed);
	}

	private static boolean isFoundByScan(JavaClass type) {
		boolean annotated = type.isMetaAnnotatedWith(Component.class)
				|| type.isAnnotatedWith(ConfigurationProperties.class) || type.isAnnotatedWith(Entity.class);
		return !type.isAnnotation() && (annotated || type.isAssignableTo(Repository.class))
				&& (!type.getModifiers().contains(JavaModifier.ABSTRACT) || type.isInterface());
	}

	private static Set<String> listed() throws IOException {
		Properties list = new Properties();
		try (InputStream file = Hellwall.class.getResourceAsStream("/META-INF/spring.components")) {
			list.load(Objects.requireNonNull(file));
		}
		return list.stringPropertyNames();
	}

}
