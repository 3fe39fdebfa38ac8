package io.hellwall;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether the name of each test says method, condition and outcome. Rules of ArchUnit are
 * named after what they demand.
 */
class TestNamesTest {

	private static final String FORM = "[a-z][A-Za-z0-9]*When[A-Z][A-Za-z0-9]*Then[A-Z][A-Za-z0-9]*";

	@Test
	void nameWhenOfATestThenSaysMethodConditionAndOutcome() {
		List<JavaMethod> tests = new ClassFileImporter().importPackages("io.hellwall")
			.stream()
			.flatMap((type) -> type.getMethods().stream())
			.filter((method) -> method.isMetaAnnotatedWith(Testable.class) && !method.isAnnotatedWith(ArchTest.class))
			.toList();
		assertThat(tests).hasSizeGreaterThan(300);
		assertThat(tests).filteredOn((test) -> !test.getName().matches(FORM))
			.extracting(JavaMethod::getFullName)
			.isEmpty();
	}

}
