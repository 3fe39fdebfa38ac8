package io.hellwall;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Refuses a setting of ours that does not exist: a misspelt one would leave the default
 * in force, and nobody would notice. What exists is what the build wrote down of the
 * settings' records.
 */
class KnownSettings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final Pattern OURS = Pattern.compile("(?i)hellwall[._].+");

	/** What Kubernetes tells every container of a service that is named like this one. */
	private static final Pattern SERVICE_LINKS = Pattern.compile("HELLWALL_(?:SERVICE|PORT)(?:_.*)?");

	private static final Pattern INDEX = Pattern.compile("(?:\\[\\d+]|_\\d+)$");

	/** What stands for the ids that an operator chooses. */
	private static final String ANY = ".*";

	private static final Pattern ID = Pattern.compile("[._][A-Za-z0-9]+$");

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		Set<String> known = known();
		for (PropertySource<?> source : context.getEnvironment().getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> settings) {
				for (String name : settings.getPropertyNames()) {
					check(name, known);
				}
			}
		}
	}

	private static void check(String name, Set<String> known) {
		if (OURS.matcher(name).matches() && !SERVICE_LINKS.matcher(name).matches()
				&& !known.contains(uniform(INDEX.matcher(name).replaceFirst("")))
				&& !known.contains(uniform(ID.matcher(name).replaceFirst("")) + ANY)) {
			throw new IllegalStateException(
					"there is no setting " + name + ": the README lists those that are; correct it or take it out");
		}
	}

	/**
	 * Those of all libraries: which of the files on the class path is ours is not to be
	 * told.
	 */
	private static Set<String> known() {
		Set<String> names = new HashSet<>();
		try {
			for (URL metadata : Collections.list(KnownSettings.class.getClassLoader().getResources(METADATA))) {
				try (InputStream json = metadata.openStream()) {
					for (JsonNode property : JsonMapper.shared().readTree(json).path("properties")) {
						boolean map = property.path("type").asString("").startsWith("java.util.Map");
						names.add(uniform(property.path("name").asString()) + (map ? ANY : ""));
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
