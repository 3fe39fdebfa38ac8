package io.hellwall.session;

import java.util.List;
import java.util.stream.Stream;

import io.hellwall.TracedPostgres.Step;
import tools.jackson.databind.JsonNode;

/**
 * What a request asked of PostgreSQL.
 *
 * @param statements without those that begin and end transactions
 * @param transactions all that were begun
 * @param rowsRead that scans gave, by index or not
 * @param rowsWritten inserted, updated or deleted
 * @param rowLocks rows that another writer would have had to wait for
 * @param flushes transactions whose commit had to wait for the disk
 */
record RequestCost(long statements, long transactions, long rowsRead, long rowsWritten, long rowLocks, long flushes) {

	static RequestCost of(List<Step> steps) {
		return new RequestCost(steps.stream().filter((it) -> !it.is("begin") && !it.is("commit")).count(),
				steps.stream().filter((it) -> it.is("begin")).count(),
				nodes(steps).filter(RequestCost::reads).mapToLong(RequestCost::rows).sum(),
				nodes(steps).mapToLong(RequestCost::written).sum(), nodes(steps).mapToLong(RequestCost::locked).sum(),
				flushes(steps));
	}

	private static Stream<JsonNode> nodes(List<Step> steps) {
		return steps.stream().flatMap(Step::nodes);
	}

	private static boolean reads(JsonNode node) {
		return type(node).endsWith("Scan") && node.has("Relation Name");
	}

	private static long written(JsonNode node) {
		return type(node).equals("ModifyTable") ? rows(node.path("Plans").path(0)) : 0;
	}

	/** An insert locks no row that anybody sees, unless it turns into an update. */
	private static long locked(JsonNode node) {
		if (type(node).equals("LockRows")) {
			return rows(node);
		}
		return node.path("Operation").asString("").equals("Insert") ? node.path("Conflicting Tuples").asLong(0)
				: written(node);
	}

	private static long flushes(List<Step> steps) {
		long flushes = 0;
		long written = 0;
		for (Step step : steps) {
			written += step.nodes().mapToLong(RequestCost::written).sum();
			if (step.is("commit")) {
				flushes += (written > 0) ? 1 : 0;
				written = 0;
			}
		}
		return flushes;
	}

	private static String type(JsonNode node) {
		return node.path("Node Type").asString("");
	}

	private static long rows(JsonNode node) {
		return Math.round(node.path("Actual Rows").asDouble(0) * node.path("Actual Loops").asDouble(1));
	}

}
