package io.hellwall;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.ConstructorCallTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.persistence.Entity;
import org.jspecify.annotations.NullMarked;

import org.springframework.data.repository.Repository;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

/** The shape of the code: what may know what, and what nobody may do. */
@AnalyzeClasses(packages = "io.hellwall", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

	private static final String ROOT = "io.hellwall";

	private static final List<String> EDGES = List.of("api", "gateway", "pages", "oauth", "admin", "legacy", "cli");

	private static final List<String> CORE = List.of("selfservice", "login", "lifecycle", "session", "token",
			"passcode", "guess", "account", "adminkey", "client", "audit", "chain", "mail", "letter", "webhook",
			"serverkey", "doctor");

	private static final List<String> LEAVES = List.of("binding", "device", "crypto", "limit", "metrics", "password",
			"tls", "tracing");

	/** Which of our packages a package may use besides itself. */
	private static final Map<String, List<String>> MAY_USE = Map.ofEntries(Map.entry("device", List.of()),
			Map.entry("metrics", List.of()), Map.entry("tls", List.of()), Map.entry("crypto", List.of()),
			Map.entry("limit", List.of("metrics")), Map.entry("tracing", List.of("device")),
			Map.entry("password", List.of("metrics")), Map.entry("binding", List.of("device", "metrics")),
			Map.entry("audit", List.of("chain", "device")), Map.entry("chain", List.of("crypto")),
			Map.entry("adminkey", List.of("audit", "crypto")), Map.entry("client", List.of("audit", "crypto")),
			Map.entry("webhook", List.of("account", "audit", "crypto", "device")),
			Map.entry("account", List.of("audit", "binding", "device", "crypto", "password")),
			Map.entry("letter", List.of("device")),
			Map.entry("mail", List.of("account", "device", "letter", "metrics")),
			Map.entry("guess", List.of("account", "device", "metrics", "password")),
			Map.entry("passcode",
					List.of("guess", "account", "mail", "audit", "binding", "crypto", "device", "limit", "metrics",
							"password")),
			Map.entry("token", List.of("account", "binding", "crypto", "device")),
			Map.entry("session",
					List.of("token", "account", "audit", "binding", "crypto", "device", "mail", "metrics")),
			Map.entry("doctor", List.of("account", "serverkey", "tls")),
			Map.entry("serverkey", List.of("session", "webhook", "chain", "audit", "crypto")),
			Map.entry("login",
					List.of("session", "token", "passcode", "guess", "account", "audit", "binding", "device", "mail",
							"metrics", "password")),
			Map.entry("lifecycle", List.of("session", "passcode", "account", "audit", "mail")),
			Map.entry("selfservice",
					List.of("session", "token", "passcode", "guess", "account", "audit", "device", "limit", "mail",
							"password")),
			Map.entry("http", coreAndLeaves()), Map.entry("browser", coreAndLeavesAnd("http")),
			Map.entry("openapi", coreAndLeavesAnd("http")), Map.entry("api", coreAndLeavesAnd("http")),
			Map.entry("gateway", coreAndLeavesAnd("http", "browser")),
			Map.entry("pages", coreAndLeavesAnd("http", "browser")),
			Map.entry("oauth", coreAndLeavesAnd("http", "browser")), Map.entry("admin", coreAndLeavesAnd("http")),
			Map.entry("legacy", coreAndLeaves()), Map.entry("cli", coreAndLeavesAnd("transfer", "moving", "backup")),
			Map.entry("transfer", coreAndLeavesAnd("persistence")),
			Map.entry("backup", coreAndLeavesAnd("persistence")),
			Map.entry("moving", coreAndLeavesAnd("persistence", "transfer")), Map.entry("sqlite", List.of("metrics")),
			Map.entry("persistence", List.of("sqlite", "selfservice", "account", "adminkey", "client", "session",
					"token", "passcode", "guess", "audit", "binding", "mail", "metrics")));

	@ArchTest
	void packageUsesWhatTheTableAllowsOnly(JavaClasses hellwall) {
		assertAll(MAY_USE.entrySet()
			.stream()
			.map((row) -> () -> usesNoneBut(row.getValue(), row.getKey()).check(hellwall)));
	}

	@ArchTest
	void everyPackageIsInTheTable(JavaClasses hellwall) {
		assertThat(hellwall.stream().map(JavaClass::getPackageName).filter((it) -> !it.equals(ROOT)).distinct())
			.allSatisfy((name) -> assertThat(MAY_USE).containsKey(name.substring(ROOT.length() + 1)));
	}

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching("io.hellwall.(*)..").should().beFreeOfCycles();

	/** Nor the root, which no package of the table may use. */
	@ArchTest
	static final ArchRule nobodyNamesPersistence = noClasses().that()
		.resideOutsideOfPackages(in("persistence"), in("sqlite"), in("transfer"), in("moving"), in("backup"))
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(in("persistence"), in("sqlite"));

	/** A plain annotation would mean the creds store. */
	@ArchTest
	static final ArchRule passcodesStoreIsNamedInTransactions = noClasses().that()
		.resideInAnyPackage(in("passcode"), in("guess"))
		.and()
		.doNotHaveSimpleName("TransactionalOnPasscodes")
		.should()
		.dependOnClassesThat()
		.haveSimpleName("Transactional");

	/** The only exception is what the main class starts commands with. */
	@ArchTest
	static final ArchRule edgesExportNothing = classes().that()
		.resideInAnyPackage(EDGES.stream().map(ArchitectureTest::in).toArray(String[]::new))
		.and()
		.areTopLevelClasses()
		.and()
		.doNotHaveFullyQualifiedName("io.hellwall.cli.Commands")
		.should()
		.notBePublic();

	/**
	 * The only exceptions measure how long a caller may take, and may wait for others.
	 */
	@ArchTest
	static final ArchRule timeIsInjected = noClasses().that()
		.doNotHaveFullyQualifiedName("io.hellwall.Hellwall")
		.and()
		.doNotHaveFullyQualifiedName("io.hellwall.http.Deadline")
		.and()
		.doNotHaveFullyQualifiedName("io.hellwall.sqlite.CommitGroup")
		.and()
		.doNotHaveFullyQualifiedName("io.hellwall.sqlite.GroupCommit")
		.should()
		.accessTargetWhere(describe("reads the time of the machine", ArchitectureTest::readsTheTime));

	@ArchTest
	static final ArchRule nothingIsInjectedIntoFields = GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

	@ArchTest
	static final ArchRule loggingIsSlf4j = GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

	/**
	 * A command writes to its writer, which one class makes. The launcher prints, as an
	 * old Java has no log.
	 */
	@ArchTest
	static final ArchRule nobodyPrints = noClasses().that()
		.doNotHaveFullyQualifiedName("io.hellwall.Launcher")
		.and()
		.doNotHaveFullyQualifiedName("io.hellwall.cli.Commands")
		.should()
		.accessTargetWhere(describe("prints",
				(access) -> access.getTargetOwner().isAssignableTo(PrintStream.class)
						|| (access.getTargetOwner().isEquivalentTo(System.class)
								&& Set.of("out", "err").contains(access.getName()))
						|| (access.getTargetOwner().isAssignableTo(Throwable.class)
								&& access.getName().equals("printStackTrace"))));

	@ArchTest
	static final ArchRule entitiesStayInTheirPackage = classes().that()
		.areAnnotatedWith(Entity.class)
		.or()
		.areAssignableTo(Repository.class)
		.should()
		.bePackagePrivate();

	@ArchTest
	void everyPackageIsNullMarked(JavaClasses hellwall) {
		assertThat(hellwall.stream().map(JavaClass::getPackage).distinct())
			.allSatisfy((it) -> assertThat(it.isAnnotatedWith(NullMarked.class)).as(it.getName()).isTrue());
	}

	@ArchTest
	static final ArchRule namesSayWhatAThingIs = noClasses().should()
		.haveSimpleNameEndingWith("Impl")
		.orShould()
		.haveSimpleNameEndingWith("Util")
		.orShould()
		.haveSimpleNameEndingWith("Utils")
		.orShould()
		.haveSimpleNameEndingWith("Helper")
		.orShould()
		.haveSimpleNameEndingWith("Manager")
		.orShould()
		.haveSimpleNameEndingWith("Dto");

	private static ArchRule usesNoneBut(List<String> allowed, String name) {
		Stream<String> foreign = MAY_USE.keySet()
			.stream()
			.filter((it) -> !it.equals(name) && !allowed.contains(it))
			.map(ArchitectureTest::in);
		return noClasses().that()
			.resideInAPackage(in(name))
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(Stream.concat(Stream.of(ROOT), foreign).toArray(String[]::new));
	}

	private static String in(String name) {
		return ROOT + "." + name + "..";
	}

	private static List<String> coreAndLeaves() {
		return coreAndLeavesAnd();
	}

	private static List<String> coreAndLeavesAnd(String... more) {
		return Stream.of(CORE, LEAVES, List.of(more)).flatMap(List::stream).toList();
	}

	private static boolean readsTheTime(JavaAccess<?> access) {
		AccessTarget target = access.getTarget();
		JavaClass owner = target.getOwner();
		String name = target.getName();
		return (owner.isEquivalentTo(System.class) && Set.of("currentTimeMillis", "nanoTime").contains(name))
				|| (owner.getPackageName().startsWith("java.time") && name.equals("now"))
				|| (owner.isAssignableTo(InstantSource.class) && (name.startsWith("system") || name.startsWith("tick")))
				|| (owner.isAssignableTo(Calendar.class) && name.equals("getInstance"))
				|| (owner.isEquivalentTo(Date.class) && target instanceof ConstructorCallTarget date
						&& date.getRawParameterTypes().isEmpty());
	}

}
