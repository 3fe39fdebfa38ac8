package io.hellwall;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.ssl.SslProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Refuses a setting that does not exist: a misspelt one would leave the default in force,
 * and nobody would notice. Spring's own names are checked on the command line and in
 * files only, as the environment may hold such names for other programs.
 */
class KnownSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final Pattern OURS = Pattern.compile("(?i)hellwall[._].+");

	private static final Pattern SPRINGS = Pattern
		.compile("(?i)(?:spring\\.(?:mail|ssl)|server|management|logging)[.\\[].+");

	/** What Kubernetes sets in every container for a service with the name hellwall. */
	private static final Pattern SERVICE_LINKS = Pattern.compile("HELLWALL_(?:SERVICE|PORT)(?:_.*)?");

	private static final Pattern INDEX = Pattern.compile("(?:\\[\\d+]|_\\d+)$");

	/** Stands for the ids that an operator chooses. */
	private static final String ANY = ".*";

	/** Marks the name of a section, which may stand in a file without any setting. */
	private static final String GROUP = ".";

	private static final Pattern ID = Pattern.compile("[._][A-Za-z0-9]+$");

	private static final Pattern PART = Pattern.compile("[.\\[]");

	private static final List<String> BUNDLES = List.of("server.ssl.bundle", "management.server.ssl.bundle",
			"hellwall.tcp.ssl-bundle", "spring.mail.ssl.bundle");

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Set<String> known = known();
		for (PropertySource<?> source : context.getEnvironment().getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> settings) {
				boolean springsToo = source instanceof CommandLinePropertySource
						|| source instanceof OriginTrackedMapPropertySource;
				for (String name : settings.getPropertyNames()) {
					if ((OURS.matcher(name).matches() && !isOurs(name, known))
							|| (springsToo && SPRINGS.matcher(name).matches() && !isSprings(name, known))) {
						throw new IllegalStateException("there is no setting " + name
								+ ": correct or remove it; the README lists the settings");
					}
				}
			}
		}
		checkBundles(context.getEnvironment());
	}

	private static boolean isOurs(String name, Set<String> known) {
		return SERVICE_LINKS.matcher(name).matches() || known.contains(uniform(INDEX.matcher(name).replaceFirst("")))
				|| known.contains(uniform(ID.matcher(name).replaceFirst("")) + ANY);
	}

	/** What is below a known name is a map, a list or an object that is not described. */
	private static boolean isSprings(String name, Set<String> known) {
		Matcher part = PART.matcher(name + ".");
		boolean found = known.contains(uniform(name) + GROUP);
		while (!found && part.find()) {
			String prefix = uniform(name.substring(0, part.start()));
			found = known.contains(prefix) || known.contains(prefix + ANY);
		}
		return found;
	}

	private static void checkBundles(Environment environment) {
		SslProperties ssl = Binder.get(environment).bindOrCreate("spring.ssl", SslProperties.class);
		for (String setting : BUNDLES) {
			String bundle = environment.getProperty(setting, "");
			if (!bundle.isEmpty() && !ssl.getBundle().getPem().containsKey(bundle)
					&& !ssl.getBundle().getJks().containsKey(bundle)) {
				throw new IllegalStateException(setting
						+ " names a bundle that does not exist: define it below spring.ssl.bundle.pem or spring.ssl.bundle.jks");
			}
		}
	}

	/**
	 * The settings of all libraries and of ours: no file on the class path tells whose it
	 * is. Those that Spring Boot has removed are left out.
	 */
	private static Set<String> known() {
		Set<String> names = new HashSet<>();
		try {
			for (URL metadata : Collections.list(KnownSettings.class.getClassLoader().getResources(METADATA))) {
				try (InputStream json = metadata.openStream()) {
					JsonNode settings = JsonMapper.shared().readTree(json);
					for (JsonNode group : settings.path("groups")) {
						names.add(uniform(group.path("name").asString()) + GROUP);
					}
					for (JsonNode property : settings.path("properties")) {
						boolean map = property.path("type").asString("").startsWith("java.util.Map");
						if (!property.path("deprecation").path("level").asString("").equals("error")) {
							names.add(uniform(property.path("name").asString()) + (map ? ANY : ""));
						}
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return names;
	}

	/**
	 * One spelling for {@code hellwall.tcp.login-port} and
	 * {@code HELLWALL_TCP_LOGIN_PORT}.
	 */
	private static String uniform(String name) {
		return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

}
