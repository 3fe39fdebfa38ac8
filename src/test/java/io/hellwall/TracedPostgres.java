package io.hellwall;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.awaitility.Awaitility.await;

/**
 * A PostgreSQL server that writes down what a service asked of it: every statement as it
 * came over the wire, with the plan that was run, its rows and its buffers.
 */
public final class TracedPostgres implements AutoCloseable {

	/** What keeps connections, and would be sent without any request. */
	private static final Pattern NOT_OF_THE_REQUEST = Pattern.compile(
			"clock_timestamp\\(\\)|from notice where next_attempt_at|^select 1$|FROM pg_catalog\\.(?:pg_type|pg_class c JOIN)|^show transaction_read_only|^SET (?:application_name|SESSION)");

	/** For the service's connections alone. */
	private static final Map<String, String> TRACE = Map.of("log_statement", "all", "auto_explain.log_min_duration",
			"0", "auto_explain.log_analyze", "on", "auto_explain.log_buffers", "on", "auto_explain.log_timing", "off",
			"auto_explain.log_nested_statements", "on", "auto_explain.log_format", "json");

	private static final Pattern STATEMENT = Pattern.compile("(?s)(?:execute [^:]+|statement): (.*)");

	private static final Pattern PLAN = Pattern.compile("(?s)duration: \\S+ ms  plan:\\n(.*)");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final EmbeddedPostgres server;

	private final Path log;

	private final JdbcTemplate outside;

	private TracedPostgres(EmbeddedPostgres server, Path log) {
		this.server = server;
		this.log = log;
		this.outside = new JdbcTemplate(server.getPostgresDatabase());
	}

	/**
	 * Starts a server. It writes no whole pages to its log of changes, so that what a
	 * change adds to that is the same each time.
	 */
	public static TracedPostgres start(Path dataDirectory, String... settings) {
		EmbeddedPostgres.Builder builder = TestPostgres.builder()
			.setDataDirectory(dataDirectory)
			.setServerConfig("shared_preload_libraries", "auto_explain")
			.setServerConfig("full_page_writes", "off")
			.setServerConfig("autovacuum", "off")
			.setServerConfig("logging_collector", "on")
			.setServerConfig("log_destination", "jsonlog")
			.setServerConfig("log_filename", "trace.log")
			.setServerConfig("log_rotation_size", "0");
		for (String setting : settings) {
			builder.setServerConfig(setting.substring(0, setting.indexOf('=')),
					setting.substring(setting.indexOf('=') + 1));
		}
		try {
			return new TracedPostgres(builder.start(), dataDirectory.resolve("log/trace.json"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Settings of a service that keeps both stores here. */
	public String[] settings() {
		String options = TRACE.entrySet()
			.stream()
			.map((it) -> "-c " + it.getKey() + "=" + it.getValue())
			.collect(Collectors.joining(" "));
		String url = this.server.getJdbcUrl("postgres", "postgres") + "&options="
				+ URLEncoder.encode(options, StandardCharsets.UTF_8).replace("+", "%20");
		return new String[] { "hellwall.store.creds.url=" + url, "hellwall.store.passcodes.url=" + url };
	}

	/** For looks and changes that are not traced. */
	public DataSource outside() {
		return this.server.getPostgresDatabase();
	}

	/** What the service asks while that is done. */
	public List<Step> during(Runnable request) {
		int before = readUpToHere().size();
		request.run();
		List<JsonNode> entries = readUpToHere();
		List<Step> steps = new ArrayList<>();
		Map<Long, Step> running = new HashMap<>(); // by connection
		for (JsonNode entry : entries.subList(before, entries.size())) {
			String message = entry.path("message").asString("");
			Matcher statement = STATEMENT.matcher(message);
			Matcher plan = PLAN.matcher(message);
			long connection = entry.path("pid").asLong();
			if (statement.matches()) {
				Step step = new Step(statement.group(1).strip(), new ArrayList<>());
				running.put(connection, step);
				steps.add(step);
			}
			else if (plan.matches()) {
				running.computeIfAbsent(connection, (it) -> new Step("", new ArrayList<>()))
					.plans()
					.add(JSON.readTree(plan.group(1)));
			}
		}
		// When it suits them, the pool asks who is there, the driver what types and
		// columns are, once for each connection, and the service what time it is and
		// whether a notice is due.
		steps.removeIf((step) -> step.sql().isEmpty() || NOT_OF_THE_REQUEST.matcher(step.sql()).find());
		return steps;
	}

	/** The log is written by a process of its own, but in order. */
	private List<JsonNode> readUpToHere() {
		String mark = "mark " + UUID.randomUUID();
		this.outside.execute("do $$ begin raise log '" + mark + "'; end $$");
		return await().atMost(Duration.ofSeconds(20)).until(this::entries, (entries) -> {
			return entries.stream().anyMatch((entry) -> entry.path("message").asString("").equals(mark));
		});
	}

	private List<JsonNode> entries() throws IOException {
		String text = Files.readString(this.log);
		return text.substring(0, text.lastIndexOf('\n') + 1).lines().map((line) -> JSON.readTree(line)).toList();
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * One statement of the service.
	 *
	 * @param sql as it came, with {@code $1} for a parameter
	 * @param plans what was run for it; more than one where a foreign key had to be
	 * looked after
	 */
	public record Step(String sql, List<JsonNode> plans) {

		public boolean is(String keyword) {
			return this.sql.regionMatches(true, 0, keyword, 0, keyword.length());
		}

		/** All nodes of all plans. */
		public Stream<JsonNode> nodes() {
			return this.plans.stream().flatMap((plan) -> below(plan.path("Plan")));
		}

		private static Stream<JsonNode> below(JsonNode node) {
			return Stream.concat(Stream.of(node), node.path("Plans").valueStream().flatMap(Step::below));
		}

	}

}
