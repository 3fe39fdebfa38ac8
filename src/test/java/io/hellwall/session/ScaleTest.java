package io.hellwall.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.hellwall.Slow;
import io.hellwall.TestService;
import io.hellwall.TracedPostgres;
import io.hellwall.TracedPostgres.Step;
import io.hellwall.token.Tokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The service's own statements on one PostgreSQL with more and more sessions. Every build
 * takes a few; {@code src/docs/scale.md} says how to take ten million, and what came of
 * it.
 */
@Slow
class ScaleTest {

	private static final long MOST = Long.getLong("sessions", 20_000);

	/** Below this the planner is right to read a small table as a whole. */
	private static final long WORTH_AN_INDEX = 20_000;

	private static final int LOOKUPS = 10_000;

	private static final String MAC = TestService.MAC;

	@TempDir
	static Path folder;

	private final StringBuilder plans = new StringBuilder();

	private final StringBuilder table = new StringBuilder(
			"""
					| sessions | pages of 8 KiB a verify | median of a verify | 99th percentile | table a session | indexes a session |
					|---|---|---|---|---|---|
					""");

	@Test
	void anyStatementWhenThereAreManySessionsThenItsPlanUsesAnIndex() throws Exception {
		long least = -1;
		double fastest = -1;
		try (TracedPostgres server = TracedPostgres.start(folder.resolve("postgres"),
				"shared_buffers=" + (MOST > 1_000_000 ? "4GB" : "128MB"), "max_wal_size=8GB", "fsync=off");
				TestService service = TestService.start(folder.resolve("data"), settings(server)).withoutOtherWork()) {
			long filled = 0;
			for (long sessions : LongStream.of(1000, 100_000, 10_000_000, MOST)
				.filter((it) -> it <= MOST)
				.distinct()
				.sorted()
				.toArray()) {
				fill(server, filled, sessions, service.clock().millis());
				filled = sessions;
				List<Step> journey = server.during(() -> journey(service));
				note(sessions, journey);
				if (sessions >= WORTH_AN_INDEX) {
					assertThat(journey).filteredOn((it) -> !it.plans().isEmpty())
						.hasSizeGreaterThan(30)
						.allMatch((it) -> it.nodes().noneMatch((node) -> type(node).equals("Seq Scan")));
				}
				Lookups lookups = lookups(service, server, sessions);
				least = (least < 0) ? lookups.pages() : least;
				fastest = (fastest < 0) ? lookups.median() : fastest;
				row(server, sessions, lookups, fastest);
				// Three trees, each at most a level or two higher than it was with the
				// first thousand.
				assertThat(lookups.pages()).isLessThanOrEqualTo(least + 6);
			}
		}
		finally {
			Files.createDirectories(Path.of("target/scale"));
			Files.writeString(Path.of("target/scale/plans.txt"), this.plans);
			Files.writeString(Path.of("target/scale/sessions.md"), this.table);
		}
	}

	/** Nothing is to be purged but when it is called for. */
	private static String[] settings(TracedPostgres server) {
		return Stream
			.concat(Stream.of(server.settings()), Stream.of("hellwall.purge-interval=1d", "hellwall.session.idle=30d"))
			.toArray(String[]::new);
	}

	private static void fill(TracedPostgres server, long from, long to, long now) throws IOException {
		String sql = new ClassPathResource("scale.sql").getContentAsString(StandardCharsets.UTF_8)
			.replace("${from}", Long.toString(from))
			.replace("${to}", Long.toString(to))
			.replace("${now}", Long.toString(now));
		JdbcTemplate outside = new JdbcTemplate(server.outside());
		outside.execute(sql); // at once, as its settings are those of a connection
		outside.execute("vacuum analyze");
	}

	/** All that the service can be asked, and what it does by itself. */
	private static void journey(TestService service) {
		String email = service.newAccount();
		String passcode = service.passcode(email, MAC);
		service.login(email, MAC, "222222");
		String first = service.login(email, MAC, passcode).text("token");
		service.verify(first, MAC);
		service.clock().advance(Duration.ofHours(1));
		String second = service.verify(first, MAC).text("token");
		service.verify(first, MAC);
		service.verify(second, MAC);
		String third = service.renew(second, MAC).text("token");
		assertThat(service.verify(third, MAC).text("status")).isEqualTo("authorized");
		assertThat(service.logout(third, MAC).status()).isEqualTo(204);
		assertThat(service.get("/admin/accounts", service.adminKey()).status()).isEqualTo(200);
		SessionEnds ends = service.context().getBean(SessionEnds.class);
		ends.endTooOld(service.clock().instant(), 10);
		ends.endIdle(service.clock().instant(), 10);
		assertThat(ends.delete(10)).isPositive();
		assertThat(service.context().getBean(SessionRepository.class).seen(List.of(UUID.randomUUID()), Instant.EPOCH))
			.isZero();
	}

	/** The service finds tokens at random; the statement it sends is then timed alone. */
	private static Lookups lookups(TestService service, TracedPostgres server, long sessions) throws SQLException {
		Tokens tokens = service.context().getBean(Tokens.class);
		Random random = new Random(sessions);
		List<Step> steps = server.during(() -> {
			for (int i = 0; i < 200; i++) {
				assertThat(tokens.find(anyToken(random, sessions))).isPresent();
			}
		}).stream().filter((it) -> it.is("select")).toList();
		assertThat(steps).hasSize(200);
		long[] pages = steps.stream().mapToLong((it) -> pages(it.plans().getFirst().path("Plan"))).sorted().toArray();
		String sql = steps.getLast().sql().replaceAll("\\$\\d+", "?");
		try (Connection connection = server.outside().getConnection()) {
			connection.setSchema("hellwall_creds");
			try (PreparedStatement statement = connection.prepareStatement(sql)) {
				time(statement, random, sessions);
				long[] nanos = time(statement, random, sessions);
				return new Lookups(pages[pages.length / 2], nanos[nanos.length / 2], nanos[nanos.length * 99 / 100]);
			}
		}
	}

	private static long[] time(PreparedStatement statement, Random random, long sessions) throws SQLException {
		long[] nanos = new long[LOOKUPS];
		for (int i = 0; i < LOOKUPS; i++) {
			statement.setBytes(1, anyToken(random, sessions));
			long start = System.nanoTime();
			try (ResultSet found = statement.executeQuery()) {
				assertThat(found.next()).isTrue();
			}
			nanos[i] = System.nanoTime() - start;
		}
		Arrays.sort(nanos);
		return nanos;
	}

	/** Of sessions that did not end: the purge has taken some of the others. */
	private static byte[] anyToken(Random random, long sessions) {
		LongSupplier any = () -> random.nextLong(1, sessions + 1);
		long session = LongStream.generate(any).filter((it) -> it % 1000 != 0).findFirst().orElseThrow();
		try {
			return MessageDigest.getInstance("SHA-256").digest(("t" + session + "-0").getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void note(long sessions, List<Step> journey) {
		for (Step step : journey) {
			this.plans.append("%n== %,d sessions: %s%n".formatted(sessions, step.sql()));
			step.plans().forEach((plan) -> note(plan.path("Plan"), 1));
		}
	}

	private void note(JsonNode node, int depth) {
		this.plans.append("%s%s %s %s rows=%s loops=%s pages=%d%n".formatted("  ".repeat(depth), type(node),
				node.path("Relation Name").asString(""), node.path("Index Name").asString(""),
				node.path("Actual Rows").asString(""), node.path("Actual Loops").asString(""), pages(node)));
		node.path("Plans").forEach((child) -> note(child, depth + 1));
	}

	private void row(TracedPostgres server, long sessions, Lookups lookups, double fastest) {
		JdbcTemplate outside = new JdbcTemplate(server.outside());
		String sum = "select sum(%s(oid)) from pg_class where relkind = 'r' and relnamespace in ('hellwall_creds'::regnamespace, 'hellwall_passcodes'::regnamespace)";
		long tables = Objects.requireNonNull(outside.queryForObject(sum.formatted("pg_table_size"), Long.class));
		long indexes = Objects.requireNonNull(outside.queryForObject(sum.formatted("pg_indexes_size"), Long.class));
		this.table.append(String.format(Locale.ROOT, "| %,d | %d | %.2f | %.2f | %d bytes | %d bytes |%n", sessions,
				lookups.pages(), lookups.median() / fastest, lookups.slow() / fastest, tables / sessions,
				indexes / sessions));
		outside.query(
				"select relname || ' ' || pg_table_size(oid) || ' ' || pg_indexes_size(oid) from pg_class where relkind = 'r' and relnamespace = 'hellwall_creds'::regnamespace order by 1",
				(result) -> {
					this.plans.append(
							"%,d sessions, bytes of table and indexes: %s%n".formatted(sessions, result.getString(1)));
				});
	}

	private static String type(JsonNode node) {
		return node.path("Node Type").asString("");
	}

	private static long pages(JsonNode node) {
		return node.path("Shared Hit Blocks").asLong() + node.path("Shared Read Blocks").asLong();
	}

	/**
	 * Many look-ups of one token each.
	 *
	 * @param pages of the database that one reads, in the median
	 * @param median nanoseconds
	 * @param slow nanoseconds that one of a hundred exceeds
	 */
	record Lookups(long pages, double median, double slow) {
	}

}
