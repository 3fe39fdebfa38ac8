package io.hellwall;

import java.util.List;
import java.util.Set;

import ch.qos.logback.core.read.ListAppender;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.junit.ArchTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.commons.annotation.Testable;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules that all tests keep. Those of ArchUnit are named after what they demand. */
class TestRulesTest {

	private static final String FORM = "[a-z][A-Za-z0-9]*When[A-Z][A-Za-z0-9]*Then[A-Z][A-Za-z0-9]*";

	private static final Set<String> READERS = Set.of(ListAppender.class.getName(), CapturedOutput.class.getName(),
			Traces.class.getName());

	private static final JavaClasses CLASSES = new ClassFileImporter().importPackages("io.hellwall");

	@Test
	void nameWhenOfATestThenSaysMethodConditionAndOutcome() {
		List<JavaMethod> tests = CLASSES.stream()
			.flatMap((type) -> type.getMethods().stream())
			.filter(TestRulesTest::isTest)
			.toList();
		assertThat(tests).hasSizeGreaterThan(300);
		assertThat(tests).filteredOn((test) -> !test.getName().matches(FORM))
			.extracting(JavaMethod::getFullName)
			.isEmpty();
	}

	/** A service that starts beside it sets the log up anew, and what listens is gone. */
	@Test
	void testWhenItReadsTheLogThenRunsAlone() {
		List<JavaClass> readers = CLASSES.stream()
			.filter((type) -> !type.isEquivalentTo(TestRulesTest.class))
			.filter((type) -> type.getMethods().stream().anyMatch(TestRulesTest::isTest))
			.filter((type) -> type.getDirectDependenciesFromSelf()
				.stream()
				.anyMatch((it) -> READERS.contains(it.getTargetClass().getName())))
			.toList();
		assertThat(readers).hasSizeGreaterThan(10);
		assertThat(readers).filteredOn((it) -> !it.isAnnotatedWith(Isolated.class))
			.extracting(JavaClass::getName)
			.isEmpty();
	}

	/** Two that set up the log at once can make one of them fail. */
	@Test
	void applicationWhenATestStartsItThenIsMadeByLogSetup() {
		assertThat(CLASSES).flatExtracting(JavaClass::getConstructorCallsFromSelf)
			.filteredOn((call) -> call.getTargetOwner().isEquivalentTo(SpringApplicationBuilder.class))
			.extracting((call) -> call.getOriginOwner().getName())
			.containsOnly(LogSetup.class.getName(), Hellwall.class.getName());
	}

	private static boolean isTest(JavaMethod method) {
		return method.isMetaAnnotatedWith(Testable.class) && !method.isAnnotatedWith(ArchTest.class);
	}

}
