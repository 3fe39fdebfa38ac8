package io.hellwall;

import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.hellwall.cli.Commands;

import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.context.annotation.Scope;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the service, or runs one command on its stores. */
@SpringBootApplication(exclude = { FlywayAutoConfiguration.class, ErrorMvcAutoConfiguration.class })
@ConfigurationPropertiesScan
public class Hellwall {

	/** How many threads carry the virtual ones. The JVM has one for each processor. */
	private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

	/**
	 * As many connections may wait inside SQLite, and other requests go on: each of the
	 * two databases has one that writes, and some that read.
	 */
	private static final int MORE_CARRIERS = 6;

	private static final Pattern SETTING = Pattern.compile("--[^=]+=.*", Pattern.DOTALL);

	/**
	 * Without a command, or with {@code start}, starts the service.
	 * @param args settings as {@code --name=value}, and perhaps a command such as
	 * {@code account list}
	 */
	public static void main(String[] args) {
		// Spring Boot would prepare in a thread, among others, what a client of HTTP
		// needs.
		System.setProperty("spring.backgroundpreinitializer.ignore", "true");
		// SQLite keeps its carrier while it waits for the disk or a lock. With one for
		// each processor, requests that need neither would wait too.
		if (System.getProperty(CARRIERS) == null) {
			System.setProperty(CARRIERS, Integer.toString(Runtime.getRuntime().availableProcessors() + MORE_CARRIERS));
		}
		List<String> words = Stream.of(args).filter(SETTING.asMatchPredicate().negate()).toList();
		if (words.isEmpty() || words.equals(List.of(Commands.START))) {
			SpringApplication.run(Hellwall.class,
					Stream.of(args).filter(SETTING.asMatchPredicate()).toArray(String[]::new));
		}
		else {
			System.exit(Commands.runAlone(args, (profiles) -> withoutServers(profiles, args)));
		}
	}

	static ConfigurableApplicationContext withoutServers(String[] profiles, String... args) {
		return new SpringApplicationBuilder(Hellwall.class).web(WebApplicationType.NONE).profiles(profiles).run(args);
	}

	/** The same inside of a start, which has set up the log already. */
	static ConfigurableApplicationContext withoutServersAndLog(String[] profiles, String... args) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(Hellwall.class).web(WebApplicationType.NONE)
			.profiles(profiles);
		SpringApplication application = builder.application();
		application.setListeners(application.getListeners()
			.stream()
			.filter((listener) -> !(listener instanceof LoggingApplicationListener))
			.toList());
		return builder.run(args);
	}

	/**
	 * Reads every setting before anything uses one, so that a mistake in one of them
	 * stops the start before a file is created.
	 */
	@Bean
	static BeanFactoryInitializer<ListableBeanFactory> settingsFirst() {
		return (beans) -> beans.getBeansWithAnnotation(ConfigurationProperties.class);
	}

	/**
	 * The time of this machine, in milliseconds, as it is stored. It is injected only
	 * where it is asked for by name: nodes that share a database use the time of the
	 * database.
	 */
	@Bean(defaultCandidate = false)
	InstantSource machineTime() {
		return Clock.tickMillis(ZoneOffset.UTC);
	}

	/** A command starts no scheduled work. */
	@Configuration(proxyBeanMethods = false)
	@Profile("!cli")
	@EnableScheduling
	static class Schedules {

		/**
		 * The delay of the first purge: a random time between one and two intervals, so
		 * that nodes that start together do not purge together.
		 */
		@Bean
		@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
		Duration firstPurge(@Value("${hellwall.purge-interval}") Duration interval) {
			return interval.plusMillis(RandomGenerator.getDefault().nextLong(interval.toMillis() + 1));
		}

	}

}
